/**
 * Looks at the metrics of all models, step by step, for the experiment's rule to stop. The step that it names does not
 * depend on how steps were cut into rounds; where training stands then may be some steps later.
 */
import type { StopRule } from "../experiment/experiment.ts";
import { hasDivergedAt, isPastBest, type Followed, type Progress } from "./progress.ts";
import { overSeeds } from "./seeds.ts";
import type { StepMetrics } from "./session.ts";
import type { BaseConfig } from "./workload.ts";

/** Why training stopped before its last step. */
export interface Stopped {
  /** `best`: at the last step, a validation split still being watched, since an earlier one was better. */
  readonly rule: Exclude<StopRule, "none"> | "seconds" | "best";
  /** The first step at which the rule held. */
  readonly step: number;
  /** Where one model is enough: which one it was. */
  readonly network?: string;
  /** To which step training goes back for it, where it does: that of the best first evaluation of the first model that is left. */
  readonly backTo?: number;
}

/** What is watched of a model. The rules about recovery are about its headline, those about training about its loss. */
export type Watched = Followed & { readonly id: string };

/** Of one state, the worst of the seeds that are trained together; a headline of which more is better has its sign changed. */
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
  readonly #config: BaseConfig;
  readonly #models: readonly Watched[];
  #rule: Rule | undefined;
  /** For each network, the errors of the steps from `#next` on. */
  #pending: Errors[][] = [];
  #alive: boolean[] = [];
  #next = 0;
  #trainedMs = 0;
  #isSpent = false;
  #isTimeSpent = false;

  constructor(config: BaseConfig, models: readonly Watched[]) {
    this.#config = config;
    this.#models = models;
    this.startAt(0);
  }

  /** Goes on from a step; `diverged` networks send no more errors. A rule that has stopped training does so once. */
  startAt(step: number, diverged: readonly boolean[] = []): void {
    const { stop } = this.#config;
    this.#rule = stop === "none" || stop === "validation" ? undefined : RULES[stop](this.#config);
    this.#next = step;
    this.#pending = this.#models.map(() => []);
    this.#alive = this.#models.map((_, network) => !diverged[network]);
  }

  /** The rule may stop training again. */
  rearm(): void {
    this.#isSpent = this.#isTimeSpent = false;
    this.#trainedMs = 0;
  }

  /** Errors of consecutive steps; those of a step that was seen before say nothing new. */
  take(network: number, { firstStep, columns }: StepMetrics, bySeed: readonly Progress[]): void {
    const pending = this.#pending[network];
    const model = this.#models[network];
    if (!this.#rule || this.#isSpent || !pending || !model) return;
    const batch = bySeed.length;
    const losses = columns[model.metrics[0].id] ?? new Float64Array(0);
    const spec = [...model.metrics, ...model.evaluations.flatMap(({ metrics }) => metrics)].find(
      ({ id }) => id === model.headline,
    );
    // Of an evaluation it is what was seen last.
    const headlines = columns[model.headline] ?? losses.map((_, i) => bySeed[i % batch]?.headline ?? NaN);
    const costs = spec?.better === "higher" ? headlines.map((value) => -value) : headlines;
    const worst = { train: overSeeds(losses, batch).high, recovery: overSeeds(costs, batch).high };
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
    const { stop, patience, steps } = this.#config;
    if (stop !== "validation" || this.#isSpent) return undefined;
    const alive = progress.filter((bySeed) => bySeed.every(({ diverged }) => !diverged));
    const first = alive[0]?.[0];
    if (!first) return undefined;
    const watched = this.#models[0]?.evaluations[0]?.metrics[0].id ?? "";
    const isOver = alive.flat().every((one) => isPastBest(one, watched, patience));
    if (!isOver && !(isEnd && step === steps && isPastBest(first, watched, 1))) return undefined;
    this.#isSpent = true;
    return { rule: isOver ? stop : "best", step, backTo: first.looks[watched]?.bestStep ?? 0 };
  }

  #checkErrors(): Stopped | undefined {
    const { stop } = this.#config;
    if (stop === "none" || stop === "validation") return undefined;
    while (this.#rule && !this.#isSpent) {
      if (this.#pending.some((errors, network) => this.#alive[network] && errors.length === 0))
        return undefined;
      if (!this.#alive.includes(true)) return undefined;
      const reason = this.#rule(this.#shift());
      const step = this.#next++;
      if (reason === undefined) continue;
      this.#isSpent = true;
      const network = reason === "all" ? undefined : this.#models[reason]?.id;
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
    const { seconds } = this.#config;
    if (seconds === 0 || this.#isTimeSpent || this.#trainedMs < 1000 * seconds) return undefined;
    this.#isTimeSpent = true;
    return { rule: "seconds", step };
  }
}

/** Each run of an experiment has its own: a rule remembers what it has seen. */
const RULES: Readonly<Record<Exclude<StopRule, "none" | "validation">, (config: BaseConfig) => Rule>> = {
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
