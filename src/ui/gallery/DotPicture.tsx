/** The last test results in a record: one row per model, with a dot for each seed and a line at the mean. */
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { dotsOf, type DotRow } from "../../store/claims.ts";
import { useLooks } from "./looks.ts";
import "../styles/panels/claim-picture.css";
import { percent } from "../parts/workload-page.ts";

const WIDTH = 300;
const LEFT = 140;
const RIGHT = 275;
const ROW = 20;
const TOP = 6;
const BOTTOM = 22;

export function DotPicture({ record, title }: { readonly record: ClaimRecord; readonly title: string }) {
  const looks = useLooks();
  const nameOf = ({ model }: DotRow): string => looks[model]?.name ?? model;
  const colourOf = ({ model }: DotRow): string => looks[model]?.colour ?? "var(--text)";
  const found = dotsOf(record);
  if (!found) return null;
  const { metric, rows } = found;
  const { low, high, gap } = rangeOf(rows);
  const across = (value: number): number => LEFT + ((RIGHT - LEFT) * (value - low)) / (high - low);
  const written = (value: number): string =>
    metric.isFraction ? percent(value) : value.toFixed(gap < 0.1 ? 2 : 1);
  // If a claim has several runs, each run's name stands above its rows.
  const labels = [...new Set(rows.map(({ label }) => label))];
  const lines = labels.flatMap((label): readonly (DotRow | string)[] => [
    ...(labels.length > 1 ? [label] : []),
    ...rows.filter((row) => row.label === label),
  ]);
  const height = TOP + ROW * lines.length;
  return (
    <figure className="claim-picture">
      <svg
        viewBox={`0 0 ${WIDTH} ${height + BOTTOM}`}
        role="img"
        aria-label={`${title}: ${metric.name} of every seed. Means: ${rows.map((row) => `${nameOf(row)} ${written(row.mean)}`).join(", ")}`}
      >
        <path stroke="var(--control-border)" d={`M${LEFT} ${TOP}V${height}H${RIGHT}`} />
        {lines.map((line, i) => {
          const y = TOP + ROW * (i + 0.5);
          const isLabel = typeof line === "string";
          return (
            <g key={isLabel ? line : `${line.label} ${line.model}`}>
              {isLabel ? (
                <text
                  x={2}
                  y={y + 4}
                  fontWeight="700"
                  paintOrder="stroke"
                  stroke="var(--panel)"
                  strokeWidth="4"
                >
                  {line}
                </text>
              ) : (
                <>
                  <text x={LEFT - 6} y={y + 4} textAnchor="end">
                    {nameOf(line)}
                  </text>
                  <path d={`M${across(line.mean)} ${y - 7}v14`} stroke={colourOf(line)} strokeWidth={2} />
                  {line.values.map((value, seed) => (
                    <circle
                      key={seed}
                      cx={across(value)}
                      cy={y}
                      r={3}
                      fill={colourOf(line)}
                      fillOpacity={0.6}
                    />
                  ))}
                </>
              )}
            </g>
          );
        })}
        {[low, high].map((value) => (
          <text key={value} x={across(value)} y={height + 14} textAnchor="middle">
            {written(value)}
          </text>
        ))}
      </svg>
      <figcaption className="fine">
        {metric.name} in the last test. Each dot is a seed; the line marks the mean.
      </figcaption>
    </figure>
  );
}

/** Round limits that contain all values. */
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
