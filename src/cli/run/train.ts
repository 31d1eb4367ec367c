/** Trains one experiment in this process, with its progress on stderr, and keeps the state of an interrupted run. */
import { codeOf, isNoDevice } from "../../core/errors.ts";
import type {
  BackendChoice,
  Progress,
  RunCheckpoint,
  RunFacts,
  RunProbes,
  RunReport,
  UserData,
} from "../../library/api.ts";
import { createEngine } from "../../library/node.ts";
import { isRunCheckpoint } from "../../training/checkpoint.ts";
import type { RunConfig } from "../../training/plan.ts";
import { loadData } from "../data-file.ts";
import { CliError, EXIT, onInterrupt, PATIENT } from "../output.ts";
import { cliWorkload } from "../workloads.ts";
import { given } from "./data.ts";
import { errorsBefore, errorsOf, isStepErrors, type StepErrors } from "./errors-csv.ts";
import type { MetricsLog } from "./metrics-log.ts";
import { keptState } from "./kept-state.ts";
import { progressBar } from "./progress.ts";
import type { TableResults } from "./results.ts";

interface RunRecord {
  readonly report: RunReport;
  readonly facts: RunFacts;
  /** Measurements of the last state, if they were requested. */
  readonly probes: RunProbes | undefined;
  /** The results on a table with test cells, if they were requested. */
  readonly results: TableResults | undefined;
  /** Number of steps that all models have completed. */
  readonly step: number;
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
  readonly data?: UserData | undefined;
  /** The file for an interrupted run's state, from which the same run continues. By default there is none. */
  readonly statePath?: string;
  /** Text in front of the progress bar. */
  readonly label?: string;
  /** Whether the last state is measured. By default it is not, because nobody would see the result. */
  readonly withProbes?: boolean;
  /** Receives the metrics as they arrive. */
  readonly log?: MetricsLog | undefined;
  /** Whether a table gets its baselines and its estimate. By default it does not. */
  readonly withResults?: boolean;
}

/** A run's state and the errors of the steps before it. The continued run measures its own step again. */
interface State {
  readonly checkpoint: RunCheckpoint;
  readonly errors: readonly StepErrors[];
}

const once =
  (say: (message: string) => void) =>
  (message: string): void => {
    if (!given.has(message)) say(message);
    given.add(message);
  };

/** Trains to the last step or until Ctrl-C, with a progress bar on stderr. */
export async function train(experiment: RunConfig, options: TrainOptions): Promise<RunRecord> {
  const { backend, data, statePath, label, log, withProbes = false, withResults = false } = options;
  const { codec, models } = cliWorkload(experiment.id);
  const ids = models(experiment);
  const shape = { last: experiment.steps, networks: ids.length, seeds: experiment.seeds };
  const kept = keptState<State>(
    statePath,
    codec.encode(experiment),
    (state) =>
      isRunCheckpoint(state.checkpoint, shape) && state.errors.every((errors) => isStepErrors(errors, ids)),
  );
  const bar = progressBar(label);
  const before = await kept.read(bar.say);
  const engine = await createEngine({ backend, load: loadData, onNotice: once(bar.say) });
  const errors: StepErrors[] = [...(before?.errors ?? [])];
  const progress = new Map<string, Progress>();
  const step = (): number => Math.min(...[...progress.values()].map((one) => one.step));
  let checkpoint: RunCheckpoint | undefined;
  const stateAt = (at: RunCheckpoint): State => ({
    checkpoint: at,
    errors: errorsBefore(errors, at.step, experiment.seeds),
  });
  const run = engine.run(experiment, {
    ...(before ? { from: before.checkpoint } : {}),
    ...(data ? { data } : {}),
    onCheckpoint: (latest) => {
      checkpoint = latest;
      // The last write will report such a failure.
      if (kept.isDue) void kept.write(stateAt(latest)).catch(() => undefined);
    },
  });
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    void run.stop();
  };
  let undo = onInterrupt(interrupt, PATIENT);
  const runToEnd = async (): Promise<Pick<RunRecord, "facts" | "probes" | "report" | "results">> => {
    if (!before) log?.restart();
    if (before) bar.say(`Continues from step ${before.checkpoint.step}, where it was interrupted.`);
    const facts = await run.facts();
    undo();
    if (!interrupted) undo = onInterrupt(interrupt);
    if (!before) facts.remarks?.forEach(bar.say);
    for await (const metrics of run) {
      errors.push(errorsOf(metrics));
      log?.add(errorsOf(metrics), experiment);
      progress.set(metrics.model, metrics.progress);
      bar.update(step(), experiment.steps);
    }
    const report = await run.report();
    const hasResults = withResults && report.stopReason !== "diverged";
    if (hasResults && report.recoveryOver === "heldout")
      bar.say("Computes the baselines on the same cells …");
    const baselines = hasResults ? await run.baselines() : undefined;
    const results = baselines && { baselines, estimate: await run.estimate() };
    return { facts, probes: withProbes ? await run.probes() : undefined, report, results };
  };
  const outcome = await runToEnd()
    .catch((failure: unknown) => ({ failure }))
    .finally(() => {
      bar.end();
      return engine.dispose();
    });
  if ("failure" in outcome) {
    undo();
    const code = codeOf(outcome.failure);
    if (code !== "foreign-state")
      throw new CliError(isNoDevice(code) ? EXIT.noBackend : EXIT.failed, (outcome.failure as Error).message);
    await kept.setAside(bar.say);
    return train(experiment, options);
  }
  const { stopReason } = outcome.report;
  if (stopReason === "interrupted" && checkpoint)
    await kept.write(stateAt(checkpoint)).catch((error: unknown) => bar.say((error as Error).message));
  const diverged = [...progress.values()].some((one) => one.diverged);
  const conclude = async (): Promise<boolean> => {
    if (stopReason !== "interrupted") await kept.drop();
    undo();
    return interrupted;
  };
  return { ...outcome, step: step(), errors, diverged, conclude };
}
