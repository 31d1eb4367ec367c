/** The results of two models on each of several seeds, as pairs of dots on one axis. */
import { usePage } from "../../parts/context.ts";
import { ModelKeys } from "./MetricCurves.tsx";

/** A seed's name and the results of both models. */
export type SeedPair = readonly [name: string, first: number, second: number];

interface Props {
  readonly label: string;
  readonly ids: readonly [string, string];
  readonly pairs: readonly SeedPair[];
  readonly format: (value: number) => string;
}

const WIDTH = 220;
const ROW = 13;
/** Room for the seeds' names, and for half a dot at the right edge. */
const LEFT = 46;
const RIGHT = 8;

export function SeedPairs({ label, ids, pairs, format }: Props) {
  const { looks } = usePage();
  const known = pairs.filter(([, ...values]) => values.every(Number.isFinite));
  if (known.length === 0) return null;
  const all = known.flatMap(([, ...values]) => values);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (value: number): number =>
    high > low ? LEFT + ((WIDTH - LEFT - RIGHT) * (value - low)) / (high - low) : WIDTH / 2;
  const names = ids.map((id) => looks[id]?.name ?? id);
  const bottom = known.length * ROW;
  return (
    <figure className="lesson-figure dots-figure" aria-label={label}>
      <svg
        viewBox={`0 0 ${WIDTH} ${bottom + 14}`}
        fill="var(--muted)"
        fontSize="8"
        textAnchor="middle"
        role="img"
        aria-label={known
          .map(
            ([seed, ...values]) =>
              `${seed}: ${values.map((value, i) => `${names[i]} ${format(value)}`).join(", ")}`,
          )
          .join("; ")}
      >
        {known.map(([seed, ...values], row) => (
          <g key={seed}>
            <text textAnchor="end" x={LEFT - 8} y={(row + 0.5) * ROW + 3}>
              {seed}
            </text>
            <line
              stroke="var(--border)"
              x1={x(values[0])}
              x2={x(values[1])}
              y1={(row + 0.5) * ROW}
              y2={(row + 0.5) * ROW}
            />
            {ids.map((id, i) => (
              <circle
                key={id}
                data-term={id}
                cx={x(values[i] ?? NaN)}
                cy={(row + 0.5) * ROW}
                r="3"
                style={{ fill: looks[id]?.colour }}
              />
            ))}
          </g>
        ))}
        <text x={x(low)} y={bottom + 10}>
          {format(low)}
        </text>
        {high > low && (
          <text x={x(high)} y={bottom + 10}>
            {format(high)}
          </text>
        )}
      </svg>
      <figcaption>
        {label}: <ModelKeys ids={ids} />
      </figcaption>
    </figure>
  );
}
