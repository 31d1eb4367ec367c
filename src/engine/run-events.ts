/** A runner's events in the words of the engine's interface: networks by name, seeds as a mean with a band. */
import type { NetworkName } from "../experiment/experiment.ts";
import type { EngineEvent, NetworkSteps } from "./engine.ts";
import { NO_PROGRESS } from "./progress.ts";
import type { RunnerEvents } from "./runner.ts";
import { overSeeds } from "./seeds.ts";
import type { RunSnapshot } from "./snapshot.ts";

export function runEvents(
  ids: readonly NetworkName[],
  emit: (event: EngineEvent) => void,
  keep: (snapshot: RunSnapshot) => void,
): RunnerEvents {
  const idOf = (network: number) => ids[network] ?? "original";
  let collected: NetworkSteps[] = [];
  return {
    steps: (network, { firstStep, train, recovery }, progressBySeed, msPerStep, isRetraced) => {
      const batch = progressBySeed.length;
      collected.push({
        id: idOf(network),
        firstStep,
        train: overSeeds(train, batch).mean,
        recovery: overSeeds(recovery, batch).mean,
        ...(batch > 1 ? { recoveryBySeed: recovery } : {}),
        progress: progressBySeed[0] ?? NO_PROGRESS,
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
    snapshot: keep,
  };
}
