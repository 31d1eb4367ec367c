/**
 * Pinned runs. A pin keeps a run's curves when the experiment changes, and is small enough for browser storage.
 */
import { asText } from "../../experiment/codec.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { sampleCurve, type Curve } from "../run/curves.ts";
import type { RunData } from "../run/run-data.ts";
import { keptDigits, newPinId } from "./kept-pins.ts";
import { MAX_PINS } from "./pin-limits.ts";
import type { PlaygroundState, LoadedRun, Pin } from "../state.ts";

export { LONGEST_NAME, MAX_KEPT, MAX_PINS } from "./pin-limits.ts";

const SAMPLES = 200;

/** Whether there is room for one more pin. */
export const hasRoom = ({ pins }: Pick<PlaygroundState, "pins">): boolean => pins.length < MAX_PINS;
/** Whether there is a run to pin and room for it. */
export const canPin = (state: PlaygroundState): boolean => hasRoom(state) && state.step > 0;

/** The settings that define the problem. Errors of different problems cannot be compared. */
const PROBLEM: readonly (keyof Experiment)[] = ["task", "data", "file", "vectors", "channel"];
/** The settings that define the target. A generated target depends on further settings. */
const TARGET: readonly (keyof Experiment)[] = [...PROBLEM, "crop", "rows", "cols", "seed"];
const GENERATED: readonly (keyof Experiment)[] = [...TARGET, "spectrum", "sigmas", "rank", "smallest"];

const BRANCH = "branch:";
/** The id of a run that was pinned because another one branched off. */
export const branchPinId = (): string => `${BRANCH}${newPinId()}`;

/**
 * Whether the pinned run is drawn beside a run of this experiment. A user also pins runs to compare sizes, ranks
 * and seeds. The page pins a run from which another one branches off, to compare runs of one target.
 */
export function isDrawnBeside(pin: Pick<Pin, "id" | "config">, experiment: Experiment): boolean {
  const target = experiment.data === "random" ? GENERATED : TARGET;
  const settings = pin.id.startsWith(BRANCH) ? target : PROBLEM;
  return settings.every((name) => asText(pin.config[name]) === asText(experiment[name]));
}

const ARM = "arm:";
/** The pin of a claim's arm always gets this id, so that a repeated comparison replaces it. */
export const armPinId = (claim: string, index: number): string => `${ARM}${claim}:${index}`;
export const isArmPin = ({ id }: Pick<Pin, "id">): boolean => id.startsWith(ARM);

/** The run in its current state, as a pin. */
export function pinOf(run: LoadedRun, data: RunData, name = "", samples = SAMPLES): Pin {
  return {
    id: newPinId(),
    name,
    config: run.config,
    backend: run.backend,
    psnrAtOne: run.psnrAtOne,
    curves: run.models.flatMap((facts) => {
      const own = data.models.get(facts.id);
      return own ? [rounded(sampleCurve(facts, own, samples))] : [];
    }),
  };
}

function rounded(curve: Curve): Curve {
  return {
    ...curve,
    seconds: keptDigits(curve.seconds) as number[],
    recovery: keptDigits(curve.recovery),
    train: keptDigits(curve.train),
    ...(curve.validation ? { validation: keptDigits(curve.validation) } : {}),
    ...(curve.low ? { low: keptDigits(curve.low) } : {}),
    ...(curve.high ? { high: keptDigits(curve.high) } : {}),
  };
}
