/**
 * Translates a runner's events into the engine's interface: networks get their names, and the values of several
 * seeds get their mean.
 */
import type { EngineEvent, NetworkSteps } from "./engine.ts";
import { NO_PROGRESS } from "../training/progress.ts";
import type { ViewEvents } from "../workloads/hooks.ts";
import type { RunnerEvents } from "../training/runner.ts";
import { overSeeds } from "../training/seeds.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";

export function runEvents(
  ids: readonly string[],
  emit: (event: EngineEvent) => void,
  keep: (checkpoint: RunCheckpoint) => void,
): RunnerEvents & ViewEvents {
  const idOf = (model: number) => ids[model] as string;
  let collected: NetworkSteps[] = [];
  return {
    steps: (network, { firstStep, columns }, progressBySeed, msPerStep, isRetraced) => {
      const batch = progressBySeed.length;
      collected.push({
        id: idOf(network),
        firstStep,
        columns: Object.fromEntries(
          Object.entries(columns).map(([id, values]) => [id, overSeeds(values, batch).mean]),
        ),
        ...(batch > 1 ? { bySeed: columns } : {}),
        progress: progressBySeed.find(({ diverged }) => diverged) ?? progressBySeed[0] ?? NO_PROGRESS,
        progressBySeed,
        msPerStep,
        ...(isRetraced ? { isRetraced } : {}),
      });
    },
    roundDone: () => {
      if (collected.length === 0) return;
      emit({ kind: "steps", networks: collected });
      collected = [];
    },
    views: (step, views) => {
      const networks = views.map(({ network, ...view }) => ({ id: idOf(network), ...view }));
      emit({ kind: "views", step, networks });
    },
    path: (path) => emit({ kind: "path", path }),
    checkpoint: keep,
  };
}
