/** Each column's error over the number of its seen entries, for the original and the compressed network of a live run. */
import { columnErrors } from "../../../../../store/insight/column-errors.ts";
import { formatCount } from "../../../../../store/format.ts";
import { usePage } from "../../../../parts/context.ts";
import { ModelKeys } from "../../../../lessons/parts/ModelKeys.tsx";
import { useMatrix, useMatrixViews } from "../../context.ts";
import { TrainFirst } from "./TrainFirst.tsx";

const SHOWN = ["original", "yaras"] as const;
const WIDTH = 220;
const HEIGHT = 100;
/** Room for the axes' labels. */
const LEFT = 26;
const BELOW = 24;
/** A larger relative error is drawn at the upper edge. */
const HIGH = 2;
const LEVELS = [0, 0.5, 1, 1.5, 2];

export function ColumnErrors() {
  const { looks } = usePage();
  const { entries, models } = useMatrixViews();
  const run = useMatrix((state) => state.run);
  const isTrained = useMatrix(({ step }) => step > 0);
  const shown = SHOWN.flatMap((id) => {
    const values = models.get(id)?.view?.pictures?.values;
    return run && values && entries?.observed && values.length === entries.target.length
      ? [{ id, columns: columnErrors(values, entries.target, entries.observed, run.cols) }]
      : [];
  });
  if (!run || !isTrained || shown.length < SHOWN.length) return <TrainFirst label="Errors of the columns" />;
  const most = Math.max(...shown.flatMap(({ columns }) => columns.map(({ seen }) => seen)));
  const x = (seen: number, place: number): number =>
    LEFT + ((WIDTH - LEFT) * (seen + 0.35 + 0.3 * place)) / (most + 1);
  const y = (error: number): number => 4 + (HEIGHT - 8) * (1 - Math.min(HIGH, error) / HIGH);
  return (
    <figure className="lesson-figure dots-figure" aria-label="Errors of the columns">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + BELOW}`}
        fill="var(--muted)"
        fontSize="8"
        textAnchor="middle"
        role="img"
        aria-label={shown
          .map(({ id, columns }) => {
            const failed = columns.filter(({ error }) => error > 0.5).length;
            return `${looks[id]?.name}: ${formatCount(failed)} of ${formatCount(columns.length)} columns have an error above 0.5`;
          })
          .join(". ")}
      >
        <rect
          fill="var(--accent-soft)"
          x={LEFT}
          y="0"
          width={((WIDTH - LEFT) * run.config.rank) / (most + 1)}
          height={HEIGHT}
        />
        {LEVELS.map((level) => (
          <g key={level}>
            <line stroke="var(--border)" x1={LEFT} x2={WIDTH} y1={y(level)} y2={y(level)} />
            <text textAnchor="end" x={LEFT - 4} y={y(level) + 3}>
              {level}
            </text>
          </g>
        ))}
        {Array.from({ length: most + 1 }, (_, seen) => (
          <text key={seen} x={x(seen, 0.5)} y={HEIGHT + 10}>
            {seen}
          </text>
        ))}
        {shown.map(({ id, columns }, place) =>
          columns.map(({ seen, error }, column) => (
            <circle
              key={`${id} ${column}`} // oxlint-disable-line react/no-array-index-key -- the index identifies a column
              data-term={id}
              cx={x(seen, place)}
              cy={y(error)}
              r="1.7"
              style={{ fill: looks[id]?.colour }}
            />
          )),
        )}
        <text x={(LEFT + WIDTH) / 2} y={HEIGHT + 21}>
          seen entries of the column
        </text>
      </svg>
      <figcaption>
        The run on the page: each dot is one of {formatCount(run.cols)} columns with its relative error.
        Shaded: fewer seen entries than the rank. <ModelKeys ids={SHOWN} />
      </figcaption>
    </figure>
  );
}
