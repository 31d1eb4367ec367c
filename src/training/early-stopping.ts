/**
 * Checks the metrics of all models, step by step, against the stopping rule. Except for the time limit, the
 * step that it reports does not depend on how rounds divide the steps. Training may have passed that step
 * already.
 */
import type { StopRule } from "../experiment/base-fields.ts";
import { hasDivergedAt, isPastBest, type EvaluatedMetric, type Followed, type Progress } from "./progress.ts";
import { overSeeds } from "./seeds.ts";
import type { StepMetrics } from "./session.ts";
import type { BaseConfig } from "./plan.ts";

/** The reason why training stopped before its last step. */
export interface Stopped {
  /**
   * `best`: the run ended while the validation error was still being watched, and an earlier step was better.
   */
  readonly rule: Exclude<StopRule, "none"> | "seconds" | "best";
  /** The first step at which the rule held. */
  readonly step: number;
  /** The model that met the rule, if one model is enough. */
  readonly network?: string;
  /** The step to which training returns, if any: the best evaluation of the best remaining model. */
  readonly backTo?: number;
}

/**
 * A model that a stop rule watches. Rules about recovery use its headline metric; rules about training use its loss.
 */
export type Watched = Followed & { readonly id: string };

/**
 * Errors of one state: the worst over the seeds. For a headline metric that grows with quality, the sign is
 * changed.
 */
interface Errors {
  readonly train: number;
  readonly recovery: number;
}

/**
 * Takes the errors of all networks at one step (undefined after divergence). Returns the index of the network
 * that meets the rule, or `all`; undefined as long as the rule is not met.
 */
type Rule = (errors: readonly (Errors | undefined)[]) => number | "all" | undefined;

/** An error below this fraction of the error at the last progress counts as progress. */
const PROGRESS = 0.99;
/** Learning has begun once the error is below this fraction of its initial value. */
const BEGUN = 0.9;

interface Stopping extends BaseConfig {
  /** Only the rules `plateau` and `validation` count steps without progress. */
  readonly patience?: number;
}

export class EarlyStopping {
  readonly #config: Stopping;
  readonly #models: readonly Watched[];
  #rule: Rule | undefined;
  /** For each network, the errors starting at step `#next`. */
  #pending: Errors[][] = [];
  #alive: boolean[] = [];
  #next = 0;
  #trainedMs = 0;
  #isSpent = false;
  #isTimeSpent = false;

  constructor(config: Stopping, models: readonly Watched[]) {
    this.#config = config;
    this.#models = models;
    this.startAt(0);
  }

  /** Continues from a step. Networks in `diverged` send no more errors. A rule stops training only once. */
  startAt(step: number, diverged: readonly boolean[] = []): void {
    const { stop } = this.#config;
    this.#rule = stop === "none" || stop === "validation" ? undefined : RULES[stop](this.#config);
    this.#next = step;
    this.#pending = this.#models.map(() => []);
    this.#alive = this.#models.map((_, network) => !diverged[network]);
  }

  /** Lets the rule stop training again, and restarts the time limit. */
  rearm(): void {
    this.#isSpent = this.#isTimeSpent = false;
    this.#trainedMs = 0;
  }

  /** Takes the errors of consecutive steps. Repeated steps are ignored. */
  take(network: number, { firstStep, columns }: StepMetrics, bySeed: readonly Progress[]): void {
    const pending = this.#pending[network];
    const model = this.#models[network];
    if (!this.#rule || this.#isSpent || !pending || !model) return;
    const batch = bySeed.length;
    const losses = columns[model.metrics[0].id] ?? new Float64Array(0);
    const spec = [...model.metrics, ...model.evaluations.flatMap(({ metrics }) => metrics)].find(
      ({ id }) => id === model.headline,
    );
    // An evaluation counts with its latest value.
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
   * Checks the steps that all networks have made, and the time. `elapsedMs` is the time since the last call.
   * `progress` holds the progress of each network and seed. `isEnd` says that training ends at `step` in any case.
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

  /**
   * During training, every remaining network and seed must be past its best. At the experiment's last step,
   * only the first network must.
   */
  #checkValidation(
    step: number,
    progress: readonly (readonly Progress[])[],
    isEnd: boolean,
  ): Stopped | undefined {
    const { stop, patience = Infinity, steps } = this.#config;
    if (stop !== "validation" || this.#isSpent) return undefined;
    const alive = progress.filter((bySeed) => bySeed.every(({ diverged }) => !diverged));
    const first = alive[0]?.[0];
    if (!first) return undefined;
    const watched = this.#models[0]?.evaluations[0]?.metrics[0].id ?? "";
    const isOver = alive.flat().every((one) => isPastBest(one, watched, patience));
    if (!isOver && !(isEnd && step === steps && isPastBest(first, watched, 1))) return undefined;
    this.#isSpent = true;
    const { bestStep } = bestOf(alive.flatMap(([one]) => one?.evaluated[watched] ?? []));
    return { rule: isOver ? stop : "best", step, backTo: bestStep };
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

  /** Removes and returns the pending errors of the next step. */
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

/** The evaluation with the least best value; the first one of several. */
const bestOf = (all: readonly EvaluatedMetric[]): Pick<EvaluatedMetric, "best" | "bestStep"> =>
  all.reduce((least, one) => (one.best < least.best ? one : least), { best: Infinity, bestStep: 0 });

/** Makes a new rule for each run, because a rule has memory. */
const RULES: Readonly<Record<Exclude<StopRule, "none" | "validation">, (config: Stopping) => Rule>> = {
  recoveryAll: ({ stopError }) => allBelow("recovery", stopError),
  recoveryAny: ({ stopError }) => anyBelow("recovery", stopError),
  trainAll: ({ stopError }) => allBelow("train", stopError),
  trainAny: ({ stopError }) => anyBelow("train", stopError),
  plateau: ({ patience = Infinity }) => plateau(patience),
  divergence: () => (errors) => found(errors.indexOf(undefined)),
};

const found = (index: number): number | undefined => (index < 0 ? undefined : index);

/** Is met when all remaining networks are below the limit. */
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
  /** For each network: the initial recovery error, its value at the last progress, and the steps since. */
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
