/**
 * A plan on an executor: the steps with their metrics, the evaluations, rates and checkpoints of any
 * workload. It is the same for GPU and CPU.
 */
import type { Executor, ReadRequest, TensorSpec, Values } from "../kernels/program.ts";
import { invariant } from "../core/errors.ts";
import { RATE_CAPACITY, RateLog, type Rate } from "./rates.ts";
import { refuseForeign, type SessionCheckpoint } from "./checkpoint.ts";
import { HISTORY_CAPACITY, updatesAt, type Evaluation, type Plan, type PlannedModel } from "./plan.ts";

/**
 * Metrics of consecutive states of one model. Entry i·B + b of a column is the value at step firstStep + i of
 * run b.
 */
export interface StepMetrics {
  readonly firstStep: number;
  /** By metric id. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly elapsedMs: number;
}

export class ModelSession<M extends PlannedModel = PlannedModel, P extends Plan<M> = Plan<M>> {
  readonly plan: P;
  protected readonly executor: Executor;
  /** Number of steps of each model. A step has as many updates as the model's pace says. */
  readonly #steps: number[];
  #rates: readonly RateLog[];
  /** For each model, the first update whose rates are on the device; undefined if none are. */
  readonly #ratesFrom: (number | undefined)[];
  /** For each model and each of its inputs, the first update whose values are on the device; undefined if none are. */
  readonly #inputsFrom: (number | undefined)[][];
  /** Every tensor that training carries from one step to the next. */
  readonly #state: readonly TensorSpec[];

  constructor(plan: P, executor: Executor) {
    this.plan = plan;
    this.executor = executor;
    this.#steps = plan.models.map(() => 0);
    this.#rates = plan.models.map(({ rate }) => new RateLog(rate));
    this.#ratesFrom = plan.models.map(() => 0);
    this.#inputsFrom = plan.models.map(({ inputs }) => inputs.map(() => undefined));
    const names = new Set(plan.models.flatMap(({ state }) => state));
    this.#state = plan.program.tensors.filter(({ name }) => names.has(name));
  }

  get backend(): "webgpu" | "cpu" {
    return this.executor.backend;
  }

  /** Number of computing threads, on the CPU. */
  get threads(): number | undefined {
    return this.executor.threads;
  }

  /** Number of a model's steps. */
  stepsOf(model: number): number {
    return this.#steps[model] ?? 0;
  }

  /** The largest number of steps for which the device keeps the metrics of all models. */
  get longestRound(): number {
    const pace = Math.max(...this.plan.models.map((model) => model.pace ?? 1));
    return Math.floor(HISTORY_CAPACITY / pace);
  }

  /** Makes `count` ≤ longestRound steps. The metrics describe the states before each step. */
  async advance(model: number, count: number): Promise<StepMetrics> {
    const plan = this.model(model);
    const firstStep = this.stepsOf(model);
    const first = updatesAt(plan, firstStep);
    const updates = updatesAt(plan, firstStep + count) - first;
    invariant(updates <= HISTORY_CAPACITY, `a round makes at most ${HISTORY_CAPACITY} updates`);
    this.#fill(model, first, updates);
    this.#steps[model] = firstStep + count;
    const reads = this.#historyReads(plan, first, updates);
    const result = plan.hostStep
      ? await this.#advanceInterrupted(plan, first, updates, reads)
      : await this.executor.run(plan.step, updates, reads);
    return this.#metrics(plan, firstStep, count, result.reads, result.elapsedMs);
  }

  /** The metrics of the current state, without an update. */
  async evaluate(model: number): Promise<StepMetrics> {
    const plan = this.model(model);
    const step = this.stepsOf(model);
    const updates = updatesAt(plan, step);
    this.#fill(model, updates, 1);
    const reads = this.#historyReads(plan, updates, 1);
    const result = await this.executor.run(plan.evaluate, 1, reads);
    return this.#metrics(plan, step, 1, result.reads, result.elapsedMs);
  }

  /** Evaluates the current state: returns each run's value of each of the evaluation's metrics. */
  async measure({ metrics, measure }: Evaluation): Promise<number[][]> {
    const found = await measure(this.executor);
    return metrics.map(({ value }, i) =>
      Array.from(found[i] ?? [], (onDevice, b) => value?.(onDevice, b) ?? onDevice),
    );
  }

  /** Runs a list outside the steps, then reads. The list must not change the state. */
  async read(list: string, reads: readonly ReadRequest[]): Promise<Values[]> {
    return (await this.executor.run(list, 1, reads)).reads;
  }

