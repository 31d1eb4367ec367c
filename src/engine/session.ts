/** A plan on an executor: training steps, spectra, pictures and factors, in numbers. The same for GPU and CPU. */
import type { Matrix } from "../math/matrix.ts";
import { invariant } from "../math/errors.ts";
import type { Decomposed } from "../math/jacobi-vectors.ts";
import type { Executor, ReadRequest, TensorSpec, Values } from "../kernels/program.ts";
import {
  errorNorms,
  relativeErrors,
  validationError,
  type ErrorNorms,
  type Problem,
} from "../problem/problem.ts";
import type { NetworkPlan, TrainingPlan } from "./plan.ts";
import type { MatrixRef } from "./plan/builder.ts";
import { HISTORY_CAPACITY } from "./plan/problem.ts";
import { hostStepOf, readMatrices, requestOf, type HostStep } from "./host-steps.ts";
import { refuseForeign, type SessionSnapshot } from "./snapshot.ts";
import { openDecomposer } from "./spectrum.ts";
import { RATE_CAPACITY, RateLog, type Rate } from "../training/rates.ts";
import type { Training } from "./training.ts";

/** Errors of consecutive states of one network; `train[i·B + b]` belongs to step firstStep + i, seed b. */
export interface StepErrors {
  readonly firstStep: number;
  readonly train: Float64Array;
  readonly recovery: Float64Array;
  readonly elapsedMs: number;
}

export interface Spectra {
  /** Descending. */
  readonly endToEnd: number[];
  /** W_1 first. */
  readonly layers: number[][];
}

export interface Pictures {
  /** RGBA, rows × cols × 4 bytes. */
  readonly estimate: Uint8ClampedArray<ArrayBuffer>;
  readonly difference: Uint8ClampedArray<ArrayBuffer>;
  /** The estimate itself, row by row, normalised. */
  readonly values: Float32Array;
}

export class Session {
  readonly plan: TrainingPlan;
  readonly #executor: Executor;
  readonly #problems: readonly Problem[];
  readonly #norms: readonly ErrorNorms[];
  /** Updates made so far, for each network. */
  readonly #steps: number[];
  #rates: readonly RateLog[];
  /** For each network, the update from which on its rates are on the device; undefined where they are not. */
  readonly #ratesFrom: (number | undefined)[];
  readonly #hostSteps: readonly (HostStep | undefined)[];
  readonly #decomposer = openDecomposer();
  /** Every tensor that training carries from one step to the next. */
  readonly #state: readonly TensorSpec[];

  constructor(training: Training, plan: TrainingPlan, executor: Executor) {
    this.plan = plan;
    this.#executor = executor;
    this.#problems = training.problems;
    this.#norms = training.problems.map(errorNorms);
    this.#steps = plan.networks.map(() => 0);
    this.#rates = training.networks.map(({ optimizer }) => new RateLog(optimizer.rate));
    this.#ratesFrom = plan.networks.map(() => 0);
    this.#hostSteps = plan.networks.map((network, index) => hostStepOf(training, network, index, executor));
    const names = new Set(plan.networks.flatMap(({ state }) => state));
    this.#state = plan.program.tensors.filter(({ name }) => names.has(name));
  }

  get backend(): "webgpu" | "cpu" {
    return this.#executor.backend;
  }

  /** That compute, on the CPU. */
  get threads(): number | undefined {
    return this.#executor.threads;
  }

  /** Updates made by a network. */
  stepsOf(network: number): number {
    return this.#steps[network] ?? 0;
  }

  /** Makes `count` ≤ HISTORY_CAPACITY updates; the errors are those of the states before each update. */
  async advance(network: number, count: number): Promise<StepErrors> {
    invariant(count <= HISTORY_CAPACITY, `at most ${HISTORY_CAPACITY} steps at once`);
    const plan = this.#network(network);
    const firstStep = this.#steps[network] ?? 0;
    this.#fillRates(network, firstStep, count);
    this.#steps[network] = firstStep + count;
    const reads = this.#historyReads(plan, firstStep, count);
    const hostStep = this.#hostSteps[network];
    const result = hostStep
      ? await this.#advanceInterrupted(plan, hostStep, firstStep, count, reads)
      : await this.#executor.run(`${plan.id}/step`, count, reads);
    return this.#errors(firstStep, result.reads, result.elapsedMs);
  }

