/** The panel with the error chart over steps, seconds or operations. */
import { useState } from "react";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { DEFAULT_SEED_STYLE, type SeedStyle } from "../../../../store/run/curves.ts";
import type { Band } from "../../../../store/run/seed-series.ts";
import { Legend } from "../../../parts/Legend.tsx";
import { differenceText } from "../../../controls/differences.ts";
import { InfoTip } from "../../../controls/inputs/InfoTip.tsx";
import type { XUnit } from "../../../charts/axes.ts";
import { useDrawnPins } from "./MatrixPins.tsx";
import { XUnitSelect } from "../../../charts/PlotTools.tsx";
import { expectsEscapes, type Quantity } from "./error-chart.ts";
import { LossChart } from "./LossChart.tsx";

/** The axes over which errors are drawn. */
export const UNITS = ["steps", "seconds", "flops"] as const;

export function LossPanel({ run }: { readonly run: LoadedRun }) {
  const [wanted, setWanted] = useState<Quantity>("error");
  const [unit, setUnit] = useState<XUnit>("steps");
  const [style, setStyle] = useState<SeedStyle>(DEFAULT_SEED_STYLE);
  const hasPsnr = run.psnrAtOne !== undefined;
  const quantity = hasPsnr ? wanted : "error";
  const hasEscapes = unit === "steps" && expectsEscapes(run);
  return (
    <section className="panel errors" aria-labelledby="loss-title">
      <div className="panel-head">
        <h2 id="loss-title">{quantity === "error" ? "Error" : "Quality of the hidden pixels"}</h2>
        {hasEscapes && (
          <span className="panel-note" title={escapesText(run)}>
            <span aria-hidden="true">┆ </span>half of σᵢ expected{run.expected?.exact ? "" : ", roughly"}
          </span>
        )}
        <div className="axis-choice">
          {hasPsnr && (
            <div className="switch" role="group" aria-label="Quantity">
              {(["error", "psnr"] as const).map((option) => (
                <button
                  key={option}
                  type="button"
                  aria-pressed={option === quantity}
                  onClick={() => setWanted(option)}
                >
                  {option === "error" ? "Error" : "PSNR (dB)"}
                </button>
              ))}
            </div>
          )}
          <XUnitSelect units={UNITS} unit={unit} onChoose={setUnit} />
          <div className="chart-info">
            <ChartInfo note={noteOf(run, quantity, unit, style)} hasEscapes={hasEscapes} />
          </div>
        </div>
      </div>
      <Legend
        networks={run.models}
        hasTrain={quantity === "error" && run.config.seeds === 1}
        pinned={useDrawnPins(run).map((pin) => pin.name || differenceText(pin, run))}
      />
      {run.config.seeds > 1 && <SeedChoice style={style} onChoose={setStyle} />}
      <div className="chart">
        <LossChart run={run} quantity={quantity} unit={unit} style={style} />
      </div>
    </section>
  );
}

/** Chooses how several seeds are drawn: which band, and whether each seed has its own line. */
function SeedChoice({
  style,
  onChoose,
}: {
  readonly style: SeedStyle;
  readonly onChoose: (style: SeedStyle) => void;
}) {
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

/** Explains how to read the chart, and where its expected steps come from. */
function ChartInfo({ note, hasEscapes }: { readonly note: string; readonly hasEscapes: boolean }) {
  return (
    <InfoTip about="this chart">
      <span>{note}</span>
      {hasEscapes && (
        <>
          <span className="formula">t ≈ 1.25 / ((L − 2) η σ ε^(L−2))</span>
          <span>
            The formula follows from the scalar recursion of aligned layers (
            <a href="https://arxiv.org/abs/1312.6120">Saxe et al. 2014</a>,{" "}
            <a href="https://arxiv.org/abs/1905.13655">Arora et al. 2019</a>); the factor 1.25 accounts for
            the random initialization. On factorization with three or four layers of full width, half of each
            σ was learned within 12 % of this step, in float64 with seeds 0 to 2. With missing entries, noise
            or more layers, the formula is only a guide, and the chart says “roughly”. For narrower layers the
            chart has no such lines.
          </span>
        </>
      )}
    </InfoTip>
  );
}

/**
 * For runs unlike the measured ones (with completion, noise or great depth), the prediction is only a guide.
 */
const escapesText = ({ expected }: LoadedRun): string =>
  `Dashed lines mark ${expected?.exact ? "the steps" : "roughly the steps"} by which the original should have learned half of each singular value σᵢ.`;

export function noteOf(run: LoadedRun, quantity: Quantity, unit: XUnit, { band }: SeedStyle): string {
  const {
    recoveryOver,
    validationCount,
    config: { seeds },
  } = run;
  const entries = recoveryOver === "heldout" ? "hidden entries" : "all entries";
  const curves =
    quantity === "psnr"
      ? "Higher is better."
      : seeds > 1
        ? band === "range"
          ? `Lines show the mean recovery error (${entries}) of ${seeds} seeds, bands the range from smallest to largest, on a log axis.`
          : `Lines show the geometric mean of the recovery error (${entries}) of ${seeds} seeds, bands one standard deviation of log₁₀ error on either side, on a log axis.`
        : `Thick lines show the recovery error (${entries}), thin lines the train error, on a log axis.`;
  const along = {
    steps:
      recoveryOver === "heldout"
        ? "Dots mark each network’s best step."
        : expectsEscapes(run)
          ? escapesText(run)
          : "",
    seconds: "Each network’s errors are plotted against its own measured time on this device, on a log axis.",
    flops: "Each network’s errors are plotted against its own counted operations, on a log axis.",
    bytes: "",
  }[unit];
  const validation =
    validationCount !== undefined && quantity === "error" ? "Dash-dotted: validation error." : "";
  return [curves, validation, along].filter(Boolean).join(" ");
}