  /** Sets one rate per model, starting with the next update. */
  setRates(rates: readonly Rate[]): void {
    rates.forEach((rate, model) => this.#rates[model]?.change(this.#updatesOf(model), rate));
    this.#ratesFrom.fill(undefined);
  }

  /**
   * Lets the current state count as the start of a new run. Rates of later steps are forgotten; the last
   * rates stay.
   */
  forgetLaterRates(): void {
    this.#rates.forEach((log, model) => log.goOnFrom(this.#updatesOf(model)));
    this.#ratesFrom.fill(undefined);
  }

  /** Whether every update so far had the same rate, and the next ones will have it, too. */
  hasConstantRate(model: number): boolean {
    return this.#rates[model]?.isConstant ?? true;
  }

  /** Takes over the rates, with their changes, from another session of the same training. */
  takeRates(other: { readonly rates: readonly RateLog[] }): void {
    this.#rates = other.rates;
    this.#ratesFrom.fill(undefined);
  }

  get rates(): readonly RateLog[] {
    return this.#rates;
  }

  /** Returns to the initial state. */
  reset(): void {
    for (const { name, initial, length } of this.#state)
      this.executor.write(name, initial ?? new Float64Array(length));
    this.#steps.fill(0);
  }

  /** Takes a checkpoint of the current state, between two steps. */
  async checkpoint(): Promise<SessionCheckpoint> {
    const steps = [...this.#steps];
    const tensors: Record<string, Values> = {};
    for (const group of inGroups(this.#state, ({ length }) => length, this.plan.readLength)) {
      const requests = group.map(({ name }) => ({ tensor: name }));
      const { reads } = await this.executor.run("nothing", 1, requests);
      group.forEach(({ name }, i) => (tensors[name] = reads[i] as Values));
    }
    return { steps, tensors };
  }

  /**
   * Restores a checkpoint from a session of the same plan on any engine. Velocities of heavy-ball momentum
   * that are missing start at zero.
   */
  restore(checkpoint: SessionCheckpoint): void {
    refuseForeign(checkpoint, this.#state, this.#steps.length);
    for (const { name, length } of this.#state)
      this.executor.write(name, checkpoint.tensors[name] ?? new Float64Array(length));
    checkpoint.steps.forEach((step, model) => (this.#steps[model] = step));
  }

  destroy(): void {
    this.executor.destroy();
  }

  protected model(index: number): M {
    const model = this.plan.models[index];
    invariant(model, `model ${index} exists`);
    return model;
  }

  #updatesOf(model: number): number {
    return updatesAt(this.model(model), this.stepsOf(model));
  }

  /**
   * Writes the rates and inputs of `count` updates from `first` to the device, a whole window at a time. Tensors
   * that hold all of these updates already are not written.
   */
  #fill(model: number, first: number, count: number): void {
    const { rates, inputs } = this.model(model);
    const holds = (from: number | undefined, capacity: number): boolean =>
      from !== undefined && from <= first && first + count <= from + capacity;
    if (!holds(this.#ratesFrom[model], RATE_CAPACITY)) {
      this.#ratesFrom[model] = first;
      const log = this.#rates[model] as RateLog;
      for (const slot of rates) this.executor.write(slot.tensor, log.pairs(first, slot));
    }
    const from = this.#inputsFrom[model] ?? [];
    inputs.forEach(({ tensor, capacity, perStep, fill }, i) => {
      if (holds(from[i], capacity)) return;
      from[i] = first;
      const values = new Float64Array(capacity * perStep);
      for (let t = first; t < first + capacity; t++) {
        const at = (t % capacity) * perStep;
        fill(t, values.subarray(at, at + perStep));
      }
      this.executor.write(tensor, values);
    });
  }

  /** Reads the slots of updates first … first + count − 1. Two reads are needed if the slots wrap around. */
  #historyReads({ history, metrics }: M, first: number, count: number): ReadRequest[] {
    const perStep = this.plan.batch * metrics.length;
    const slot = first % HISTORY_CAPACITY;
    const beforeEnd = Math.min(count, HISTORY_CAPACITY - slot);
    const reads = [{ tensor: history, offset: slot * perStep, length: beforeEnd * perStep }];
    if (beforeEnd < count) reads.push({ tensor: history, offset: 0, length: (count - beforeEnd) * perStep });
    return reads;
  }

  /**
   * The metrics of `count` steps, starting at `firstStep`. `reads` holds the history of their updates. A step's metrics
   * are those of its first update.
   */
  #metrics(
    plan: M,
    firstStep: number,
    count: number,
    reads: readonly Values[],
    elapsedMs: number,
  ): StepMetrics {
    const { metrics } = plan;
    const { batch } = this.plan;
    const first = updatesAt(plan, firstStep);
    const [before = [], wrapped = []] = reads;
    const columns = metrics.map(({ value }, i) =>
      Float64Array.from({ length: count * batch }, (_, entry) => {
        const b = entry % batch;
        const update = updatesAt(plan, firstStep + Math.floor(entry / batch)) - first;
        const at = (update * batch + b) * metrics.length + i;
        const onDevice = (at < before.length ? before[at] : wrapped[at - before.length]) as number;
        return value?.(onDevice, b) ?? onDevice;
      }),
    );
    return {
      firstStep,
      columns: Object.fromEntries(metrics.map(({ id }, i) => [id, columns[i] as Float64Array])),
      elapsedMs,
    };
  }

  /** Stops at each multiple of `gap`, between the two halves of the step, for the CPU's part of the step. */
  async #advanceInterrupted(
    { step: whole, hostStep }: M,
    first: number,
    count: number,
    reads: readonly ReadRequest[],
  ): Promise<{ reads: Values[]; elapsedMs: number }> {
    invariant(hostStep, "the model has a step on the CPU");
    const { gap, before, after } = hostStep;
    let elapsedMs = 0;
    for (let step = first; step < first + count;) {
      if (step % gap === 0) {
        elapsedMs += (await this.executor.run(before, 1)).elapsedMs;
        elapsedMs += await hostStep.work(this.executor, step);
        elapsedMs += (await this.executor.run(after, 1)).elapsedMs;
        step++;
      } else {
        const untilNext = Math.min(gap - (step % gap), first + count - step);
        elapsedMs += (await this.executor.run(whole, untilNext)).elapsedMs;
        step += untilNext;
      }
    }
    return { reads: (await this.executor.run("nothing", 1, reads)).reads, elapsedMs };
  }
}

/** Groups reads so that no group has more than `most` elements, unless a single read has more. */
export function inGroups<T>(items: readonly T[], lengthOf: (item: T) => number, most: number): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const item of items) {
    const length = lengthOf(item);
    room -= length;
    if (room < 0) {
      groups.push([]);
      room = most - length;
    }
    groups.at(-1)?.push(item);
  }
  return groups;
}
