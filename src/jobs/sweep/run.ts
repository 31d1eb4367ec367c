/** Runs a sweep's experiments in sequence on one engine. It reports a run that fails and goes on with the next. */
import type { SweepCell } from "../../experiment/sweep.ts";
import type { RunConfig } from "../../training/workload.ts";
import { RunCollector } from "../../engine/reports/collector.ts";
import type { BackendChoice, Engine } from "../../engine/engine.ts";
import { reportOf, type RunReport } from "../../engine/reports/run-report.ts";
import type { SweepLine } from "./sweep.ts";

export type SweepEvent =
  /** The finished fraction of the present run's steps. */
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "line"; readonly line: SweepLine<RunReport> }
  /** A run that could not be made, and the reason. */
  | { readonly kind: "refused"; readonly link: string; readonly message: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };

/** The worker's single request. */
export interface SweepRequest {
  readonly cells: readonly SweepCell<RunConfig>[];
  readonly backend: BackendChoice;
}

/** Least time between two progress reports. */
const TELL_MS = 200;

/** Ends in `done`. */
export async function runSweep(
  engine: Engine,
  { cells, backend }: SweepRequest,
  send: (event: SweepEvent) => void,
): Promise<void> {
  let run = new RunCollector();
  let steps = 1;
  let toldAt = -Infinity;
  engine.subscribe((event) => {
    run.take(event);
    if (event.kind !== "steps" || performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    send({ kind: "progress", share: run.step / steps });
  });
  for (const { link, varied, experiment } of cells) {
    run = new RunCollector();
    ({ steps } = experiment);
    await engine.load(experiment, backend);
    if (!run.failure) await engine.play();
    const { reported, failure } = run;
    if (failure || !reported) send({ kind: "refused", link, message: failure?.message ?? "" });
    else send({ kind: "line", line: { link, varied, report: reportOf(null, reported) } });
  }
  send({ kind: "done" });
}
