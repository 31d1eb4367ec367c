/** Errors over steps, with the chart itself loaded when the first screen stands. */
import { lazy, Suspense, useState } from "react";
import { SHORT_NAMES } from "../../store/headline.ts";
import type { RunFacts } from "../../store/state.ts";
import { LineSample } from "../LineSample.tsx";
import type { Quantity } from "./loss-data.ts";

const LossChart = lazy(async () => ({ default: (await import("./LossChart.tsx")).LossChart }));

export function LossPanel({ run }: { readonly run: RunFacts }) {
  const [wanted, setWanted] = useState<Quantity>("error");
  const hasPsnr = run.psnrAtOne !== undefined;
  const quantity = hasPsnr ? wanted : "error";
  const over = run.recoveryOver === "heldout" ? "hidden entries" : "all entries";
  return (
    <section className="panel" aria-labelledby="loss-title">
      <div className="panel-head">
        <h2 id="loss-title">{quantity === "error" ? "Error" : "Quality of the hidden pixels"}</h2>
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
      </div>
      <ul className="legend">
        {run.networks.map(({ id }) => (
          <li key={id}>
            <LineSample id={id} />
            {SHORT_NAMES[id]}
          </li>
        ))}
      </ul>
      <p className="note">
        {quantity === "error"
          ? run.experiment.seeds > 1
            ? `Mean recovery error (${over}) of ${run.experiment.seeds} seeds; band from the smallest to the largest. Log axis.`
            : `Strong: recovery error (${over}). Faint: train error. Log axis.`
          : "Higher is better."}
        {run.recoveryOver === "heldout" ? " Dots: best step." : ""}
      </p>
      <div className="chart">
        <Suspense fallback={<p className="waiting">Loading the chart…</p>}>
          <LossChart run={run} quantity={quantity} />
        </Suspense>
      </div>
    </section>
  );
}
