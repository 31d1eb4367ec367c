/** Remedies as buttons. Each applies its changes to the settings. */
import type { PlaygroundActions } from "../../store/playground.ts";
import type { Remedy } from "./workload-page.ts";

interface Props {
  readonly remedies: readonly Remedy[];
  readonly change: PlaygroundActions["change"];
}

export function RemedyButtons({ remedies, change }: Props) {
  if (remedies.length === 0) return null;
  return (
    <span className="ways-on row">
      {remedies.map(({ label, changes, isAnew }) => (
        <button key={label} type="button" onClick={() => change(changes, isAnew ? "anew" : undefined)}>
          {label}
        </button>
      ))}
    </span>
  );
}