  /** The errors of the present state, without an update. */
  async evaluate(network: number): Promise<StepErrors> {
    const plan = this.#network(network);
    const step = this.#steps[network] ?? 0;
    const { reads, elapsedMs } = await this.#executor.run(
      `${plan.id}/evaluate`,
      1,
      this.#historyReads(plan, step, 1),
    );
    return this.#errors(step, reads, elapsedMs);
  }

  /** Whether entries are set apart for validation. */
  get validates(): boolean {
    return this.#problems[0]?.validation !== undefined;
  }

  /** For each seed, the validation error of f of the last forward pass; computed here, in float64. */
  async validate(network: number): Promise<number[]> {
    const errors: number[] = [];
    for (const [b, problem] of this.#problems.entries())
      errors.push(validationError(problem, await this.endToEnd(network, b)) ?? NaN);
    return errors;
  }

  /** Singular values of the end-to-end matrix of the last forward pass and of every factor, of batch entry b. */
  async spectra(network: number, b = 0): Promise<Spectra> {
    const { f, W } = this.#network(network);
    const found: number[][] = [];
    // One matrix at a time: that is all that has to be held outside the device.
    for (const matrix of [f, ...W]) {
      const { reads } = await this.#executor.run("nothing", 1, [requestOf(matrix, b)]);
      found.push(await this.#decomposer.singularValues(reads[0] as Values, matrix));
    }
    const [endToEnd = [], ...layers] = found;
    return { endToEnd, layers };
  }

  /** Every factor, W_1 first, with its columns made orthogonal, of batch entry b: in float64, and slower than `spectra`. */
  async decompositions(network: number, b = 0): Promise<Decomposed[]> {
    const found: Decomposed[] = [];
    for (const matrix of await this.factors(network, b))
      found.push({ matrix, columns: await this.#decomposer.orthogonalColumns(matrix.data, matrix) });
    return found;
  }

  /** Pictures of the last forward pass, of the first batch entry. */
  async pictures(network: number): Promise<Pictures> {
    const { pictures, f } = this.#network(network);
    const requests = [
      { tensor: pictures.estimate },
      { tensor: pictures.difference },
      { tensor: f.tensor, offset: 0, length: f.rows * f.cols },
    ];
    const [estimate, difference, values] = (await this.#executor.run(pictures.list, 1, requests)).reads;
    return {
      estimate: toPixels(estimate),
      difference: toPixels(difference),
      values: new Float32Array(values ?? []),
    };
  }

  async problemPictures(): Promise<{ target: Pictures["estimate"]; observed: Pictures["estimate"] }> {
    const { list, target, observed } = this.plan.problemPictures;
    const { reads } = await this.#executor.run(list, 1, [{ tensor: target }, { tensor: observed }]);
    return { target: toPixels(reads[0]), observed: toPixels(reads[1]) };
  }

  /** W[1] … W[n] of batch entry b. */
  factors(network: number, b = 0): Promise<Matrix[]> {
    return this.#read(this.#network(network).W, b);
  }

  /** W[1] and W[n] of batch entry b. */
  async outerFactors(network: number, b = 0): Promise<{ readonly first: Matrix; readonly last: Matrix }> {
    const { W } = this.#network(network);
    const [first, last] = await this.#read([...W.slice(0, 1), ...W.slice(-1)], b);
    invariant(first && last, "a network has factors");
    return { first, last };
  }

  /** G[l] of the last step of batch entry b, for the factors that learn, where the plan keeps gradients. */
  gradients(network: number, b = 0): Promise<Matrix[]> {
    return this.#read(
      this.#network(network).G.filter((gradient) => gradient !== undefined),
      b,
    );
  }

  /** f of the last forward pass, of batch entry b. */
  async endToEnd(network: number, b = 0): Promise<Matrix> {
    const [f] = await this.#read([this.#network(network).f], b);
    invariant(f, "one matrix is read");
    return f;
  }

  /** f of the last forward pass of every network, of batch entry b. */
  allEndToEnd(b = 0): Promise<Matrix[]> {
    return this.#read(
      this.plan.networks.map(({ f }) => f),
      b,
    );
  }

  /** From the next update on: one for each network. */
  setRates(rates: readonly Rate[]): void {
    rates.forEach((rate, network) => this.#rates[network]?.change(this.stepsOf(network), rate));
    this.#ratesFrom.fill(undefined);
  }

  /** The run goes on from the present state as a new one: rates that held behind it are forgotten, the last ones stay. */
  forgetLaterRates(): void {
    this.#rates.forEach((log, network) => log.goOnFrom(this.stepsOf(network)));
    this.#ratesFrom.fill(undefined);
  }

  /** Whether every update up to the present state had the same rate, which is still to hold. */
  hasConstantRate(network: number): boolean {
    return this.#rates[network]?.isConstant ?? true;
  }

  /** Those of a session of the same training, changes on the way among them. */
  takeRates(other: Pick<Session, "rates">): void {
    this.#rates = other.rates;
    this.#ratesFrom.fill(undefined);
  }

  get rates(): readonly RateLog[] {
    return this.#rates;
  }

  /** Back to the same start. */
  reset(): void {
    for (const { name, initial, length } of this.#state)
      this.#executor.write(name, initial ?? new Float64Array(length));
    this.#steps.fill(0);
  }

  /** Of the present state, between two steps. */
  async snapshot(): Promise<SessionSnapshot> {
    const steps = [...this.#steps];
    const tensors: Record<string, Values> = {};
    for (const group of inGroups(this.#state, ({ length }) => length, this.plan.readLength)) {
      const requests = group.map(({ name }) => ({ tensor: name }));
      const { reads } = await this.#executor.run("nothing", 1, requests);
      group.forEach(({ name }, i) => (tensors[name] = reads[i] as Values));
    }
    return { steps, tensors };
  }

  /** Takes over the state of a session of the same plan, on whatever engine that was. */
  restore(snapshot: SessionSnapshot): void {
    refuseForeign(snapshot, this.#state, this.#steps.length);
    for (const { name } of this.#state) this.#executor.write(name, snapshot.tensors[name] as Values);
    snapshot.steps.forEach((step, network) => (this.#steps[network] = step));
  }

  destroy(): void {
    this.#executor.destroy();
  }

  #network(index: number): NetworkPlan {
    const network = this.plan.networks[index];
    invariant(network, `network ${index} exists`);
    return network;
  }

  /** Before `count` updates from `first` on: their rates are on the device, written at most once in RATE_CAPACITY steps. */
  #fillRates(network: number, first: number, count: number): void {
    const from = this.#ratesFrom[network];
    if (from !== undefined && from <= first && first + count <= from + RATE_CAPACITY) return;
    this.#ratesFrom[network] = first;
    const log = this.#rates[network] as RateLog;
    for (const slot of this.#network(network).rates)
      this.#executor.write(slot.tensor, log.pairs(first, slot));
  }

  /** Matrices of batch entry b, as they are after the last run. */
  async #read(refs: readonly MatrixRef[], b: number): Promise<Matrix[]> {
    const found: Matrix[] = [];
    for (const group of inGroups(refs, ({ rows, cols }) => rows * cols, this.plan.readLength))
      found.push(...(await readMatrices(this.#executor, group, b)));
    return found;
  }

  /** The slots of steps first … first + count − 1, two reads where they wrap around. */
  #historyReads({ history }: NetworkPlan, first: number, count: number): ReadRequest[] {
    const perStep = this.plan.batch * 2;
    const slot = first % HISTORY_CAPACITY;
    const beforeEnd = Math.min(count, HISTORY_CAPACITY - slot);
    const reads = [{ tensor: history, offset: slot * perStep, length: beforeEnd * perStep }];
    if (beforeEnd < count) reads.push({ tensor: history, offset: 0, length: (count - beforeEnd) * perStep });
    return reads;
  }

  #errors(firstStep: number, reads: readonly Values[], elapsedMs: number): StepErrors {
    const entries = reads.reduce((sum, values) => sum + values.length, 0) / 2;
    const train = new Float64Array(entries);
    const recovery = new Float64Array(entries);
    let at = 0;
    for (const values of reads)
      for (let i = 0; i < values.length; i += 2, at++) {
        const norms = this.#norms[at % this.plan.batch] as ErrorNorms;
        const errors = relativeErrors(norms, values[i] as number, values[i + 1] as number);
        train[at] = errors.train;
        recovery[at] = errors.recovery;
      }
    return { firstStep, train, recovery, elapsedMs };
  }

  /** Stops at each multiple of `gap` between gradients and update for what is done on the CPU. */
  async #advanceInterrupted(
    plan: NetworkPlan,
    hostStep: HostStep,
    first: number,
    count: number,
    reads: readonly ReadRequest[],
  ): Promise<{ reads: Values[]; elapsedMs: number }> {
    const { gap } = hostStep;
    let elapsedMs = 0;
    for (let step = first; step < first + count;) {
      if (step % gap === 0) {
        elapsedMs += (await this.#executor.run(`${plan.id}/gradients`, 1)).elapsedMs;
        elapsedMs += await hostStep.work(step);
        elapsedMs += (await this.#executor.run(`${plan.id}/update`, 1)).elapsedMs;
        step++;
      } else {
        const untilNext = Math.min(gap - (step % gap), first + count - step);
        elapsedMs += (await this.#executor.run(`${plan.id}/step`, untilNext)).elapsedMs;
        step += untilNext;
      }
    }
    return { reads: (await this.#executor.run("nothing", 1, reads)).reads, elapsedMs };
  }
}

/** What is read in one go: no more elements than the plan counts on. */
function inGroups<T>(items: readonly T[], lengthOf: (item: T) => number, most: number): T[][] {
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

function toPixels(values: Values | undefined): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(Uint32Array.from(values ?? []).buffer);
}
