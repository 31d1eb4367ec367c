/** The runs of a sweep, one after the other on one engine. What a run cannot do is told, and the next one is made. */
import { encodeLink } from "../../experiment/link.ts";
import type { SweepCell } from "../../experiment/sweep.ts";
import { RunCollector } from "../../engine/collector.ts";
import type { BackendChoice, Engine } from "../../engine/engine.ts";
import { makeReport } from "../../engine/report.ts";
import type { SweepLine } from "./sweep.ts";

export type SweepEvent =
  /** Of the run in progress: the share of its steps that is done. */
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "line"; readonly line: SweepLine }
  /** A run that could not be made, and why. */
  | { readonly kind: "refused"; readonly link: string; readonly message: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };

/** What the worker is asked for, once. */
export interface SweepRequest {
  readonly cells: readonly SweepCell[];
  readonly backend: BackendChoice;
}

/** Progress is told this often at most. */
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
  for (const { varied, experiment } of cells) {
    const link = encodeLink(experiment);
    run = new RunCollector();
    ({ steps } = experiment);
    await engine.load(experiment, backend);
    if (!run.failure) await engine.play();
    const { reported, failure } = run;
    if (failure || !reported) send({ kind: "refused", link, message: failure?.message ?? "" });
    else send({ kind: "line", line: { link, varied, report: makeReport(null, reported) } });
  }
  send({ kind: "done" });
}
