/** A quantity over indices and steps (the papers' waterfall): one line per step, the newest in front. */
import { memo, type ReactNode } from "react";
import { formatCount, formatError } from "../../../../store/format.ts";
import type { Ridge, RidgeLine } from "../../../../store/insight/ridge.ts";

interface Props {
  readonly title: ReactNode;
  readonly label: string;
  readonly ridge: Ridge;
  /** The quantity's value at the top of the highest ridge, in its own unit. */
  readonly most: number;
  readonly unit: string;
  readonly colour: string;
}

/** The drawing's own units. They are so fine that paths need whole numbers only, which are quick to write. */
const WIDTH = 3600;
const HEIGHT = 2000;
/** Space for the highest ridge at the back, and the horizontal shift from the first line to the last. */
const RIDGE = 800;
const SHIFT_X = 600;
/** Keeps the newest line's stroke inside the drawing. */
const BOTTOM = 40;

export const RidgePlot = memo(function RidgePlot({ title, label, ridge, most, unit, colour }: Props) {
  const { lines, count } = ridge;
  const last = lines.at(-1);
  if (!last) return null;
  // Later lines are further to the front: lower and further left.
  const depthOf = (step: number): number => (last.step > 0 ? step / last.step : 1);
  return (
    <figure className="ridge">
      <figcaption>{title}</figcaption>
      <div className="ridge-plot">
        <svg
          className="cover thin"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {lines.map((line) => {
            const depth = depthOf(line.step);
            const { path, ground } = pathsOf(line, ridge, most, depth);
            return (
              <g key={line.step}>
                <path fill="var(--panel)" fillOpacity={0.8} d={ground} />
                <path d={path} style={{ stroke: colour }} strokeOpacity={0.35 + 0.65 * depth} />
              </g>
            );
          })}
        </svg>
        <span className="fine ridge-high">{`${formatError(most)}${unit}`}</span>
        <span className="fine ridge-first">1</span>
        <span className="fine ridge-last">{formatCount(count)}</span>
      </div>
    </figure>
  );
});

function pathsOf({ values }: RidgeLine, { indices, count }: Ridge, most: number, depth: number) {
  const baseline = Math.round(RIDGE + depth * (HEIGHT - RIDGE - BOTTOM));
  const left = SHIFT_X * (1 - depth);
  const scale = (WIDTH - SHIFT_X) / Math.max(1, count - 1);
  let path = "";
  let ground = "";
  const first = Math.round(left + scale * (indices[0] ?? 0));
  let at = first;
  let isDown = false;
  values.forEach((value, i) => {
    const isNumber = Number.isFinite(value);
    at = Math.round(left + scale * (indices[i] ?? 0));
    const point = `${at} ${Math.round(baseline - (RIDGE * Math.min(isNumber ? value : 0, most)) / most)}`;
    if (isNumber) path += `${isDown ? "L" : "M"}${point}`;
    ground += `L${point}`;
    isDown = isNumber;
  });
  return { path, ground: `M${first} ${baseline}${ground}L${at} ${baseline}Z` };
}
