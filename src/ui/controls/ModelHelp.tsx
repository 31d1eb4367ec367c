/** Explains a model in words and by its formula, if the page has a formula for it. */
import { InfoTip } from "./inputs/InfoTip.tsx";
import { usePage } from "../workload/context.ts";

export function ModelHelp({ id }: { readonly id: string }) {
  const look = usePage().looks[id];
  if (!look?.formula) return null;
  return (
    <InfoTip about={look.name}>
      <span>{look.about}</span>
      <span className="formula">{look.formula}</span>
    </InfoTip>
  );
}
