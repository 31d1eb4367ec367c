/**
 * The first gradient of a small target at a chosen observed fraction: its singular values, and how much of
 * the target it reveals.
 */
import { useMemo, useState } from "react";
import { firstGradient, RANK, SIDE } from "../../../../../store/insight/first-gradient.ts";
import { formatCount } from "../../../../../store/format.ts";
import { Slider } from "../../../../lessons/parts/Slider.tsx";

/** Number of singular values that are drawn. */
const SHOWN = 12;

export function FirstGradient() {
  const [observed, setObserved] = useState(1);
  const { sigma, kept, mask } = useMemo(() => firstGradient(observed), [observed]);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const bars = sigma.slice(0, SHOWN);
  const top = Math.max(1, bars[0] ?? 1);
  return (
    <figure className="lesson-figure first-gradient" aria-label="The first gradient">
      <div className="columns">
        <svg
          viewBox={`0 0 ${SIDE} ${SIDE}`}
          role="img"
          aria-label={`${percent(observed)} of the entries are seen`}
        >
          <path
            fill="var(--accent)"
            d={[...mask]
              .map((seen, i) => (seen ? `M${i % SIDE} ${Math.floor(i / SIDE)}h1v1h-1z` : ""))
              .join("")}
          />
        </svg>
        <svg
          viewBox={`0 0 ${SHOWN} 10`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Singular values of the gradient: ${bars
            .slice(0, 4)
            .map((value) => value.toFixed(2))
            .join(", ")} …`}
        >
          {bars.map((value, i) => (
            <rect
              key={i} // oxlint-disable-line react/no-array-index-key -- the index identifies a singular value
              fill={i < RANK ? "var(--accent)" : undefined}
              x={i + 0.1}
              width={0.8}
              y={10 - (10 * value) / top}
              height={(10 * value) / top}
            />
          ))}
        </svg>
      </div>
      <Slider
        label={`Observed fraction p = ${observed.toFixed(2)}`}
        min={0.1}
        max={1}
        step={0.05}
        value={observed}
        onChange={setObserved}
      />
      <figcaption role="status">
        A target of rank {formatCount(RANK)}, {formatCount(SIDE)} × {formatCount(SIDE)}. Left: the entries
        that are seen. Right: the largest singular values of the first gradient. Its {formatCount(RANK)}{" "}
        leading directions hold {percent(kept[0] ?? 0)} of the length of v₁ and {percent(kept[1] ?? 0)} of v₂.
      </figcaption>
    </figure>
  );
}
