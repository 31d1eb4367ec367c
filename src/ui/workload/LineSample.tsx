/** A short piece of a model's line, for legends. */
import { usePage } from "./context.ts";

export function LineSample({ id }: { readonly id: string }) {
  const look = usePage().looks[id];
  if (!look) return null;
  const { colour, dash, width } = look;
  return (
    <svg className="line-sample" width="30" height="8" aria-hidden="true" focusable="false">
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
