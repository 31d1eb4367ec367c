/** Singular values over time as a ridge plot (the papers' waterfall): one line for each recorded step, the newest in front. */
import type { SpectrumRecord } from "../../store/spectrum-history.ts";
import { formatCount, formatError } from "../../store/format.ts";

interface Props {
  readonly label: string;
  readonly records: readonly SpectrumRecord[];
  readonly valuesOf: (record: SpectrumRecord) => readonly number[];
  readonly colour: string;
}

const WIDTH = 720;
const HEIGHT = 300;
/** Room for the highest ridge at the back, and how far one line stands before the next. */
const RIDGE = 90;
const SHIFT_X = 140;

export function RidgePlot({ label, records, valuesOf, colour }: Props) {
  const first = records[0];
  const last = records.at(-1);
  if (!first || !last) return <p className="waiting">No spectra yet.</p>;
  const most = Math.max(...records.map((record) => valuesOf(record)[0] ?? 0)) || 1;
  // Time runs to the front: down and to the left.
  const depthOf = (step: number): number => (last.step > 0 ? step / last.step : 1);
  return (
    <figure className="ridge">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={describe(label, valuesOf(first), valuesOf(last), last.step)}
      >
        {records.map((record) => {
          const values = valuesOf(record);
          const depth = depthOf(record.step);
          const baseline = RIDGE + depth * (HEIGHT - RIDGE - 6);
          const left = SHIFT_X * (1 - depth);
          const across = (i: number) => left + (i * (WIDTH - SHIFT_X)) / Math.max(1, values.length - 1);
          const up = (value: number) => baseline - (RIDGE * Math.min(value, most)) / most;
          const line = values.map(
            (value, i) => `${i === 0 ? "M" : "L"}${across(i).toFixed(1)} ${up(value).toFixed(1)}`,
          );
          const ground = `L${across(values.length - 1).toFixed(1)} ${baseline.toFixed(1)}L${left.toFixed(1)} ${baseline.toFixed(1)}Z`;
          return (
            <g key={record.step}>
              <path className="ridge-ground" d={line.join("") + ground} />
              <path d={line.join("")} style={{ stroke: colour }} strokeOpacity={0.35 + 0.65 * depth} />
            </g>
          );
        })}
      </svg>
      <figcaption>
        {`${label}, from step ${formatCount(first.step)} (back) to ${formatCount(last.step)} (front). Index to the right, value up to ${formatError(most)}.`}
      </figcaption>
    </figure>
  );
}

/** What moved and what did not, in words. */
function describe(label: string, start: readonly number[], now: readonly number[], step: number): string {
  const grown = now.filter((value, i) => value > 2 * (start[i] ?? Infinity)).length;
  return `${label}: ${grown} of ${now.length} singular values have at least doubled by step ${formatCount(step)}`;
}
