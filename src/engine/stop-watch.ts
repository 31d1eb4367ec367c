/**
 * Looks at the errors of all networks, step by step, for the experiment's rule to stop. The step that it names does not
 * depend on how steps were cut into rounds; where training stands then may be some steps later.
 */
import type { Experiment, NetworkName, StopRule } from "../experiment/experiment.ts";
import { hasDivergedAt, isPastBest, type Progress } from "./progress.ts";
import { overSeeds } from "./seeds.ts";
import type { StepErrors } from "./session.ts";

/** Why training stopped before its last step. */
export interface Stopped {
  /** `best`: at the last step, a validation split still being watched, since an earlier one was better. */
  readonly rule: Exclude<StopRule, "none"> | "seconds" | "best";
  /** The first step at which the rule held. */
  readonly step: number;
  /** Where one network is enough: which one it was. */
  readonly network?: NetworkName;
  /** To which step training goes back for it, where it does: that of the least validation error of the first network that is left. */
  readonly backTo?: number;
}

/** Of one state, the worst of the seeds that are trained together. */
interface Errors {
  readonly train: number;
  readonly recovery: number;
}

/** Errors of all networks at one step, undefined for those that have diverged; the answer is the network that is the reason. */
type Rule = (errors: readonly (Errors | undefined)[]) => number | "all" | undefined;

/** A fall by this factor is progress; one from the start by the second is a network that has begun to learn. */
const PROGRESS = 0.99;
const BEGUN = 0.9;

export class StopWatch {
  readonly #experiment: Experiment;
  #rule: Rule | undefined;
  /** For each network, the errors of the steps from `#next` on. */
  #pending: Errors[][] = [];
  #alive: boolean[] = [];
  #next = 0;
  #trainedMs = 0;
  #isSpent = false;
  #isTimeSpent = false;

  constructor(experiment: Experiment) {
    this.#experiment = experiment;
    this.startAt(0);
  }

  /** Goes on from a step; `diverged` networks send no more errors. A rule that has stopped training does so once. */
  startAt(step: number, diverged: readonly boolean[] = []): void {
    const { networks, stop } = this.#experiment;
    this.#rule = stop === "none" || stop === "validation" ? undefined : RULES[stop](this.#experiment);
    this.#next = step;
    this.#pending = networks.map(() => []);
    this.#alive = networks.map((_, network) => !diverged[network]);
  }

  /** The rule may stop training again. */
  rearm(): void {
    this.#isSpent = this.#isTimeSpent = false;
    this.#trainedMs = 0;
  }

  /** Errors of consecutive steps; those of a step that was seen before say nothing new. */
  take(network: number, { firstStep, train, recovery }: StepErrors, batch: number): void {
    const pending = this.#pending[network];
    if (!this.#rule || this.#isSpent || !pending) return;
    const worst = { train: overSeeds(train, batch).high, recovery: overSeeds(recovery, batch).high };
    for (let i = Math.max(0, this.#next - firstStep); i < worst.train.length; i++)
      pending[firstStep + i - this.#next] = {
        train: worst.train[i] as number,
        recovery: worst.recovery[i] as number,
      };
  }

  /**
   * Looks at the steps that all networks have made, and at the time: `elapsedMs` more since the last call, at `step`, where training
   * ends by itself or not. `progress` is that of each network and seed.
   */
  check(
    step: number,
    elapsedMs: number,
    progress: readonly (readonly Progress[])[],
    isEnd: boolean,
  ): Stopped | undefined {
    this.#trainedMs += elapsedMs;
    return this.#checkErrors() ?? this.#checkValidation(step, progress, isEnd) ?? this.#checkTime(step);
  }

  /** Every network and seed that is left must be past its best; at the experiment's last step, the first one. */
  #checkValidation(
    step: number,
    progress: readonly (readonly Progress[])[],
    isEnd: boolean,
  ): Stopped | undefined {
    const { stop, patience, steps } = this.#experiment;
    if (stop !== "validation" || this.#isSpent) return undefined;
    const alive = progress.filter((bySeed) => bySeed.every(({ diverged }) => !diverged));
    const first = alive[0]?.[0];
    if (!first) return undefined;
    const isOver = alive.flat().every((one) => isPastBest(one, patience));
    if (!isOver && !(isEnd && step === steps && isPastBest(first, 1))) return undefined;
    this.#isSpent = true;
    return { rule: isOver ? stop : "best", step, backTo: first.validation?.bestStep ?? 0 };
  }

  #checkErrors(): Stopped | undefined {
    const { stop, networks } = this.#experiment;
    if (stop === "none" || stop === "validation") return undefined;
    while (this.#rule && !this.#isSpent) {
      if (this.#pending.some((errors, network) => this.#alive[network] && errors.length === 0))
        return undefined;
      if (!this.#alive.includes(true)) return undefined;
      const reason = this.#rule(this.#shift());
      const step = this.#next++;
      if (reason === undefined) continue;
      this.#isSpent = true;
      const network = reason === "all" ? undefined : networks[reason];
      return { rule: stop, step, ...(network ? { network } : {}) };
    }
    return undefined;
  }

  /** The errors of the next step. */
  #shift(): (Errors | undefined)[] {
    return this.#pending.map((pending, network) => {
      const errors = pending.shift();
      this.#alive[network] &&= errors !== undefined && !hasDivergedAt(errors.train);
      return this.#alive[network] ? errors : undefined;
    });
  }

  #checkTime(step: number): Stopped | undefined {
    const { seconds } = this.#experiment;
    if (seconds === 0 || this.#isTimeSpent || this.#trainedMs < 1000 * seconds) return undefined;
    this.#isTimeSpent = true;
    return { rule: "seconds", step };
  }
}

/** Each run of an experiment has its own: a rule remembers what it has seen. */
const RULES: Readonly<Record<Exclude<StopRule, "none" | "validation">, (experiment: Experiment) => Rule>> = {
  recoveryAll: ({ stopError }) => allBelow("recovery", stopError),
  recoveryAny: ({ stopError }) => anyBelow("recovery", stopError),
  trainAll: ({ stopError }) => allBelow("train", stopError),
  trainAny: ({ stopError }) => anyBelow("train", stopError),
  plateau: ({ patience }) => plateau(patience),
  divergence: () => (errors) => found(errors.indexOf(undefined)),
};

const found = (index: number): number | undefined => (index < 0 ? undefined : index);

/** Of the networks that have not diverged. */
function allBelow(kind: keyof Errors, limit: number): Rule {
  return (all) => {
    const alive = all.filter((errors) => errors !== undefined);
    return alive.length > 0 && alive.every((errors) => errors[kind] < limit) ? "all" : undefined;
  };
}

function anyBelow(kind: keyof Errors, limit: number): Rule {
  return (all) => found(all.findIndex((errors) => errors !== undefined && errors[kind] < limit));
}

function plateau(patience: number): Rule {
  /** Of each network: recovery error at the start, at its last progress, and how many steps that is ago. */
  const seen: { start: number; reached: number; age: number }[] = [];
  return (all) => {
    all.forEach((errors, network) => {
      if (!errors) return;
      const one = (seen[network] ??= { start: errors.recovery, reached: errors.recovery, age: -1 });
      one.age++;
      if (errors.recovery < PROGRESS * one.reached) Object.assign(one, { reached: errors.recovery, age: 0 });
    });
    const alive = seen.filter((_, network) => all[network] !== undefined);
    const hasBegun = alive.some(({ start, reached }) => reached < BEGUN * start);
    return hasBegun && alive.every(({ age }) => age >= patience) ? "all" : undefined;
  };
}
