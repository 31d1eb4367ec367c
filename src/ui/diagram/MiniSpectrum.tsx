/** The singular values of one block, on the diagram's common axis: linear index, logarithmic value. */
import type { SpectrumAxis } from "./blocks.ts";

interface Props {
  readonly values: readonly number[];
  readonly axis: SpectrumAxis;
  readonly colour: string;
}

/** At most this many values are drawn as separate bars. More bars would look like a barcode, so a line replaces them. */
const BARS_MAX = 16;

export function MiniSpectrum({ values, axis, colour }: Props) {
  const down = (value: number): number => {
    const bounded = Math.min(axis.high, Math.max(axis.low, value));
    return (100 * Math.log(axis.high / bounded)) / Math.log(axis.high / axis.low);
  };
  const across = (i: number): number => (100 * (i + 0.5)) / Math.max(1, values.length);
  const isCounted = values.length <= BARS_MAX;
  return (
    <svg className="mini-spectrum thin" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {values.length > 0 && <line stroke="var(--border)" x1="0" x2="100" y1="100" y2="100" />}
      {axis.init !== undefined && values.length > 0 && (
        <line
          stroke="var(--muted)"
          strokeDasharray="2 3"
          x1="0"
          x2="100"
          y1={down(axis.init)}
          y2={down(axis.init)}
        />
      )}
      <path
        style={{ stroke: colour }}
        className={isCounted ? "bars" : "line"}
        // A diverged network may have values that are not finite.
        d={values
          .map((value, i) =>
            Number.isNaN(value)
              ? ""
              : isCounted
                ? `M${across(i).toFixed(1)} 100V${down(value).toFixed(1)}`
                : `${i === 0 || Number.isNaN(values[i - 1]) ? "M" : "L"}${across(i).toFixed(1)} ${down(value).toFixed(1)}`,
          )
          .join("")}
      />
    </svg>
  );
}
