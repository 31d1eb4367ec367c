/** Pinned runs: the part of a run that stays when the experiment changes, small enough for browser storage. */
import { MOST_ARMS } from "../../experiment/claims/claim.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { sampleCurve, type Curve } from "../run/curves.ts";
import type { RunData } from "../run/run-data.ts";
import type { PlaygroundState, RunFacts } from "../state.ts";

export interface Pin {
  /** Unique among the displayed pins. */
  readonly id: string;
  /** The user's name for it; empty until given. */
  readonly name: string;
  readonly experiment: Experiment;
  readonly backend: string;
  readonly psnrAtOne: number | undefined;
  readonly curves: readonly Curve[];
}

/** With the present run, this equals the arms of the largest comparison. */
export const MOST_PINS = MOST_ARMS - 1;
/** One more, for the run of an opened file. */
export const MOST_KEPT = MOST_PINS + 1;
/** Longer names are cut. */
export const LONGEST_NAME = 60;
const SAMPLES = 200;
const DIGITS = 5;

/** Whether there is room for one more. */
export const hasRoom = ({ pins }: Pick<PlaygroundState, "pins">): boolean => pins.length < MOST_PINS;
/** Whether there is something to pin, and room for it. */
export const canPin = (state: PlaygroundState): boolean => hasRoom(state) && state.step > 0;

/** Settings that define the problem; errors of different problems cannot be compared. */
const PROBLEM: readonly (keyof Experiment)[] = ["task", "data", "file", "vectors", "channel"];
export const isSameProblem = (a: Experiment, b: Experiment): boolean =>
  PROBLEM.every((name) => a[name] === b[name]);

const ARM = "arm:";
/** The pin of a claim's arm keeps this id, so that a repeated comparison replaces it. */
export const armPinId = (claim: string, index: number): string => `${ARM}${claim}:${index}`;
export const isArmPin = ({ id }: Pick<Pin, "id">): boolean => id.startsWith(ARM);

/** The run in its present state. */
export function pinOf(run: RunFacts, data: RunData, name = "", samples = SAMPLES): Pin {
  return {
    id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`,
    name,
    experiment: run.experiment,
    backend: run.backend,
    psnrAtOne: run.psnrAtOne,
    curves: run.networks.flatMap((facts) => {
      const own = data.networks.get(facts.id);
      return own ? [rounded(sampleCurve(facts, own, samples))] : [];
    }),
  };
}

/** Five digits, more than a chart or a table shows. */
function rounded(curve: Curve): Curve {
  const round = (values: readonly (number | null)[]): (number | null)[] =>
    values.map((value) => (value === null ? null : Number(value.toPrecision(DIGITS))));
  return {
    ...curve,
    seconds: round(curve.seconds) as number[],
    recovery: round(curve.recovery),
    train: round(curve.train),
    ...(curve.validation ? { validation: round(curve.validation) } : {}),
    ...(curve.low ? { low: round(curve.low) } : {}),
    ...(curve.high ? { high: round(curve.high) } : {}),
  };
}
