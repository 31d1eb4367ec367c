/** A short piece of a line, for legends. */
import type { Look } from "../charts/chart.ts";
import { usePage } from "./context.ts";

/** A piece of a model's line. */
export function ModelSample({ id, faint = false }: { readonly id: string; readonly faint?: boolean }) {
  const look = usePage().looks[id];
  if (!look) return null;
  return <LookSample term={id} look={faint ? { width: 1.25, colour: look.colour, dash: "2 3" } : look} />;
}

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
