/** The remedies that an advice offers, as buttons. */
import type { Advice } from "../../store/advice/advice.ts";
import { useActions } from "../parts/context.ts";
import { RemedyButtons } from "../parts/RemedyButtons.tsx";

export function Remedies({ remedies }: Pick<Advice, "remedies">) {
  return <RemedyButtons remedies={remedies} change={useActions().change} />;
}
