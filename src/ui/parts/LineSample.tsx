/** A short piece of a network's line, for legends. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { LINE_STYLES } from "./networks.ts";
import type { Look } from "../charts/chart.ts";

export function LineSample({ id, faint = false }: { readonly id: NetworkName; readonly faint?: boolean }) {
  const look = LINE_STYLES[id];
  return <LookSample term={id} look={faint ? { width: 1.25, colour: look.colour, dash: "2 3" } : look} />;
}

/** A short piece of any line. */
export function LookSample({
  term,
  look: { colour, dash, width },
}: {
  /** The sample is highlighted together with everything else that has this term. */
  readonly term?: string;
  readonly look: Look;
}) {
  return (
    <svg data-term={term} className="line-sample" width="30" height="8" aria-hidden="true" focusable="false">
      <line
        x1="1"
        x2="29"
        y1="4"
        y2="4"
        style={{ stroke: colour }}
        strokeWidth={width}
        strokeDasharray={dash}
      />
    </svg>
  );
}
