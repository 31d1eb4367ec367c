/** A short piece of a network's line, for legends. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { LOOKS } from "./networks.ts";

export function LineSample({ id, faint = false }: { readonly id: NetworkName; readonly faint?: boolean }) {
  const { colour, dash, width } = LOOKS[id];
  return (
    <svg data-term={id} className="line-sample" width="30" height="8" aria-hidden="true" focusable="false">
      <line
        x1="1"
        x2="29"
        y1="4"
        y2="4"
        style={{ stroke: colour }}
        strokeWidth={faint ? 1.25 : width}
        strokeDasharray={faint ? "2 3" : dash}
      />
    </svg>
  );
}
