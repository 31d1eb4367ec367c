/** A record's last tests: a row for each model with a dot per seed and a line at the mean. */
import { dotsOf, type DotRow, type MetricRecord } from "../../store/workload/claims.ts";
import { ARM_LOOKS } from "../workload/mlp/looks.ts";
import { METHOD_LOOKS } from "../workload/finetune/looks.ts";
import { percent } from "../workload/workload-page.ts";

const WIDTH = 300;
const LEFT = 130;
const ROW = 20;
const TOP = 6;
const BOTTOM = 22;

const LOOKS: Readonly<Record<string, { readonly name: string; readonly colour: string }>> = {
  ...ARM_LOOKS,
  ...METHOD_LOOKS,
};

export function DotPicture({ record, title }: { readonly record: MetricRecord; readonly title: string }) {
  const found = dotsOf(record);
  if (!found) return null;
  const { metric, rows } = found;
  const { low, high, gap } = rangeOf(rows);
  const across = (value: number): number => LEFT + ((WIDTH - LEFT - 8) * (value - low)) / (high - low);
  const height = TOP + ROW * rows.length;
  const written = (value: number): string =>
    metric.isShare ? percent(value) : value.toFixed(gap < 0.1 ? 2 : 1);
  return (
    <figure className="claim-picture">
      <svg
        viewBox={`0 0 ${WIDTH} ${height + BOTTOM}`}
        role="img"
        aria-label={`${title}: ${metric.name} of every seed. Means: ${rows.map((row) => `${nameOf(row)} ${written(row.mean)}`).join(", ")}`}
      >
        <path className="frame" d={`M${LEFT} ${TOP}V${height}H${WIDTH - 4}`} />
        {rows.map((row, i) => {
          const y = TOP + ROW * (i + 0.5);
          const colour = LOOKS[row.model]?.colour;
          return (
            <g key={`${row.label} ${row.model}`}>
              <text x={LEFT - 6} y={y + 4} textAnchor="end">
                {nameOf(row)}
              </text>
              <path d={`M${across(row.mean)} ${y - 7}v14`} stroke={colour} strokeWidth={2} />
              {row.values.map((value, seed) => (
                <circle key={seed} cx={across(value)} cy={y} r={3} fill={colour} fillOpacity={0.6} />
              ))}
            </g>
          );
        })}
        {[low, high].map((value) => (
          <text key={value} x={across(value)} y={height + 14} textAnchor={value === low ? "start" : "end"}>
            {written(value)}
          </text>
        ))}
      </svg>
      <figcaption>{metric.name} at the last step. A dot is a seed, a line the mean.</figcaption>
    </figure>
  );
}

function nameOf({ label, model }: DotRow): string {
  const name = LOOKS[model]?.name ?? model;
  return label === undefined ? name : `${name}, ${label}`;
}

/** Whole gaps around all values. */
function rangeOf(rows: readonly DotRow[]): { low: number; high: number; gap: number } {
  const values = rows.flatMap((row) => row.values);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const gap = most - least > 0.3 ? 0.1 : most - least > 0.05 ? 0.05 : 0.01;
  return {
    low: Math.floor(least / gap) * gap,
    high: Math.max(Math.floor(least / gap) + 1, Math.ceil(most / gap)) * gap,
    gap,
  };
}
