/** The panel with the error chart over steps, seconds or operations. */
import { useState } from "react";
import type { LoadedRun } from "../../../store/state.ts";
import { DEFAULT_SEED_STYLE, type SeedStyle } from "../../../store/run/curves.ts";
import { Legend } from "../../parts/Legend.tsx";
import { ChartInfo } from "./ChartInfo.tsx";
import { expectsEscapes } from "./expectations.ts";
import type { Quantity } from "./loss-data.ts";
import { LossChart } from "./LossChart.tsx";
import { XUnitSelect } from "../axes/XUnitSelect.tsx";
import { differenceText } from "../../controls/differences.ts";
import { SeedChoice } from "./SeedChoice.tsx";
import { useDrawnPins } from "../pins/use-drawn-pins.ts";
import type { XUnit } from "../axes/x-axis.ts";

export function LossPanel({ run }: { readonly run: LoadedRun }) {
  const [wanted, setWanted] = useState<Quantity>("error");
  const [xUnit, setXUnit] = useState<XUnit>("steps");
  const [seedStyle, setSeedStyle] = useState<SeedStyle>(DEFAULT_SEED_STYLE);
  const hasPsnr = run.psnrAtOne !== undefined;
  const quantity = hasPsnr ? wanted : "error";
  const hasEscapes = xUnit === "steps" && expectsEscapes(run);
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
          <XUnitSelect label="Horizontal axis" xUnit={xUnit} onChoose={setXUnit} />
          <div className="chart-info">
            <ChartInfo note={noteOf(run, quantity, xUnit, seedStyle)} hasEscapes={hasEscapes} />
          </div>
        </div>
      </div>
      <Legend
        networks={run.models}
        hasTrain={quantity === "error" && run.config.seeds === 1}
        pinned={useDrawnPins(run).map((pin) => pin.name || differenceText(pin, run))}
      />
      {run.config.seeds > 1 && <SeedChoice style={seedStyle} onChoose={setSeedStyle} />}
      <div className="chart">
        <LossChart run={run} quantity={quantity} xUnit={xUnit} seedStyle={seedStyle} />
      </div>
    </section>
  );
}

/**
 * For runs unlike the measured ones (with completion, noise or great depth), the prediction is only a guide.
 */
const escapesText = ({ expected }: LoadedRun): string =>
  `Dashed lines mark ${expected?.exact ? "the steps" : "roughly the steps"} by which the original should have learned half of each singular value σᵢ.`;

export function noteOf(run: LoadedRun, quantity: Quantity, xUnit: XUnit, { band }: SeedStyle): string {
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
  }[xUnit];
  const validation =
    validationCount !== undefined && quantity === "error" ? "Dash-dotted: validation error." : "";
  return [curves, validation, along].filter(Boolean).join(" ");
}
