/** Loads the page's runs, and has the messages for a cancelled load. */
import type { BackendChoice, Engine } from "../library/api.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { RunConfig } from "../training/plan.ts";
import { formatCount } from "./format.ts";
import { stepsPerSecond, type Speed } from "./run/speed.ts";

/** The checkpoint from which a run continues. Undefined for its start. */
export interface From {
  readonly from?: RunCheckpoint | Promise<RunCheckpoint | undefined> | undefined;
}

export const CANCELLED = "Loading cancelled. Your settings are unchanged.";
export const cancelledAt = (step: number): string =>
  `Loading cancelled. The previous run is back at step ${formatCount(step)}. The browser’s Back button restores the other settings.`;

interface Request extends From {
  readonly config: RunConfig;
  readonly backend: BackendChoice;
  readonly speed: Speed;
}

/** Passes loads on to the engine, which carries out the last one that waits. `busy` is true until none is left. */
export function createLoader(engine: Engine): { request(what: Request): void; readonly busy: boolean } {
  let pending = 0;
  return {
    request({ config, backend, speed, from }) {
      void engine.setSpeed(stepsPerSecond(speed, config.steps));
      pending++;
      void engine.load(config, backend, from).finally(() => pending--);
    },
    get busy() {
      return pending > 0;
    },
  };
}
