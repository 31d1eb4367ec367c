/** One experiment trained in this process, and everything that it told. */
import type { BackendChoice, EngineStatus, NetworkSteps, NetworkView, RunSummary } from "../engine/engine.ts";
import { LocalEngine } from "../engine/local-engine.ts";
import type { Stopped } from "../engine/stop-watch.ts";
import type { OwnFile } from "../engine/training.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { isNoDevice } from "../math/errors.ts";
import { CliError, EXIT } from "./exit.ts";
import { openHost } from "./host.ts";
import { progressBar } from "./progress-bar.ts";

export type StopReason = "steps" | "rule" | "diverged" | "interrupted";

/** Everything a run has told. */
export interface RunRecord {
  readonly summary: RunSummary;
  readonly networks: ReadonlyMap<string, NetworkSteps>;
  readonly views: ReadonlyMap<string, NetworkView>;
  /** Errors of every step, for errors.csv. */
  readonly errors: readonly NetworkSteps[];
  readonly stopReason: StopReason;
  /** Where that was the experiment's rule: which, and when. */
  readonly stopped: Stopped | undefined;
  readonly diverged: boolean;
}

/** Trains to the last step, or to Ctrl-C, with a progress bar on stderr. */
export async function train(
  experiment: Experiment,
  backend: BackendChoice,
  file?: OwnFile,
): Promise<RunRecord> {
  const engine = new LocalEngine(await openHost(backend !== "cpu"));
  if (file) await engine.provide(file);
  const networks = new Map<string, NetworkSteps>();
  const errors: NetworkSteps[] = [];
  const views = new Map<string, NetworkView>();
  let summary: RunSummary | undefined;
  let failure: CliError | undefined;
  let status: EngineStatus = "loading";
  let stopped: Stopped | undefined;
  const bar = progressBar(experiment.steps);
  engine.subscribe((event) => {
    switch (event.kind) {
      case "loaded":
        summary = event.summary;
        if (summary.isFallback && backend === "auto")
          bar.say("WebGPU runs in software here; --backend cpu is usually faster.");
        break;
      case "resumed":
        summary = event.summary;
        break;
      case "snapshot":
        break;
      case "status":
        ({ status, stopped } = event);
        break;
      case "steps":
        for (const steps of event.networks) networks.set(steps.id, steps);
        errors.push(...event.networks);
        bar.update(Math.min(...[...networks.values()].map(({ progress }) => progress.step)));
        break;
      case "views":
        for (const view of event.networks) views.set(view.id, { ...views.get(view.id), ...view });
        break;
      case "notice":
        bar.say(event.message);
        break;
      case "error":
        failure = new CliError(isNoDevice(event.code) ? EXIT.noBackend : EXIT.failed, event.message);
        break;
    }
  });
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    void engine.pause();
  };
  try {
    // While a run is prepared the process may be deep in a decomposition: Ctrl-C ends it as it ends any program.
    await engine.load(experiment, backend);
    process.once("SIGINT", interrupt);
    if (!failure) await engine.play();
  } finally {
    process.off("SIGINT", interrupt);
    bar.end();
    await engine.dispose();
  }
  if (failure) throw failure;
  if (!summary) throw new CliError(EXIT.interrupted, "interrupted before the run was prepared");
  const diverged = [...networks.values()].some(({ progress }) => progress.diverged);
  const stopReason = reasonOf(status, interrupted);
  return { summary, networks, views, errors, stopReason, stopped, diverged };
}

function reasonOf(status: EngineStatus, interrupted: boolean): StopReason {
  if (status === "diverged") return "diverged";
  if (status === "stopped") return "rule";
  return interrupted ? "interrupted" : "steps";
}
