/** One experiment trained in this process, and everything that it told. */
import { inEnglish } from "../math/sentence.ts";
import type { BackendChoice, EngineStatus, NetworkSteps, NetworkView, RunSummary } from "../engine/engine.ts";
import { LocalEngine } from "../engine/local-engine.ts";
import type { Reported, StopReason } from "../engine/report.ts";
import type { RunSnapshot } from "../engine/snapshot.ts";
import type { Stopped } from "../engine/stop-watch.ts";
import type { OwnFile } from "../engine/training.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { encodeLink } from "../experiment/link.ts";
import { isNoDevice } from "../math/errors.ts";
import { errorsBefore, type StepErrors } from "./errors-csv.ts";
import { CliError, EXIT } from "./exit.ts";
import { openHost } from "./host.ts";
import { onInterrupt } from "./interrupt.ts";
import { KeptState } from "./kept-state.ts";
import { progressBar } from "./progress.ts";

/** Everything a run has told. */
export interface RunRecord extends Reported {
  /** Errors of every step, for errors.csv. */
  readonly errors: readonly StepErrors[];
  readonly diverged: boolean;
}

export interface TrainOptions {
  readonly backend: BackendChoice;
  readonly file?: OwnFile | undefined;
  /** Where an interrupted run leaves its state, and from where the same run goes on; nowhere unless given. */
  readonly statePath?: string;
  /** In front of the progress. */
  readonly label?: string;
}

/** Where a run stood: its state, and the errors up to it. */
interface State {
  readonly snapshot: RunSnapshot;
  readonly errors: readonly StepErrors[];
}

/** Trains to the last step, or to Ctrl-C, with a progress bar on stderr. */
export async function train(experiment: Experiment, options: TrainOptions): Promise<RunRecord> {
  const { backend, file, statePath, label } = options;
  const kept = new KeptState<State>(statePath, encodeLink(experiment));
  const before = await kept.read();
  const engine = new LocalEngine(await openHost(backend !== "cpu"));
  if (file) await engine.provide(file);
  const networks = new Map<string, NetworkSteps>();
  const errors: StepErrors[] = [...(before?.errors ?? [])];
  const views = new Map<string, NetworkView>();
  let summary: RunSummary | undefined;
  let failure: CliError | undefined;
  let status: EngineStatus = "loading";
  let stopped: Stopped | undefined;
  let snapshot: RunSnapshot | undefined;
  const bar = progressBar(label);
  const stateAt = (at: RunSnapshot): State => ({ snapshot: at, errors: errorsBefore(errors, at.step) });
  let interrupted = false;
  let undo = (): void => undefined;
  const interrupt = (): void => {
    interrupted = true;
    void engine.pause();
  };
  /** Until then the process may be deep in a decomposition: Ctrl-C ends it as it ends any program. */
  const prepared = (now: RunSummary): void => {
    if (!summary) undo = onInterrupt(interrupt);
    summary = now;
  };
  engine.subscribe((event) => {
    switch (event.kind) {
      case "loaded":
        prepared(event.summary);
        if (event.summary.isFallback && backend === "auto")
          bar.say("WebGPU runs in software here; --backend cpu is usually faster.");
        break;
      case "resumed":
        prepared(event.summary);
        break;
      case "snapshot": {
        snapshot = event.snapshot;
        // A failure is left to the last write to tell.
        if (kept.isDue) void kept.write(stateAt(snapshot)).catch(() => undefined);
        break;
      }
      case "status":
        ({ status, stopped } = event);
        break;
      case "steps":
        for (const steps of event.networks) networks.set(steps.id, steps);
        errors.push(...event.networks);
        bar.update(
          Math.min(...[...networks.values()].map(({ progress }) => progress.step)),
          experiment.steps,
        );
        break;
      case "path":
        break;
      case "views":
        for (const view of event.networks) views.set(view.id, { ...views.get(view.id), ...view });
        break;
      case "notice":
        bar.say(inEnglish(event.message));
        break;
      case "error":
        failure = new CliError(
          isNoDevice(event.code) ? EXIT.noBackend : EXIT.failed,
          inEnglish(event.message),
        );
        break;
    }
  });
  try {
    if (before) bar.say(`Goes on from step ${before.snapshot.step}, where it was interrupted.`);
    await engine.load(experiment, backend, before?.snapshot);
    if (!failure && !interrupted) await engine.play();
  } finally {
    undo();
    bar.end();
    await engine.dispose();
  }
  if (failure) throw failure;
  if (!summary) throw new CliError(EXIT.interrupted, "interrupted before the run was prepared");
  const stopReason = stopReasonOf(status);
  if (stopReason !== "interrupted") await kept.drop();
  else if (snapshot)
    await kept.write(stateAt(snapshot)).catch((error: unknown) => bar.say((error as Error).message));
  const diverged = [...networks.values()].some(({ progress }) => progress.diverged);
  return { summary, networks, views, errors, stopReason, ...(stopped ? { stopped } : {}), diverged };
}

/** Of a run that stands still: it has come to its end, in one way or the other, or was told to stop. */
function stopReasonOf(status: EngineStatus): StopReason {
  if (status === "diverged") return "diverged";
  if (status === "stopped") return "rule";
  return status === "finished" ? "steps" : "interrupted";
}
