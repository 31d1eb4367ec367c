/** Chooses how several seeds are drawn: which band, and whether each seed has its own line. */
import type { SeedStyle } from "../../../store/run/curves.ts";
import type { Band } from "../../../store/run/seed-series.ts";

interface Props {
  readonly style: SeedStyle;
  readonly onChoose: (style: SeedStyle) => void;
}

export function SeedChoice({ style, onChoose }: Props) {
  return (
    <div className="chart-tools">
      <select
        aria-label="Band of the seeds"
        value={style.band}
        onChange={(event) => onChoose({ ...style, band: event.target.value as Band })}
      >
        <option value="range">band: smallest to largest</option>
        <option value="sd">band: ±1 sd of log₁₀</option>
      </select>
      <button
        type="button"
        className="toggle"
        aria-pressed={style.each}
        onClick={() => onChoose({ ...style, each: !style.each })}
      >
        Each seed
      </button>
    </div>
  );
}
