/** Trains one experiment in this process and collects all its events. */
import { RunCollector } from "../../engine/reports/collector.ts";
import type { BackendChoice } from "../../engine/engine.ts";
import { LocalEngine } from "../../engine/local-engine.ts";
import type { Reported } from "../../engine/reports/report.ts";
import { isRunCheckpoint, type RunCheckpoint } from "../../training/checkpoint.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { RunConfig } from "../../training/workload.ts";
import { isNoDevice } from "../../core/errors.ts";
import { errorsBefore, errorsOf, isStepErrors, type StepErrors } from "./errors-csv.ts";
import { CliError, EXIT } from "../exit.ts";
import { openHost } from "../host.ts";
import { onInterrupt } from "./interrupt.ts";
import { KeptState } from "./kept-state.ts";
import { progressBar } from "./progress.ts";
import { cliWorkload } from "../workloads.ts";

/** Everything that the run has reported. */
export interface RunRecord extends Reported {
  /** The metrics of every step, for errors.csv. */
  readonly errors: readonly StepErrors[];
  readonly diverged: boolean;
  /**
   * Called after the results have been written to disk: removes the state of an ended run, and lets signals
   * end the process again. Returns true if a signal arrived since training began.
   */
  readonly conclude: () => Promise<boolean>;
}

export interface TrainOptions {
  readonly backend: BackendChoice;
  readonly file?: UserFile | undefined;
  /** The file for an interrupted run's state, from which the same run continues. By default there is none. */
  readonly statePath?: string;
  /** Text in front of the progress. */
  readonly label?: string;
  /** Whether the workload's probes run. By default nobody sees them. */
  readonly withViews?: boolean;
}

/** A run's state and the errors up to it. */
interface State {
  readonly checkpoint: RunCheckpoint;
  readonly errors: readonly StepErrors[];
}

/** Trains to the last step or until Ctrl-C, with a progress bar on stderr. */
export async function train(experiment: RunConfig, options: TrainOptions): Promise<RunRecord> {
  const { backend, file, statePath, label, withViews = false } = options;
  const { codec, models } = cliWorkload(experiment.id);
  const ids = models(experiment);
  const shape = { last: experiment.steps, networks: ids.length, seeds: experiment.seeds };
  const kept = new KeptState<State>(
    statePath,
    codec.encode(experiment),
    (state) =>
      isRunCheckpoint(state.checkpoint, shape) && state.errors.every((errors) => isStepErrors(errors, ids)),
  );
  const bar = progressBar(label);
  const before = await kept.read(bar.say);
  const engine = new LocalEngine({ ...(await openHost(backend !== "cpu")), isUnseen: !withViews });
  if (file) await engine.provide(file);
  const run = new RunCollector();
  const errors: StepErrors[] = [...(before?.errors ?? [])];
  let checkpoint: RunCheckpoint | undefined;
  const stateAt = (at: RunCheckpoint): State => ({ checkpoint: at, errors: errorsBefore(errors, at.step) });
  let interrupted = false;
  let undo = (): void => undefined;
  const interrupt = (): void => {
    interrupted = true;
    void engine.pause();
  };
  engine.subscribe((event) => {
    // Until the run is prepared, the process may be busy with a decomposition, so Ctrl-C ends it like any
    // program.
    if (!run.summary && (event.kind === "loaded" || event.kind === "resumed")) undo = onInterrupt(interrupt);
    run.take(event);
    switch (event.kind) {
      case "loaded":
        if (event.summary.isFallback && backend === "auto")
          bar.say("WebGPU runs in software here; --backend cpu is usually faster.");
        remarksOf(event.summary).forEach(bar.say);
        break;
      case "checkpoint": {
        checkpoint = event.checkpoint;
        // The last write reports the failure.
        if (kept.isDue) void kept.write(stateAt(checkpoint)).catch(() => undefined);
        break;
      }
      case "steps":
        errors.push(...event.networks.map(errorsOf));
        bar.update(run.step, experiment.steps);
        break;
      case "notice":
        bar.say(event.message);
        break;
      case "resumed":
      case "rates":
      case "preparing":
      case "status":
      case "views":
      case "path":
      case "error":
        break;
    }
  });
  try {
    if (before) bar.say(`Continues from step ${before.checkpoint.step}, where it was interrupted.`);
    await engine.load(experiment, backend, before?.checkpoint);
    if (!run.failure && !interrupted) await engine.play();
  } finally {
    bar.end();
    await engine.dispose();
  }
  const { failure, reported, stopReason } = run;
  if (failure?.code === "foreign-state") {
    undo();
    await kept.setAside(bar.say);
    return train(experiment, options);
  }
  if (failure) throw new CliError(isNoDevice(failure.code) ? EXIT.noBackend : EXIT.failed, failure.message);
  if (!reported) throw new CliError(EXIT.interrupted, "interrupted before the run was prepared");
  if (stopReason === "interrupted" && checkpoint)
    await kept.write(stateAt(checkpoint)).catch((error: unknown) => bar.say((error as Error).message));
  const diverged = [...reported.networks.values()].some(({ progress }) => progress.diverged);
  const conclude = async (): Promise<boolean> => {
    if (stopReason !== "interrupted") await kept.drop();
    undo();
    return interrupted;
  };
  return { ...reported, errors, diverged, conclude };
}

/** Messages of a workload about its data, e.g. about clients that do not take part. */
const remarksOf = (facts: object): readonly string[] =>
  (facts as { readonly remarks?: readonly string[] }).remarks ?? [];
