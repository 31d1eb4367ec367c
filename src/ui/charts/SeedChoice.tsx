/** How several seeds are drawn: the band, and whether each seed has a line of its own. */
import type { SeedStyle } from "../../store/curves.ts";
import type { Band } from "../../store/seed-series.ts";
import { t } from "../../store/text.ts";

interface Props {
  readonly style: SeedStyle;
  readonly onChoose: (style: SeedStyle) => void;
}

export function SeedChoice({ style, onChoose }: Props) {
  return (
    <div className="chart-tools">
      <select
        aria-label={t("Band of the seeds")}
        value={style.band}
        onChange={(event) => onChoose({ ...style, band: event.target.value as Band })}
      >
        <option value="range">{t("band: smallest to largest")}</option>
        <option value="sd">{t("band: ±1 sd of log₁₀")}</option>
      </select>
      <button
        type="button"
        className="toggle"
        aria-pressed={style.each}
        onClick={() => onChoose({ ...style, each: !style.each })}
      >
        {t("Each seed")}
      </button>
    </div>
  );
}
