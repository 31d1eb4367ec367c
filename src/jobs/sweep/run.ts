/** Trains a sweep's experiments one after another on one engine. It reports a failed run and continues. */
import type { SweepCell } from "../../experiment/sweep.ts";
import type { RunConfig } from "../../training/plan.ts";
import type { BackendChoice, Engine } from "../../library/api.ts";
import { RunCollector } from "../../library/browser.ts";
import type { SweepLine } from "./sweep.ts";

export type SweepEvent =
  /** Fraction of the current run's steps that are done. */
  | { readonly kind: "progress"; readonly fraction: number }
  | { readonly kind: "line"; readonly line: SweepLine }
  /** A run that failed, and the reason. */
  | { readonly kind: "refused"; readonly link: string; readonly message: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };

/** The only request that the worker gets. */
export interface SweepRequest {
  readonly cells: readonly SweepCell<RunConfig>[];
  readonly backend: BackendChoice;
  /** The file of runs on the user's own data. */
  readonly file?: unknown;
}

/** Least time between two progress reports. */
const TELL_MS = 200;

/** Ends with the event `done`. */
export async function runSweep(
  engine: Engine,
  { cells, backend, file }: SweepRequest,
  send: (event: SweepEvent) => void,
): Promise<void> {
  let run = new RunCollector();
  let steps = 1;
  let toldAt = -Infinity;
  engine.subscribe((event) => {
    run.take(event);
    if (event.kind !== "steps" || performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    send({ kind: "progress", fraction: run.step / steps });
  });
  if (file) await engine.provide(file);
  for (const { link, varied, config } of cells) {
    run = new RunCollector();
    ({ steps } = config);
    await engine.load(config, backend);
    if (!run.failure) await engine.play();
    const report = run.report();
    if (run.failure || !report) send({ kind: "refused", link, message: run.failure?.message ?? "" });
    else send({ kind: "line", line: { link, varied, report } });
  }
  send({ kind: "done" });
}
