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
import type { Turn } from "./sliced.ts";
import { openDecomposer } from "./spectrum.ts";
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

export interface CapturedMatrix {
  readonly rows: number;
  readonly cols: number;
  /** Row-major. */
  readonly data: Values;
}

/** Matrices of one moment. */
export interface Captured {
  readonly endToEnd: CapturedMatrix;
  /** W_1 first. */
  readonly factors: readonly CapturedMatrix[];
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

  /** f of the last forward pass and every factor, of batch entry b, as they are now. */
  async capture(network: number, b = 0): Promise<Captured> {
    const { f, W } = this.#network(network);
    const refs = [f, ...W];
    const values: Values[] = [];
    for (const group of inGroups(refs, ({ rows, cols }) => rows * cols, this.plan.readLength)) {
      const requests = group.map((ref) => requestOf(ref, b));
      values.push(...(await this.#executor.run("nothing", 1, requests)).reads);
    }
    const [endToEnd, ...factors] = refs.map(({ rows, cols }, i) => ({
      rows,
      cols,
      data: values[i] as Values,
    }));
    invariant(endToEnd, "one matrix is read");
    return { endToEnd, factors };
  }

  /** Singular values of all that was captured. */
  async spectraOf({ endToEnd, factors }: Captured, turn?: Turn): Promise<Spectra> {
    const valuesOf = (matrix: CapturedMatrix) => this.#decomposer.singularValues(matrix.data, matrix, turn);
    const layers: number[][] = [];
    const ofEndToEnd = await valuesOf(endToEnd);
    for (const factor of factors) layers.push(await valuesOf(factor));
    return { endToEnd: ofEndToEnd, layers };
  }

  /** Captured factors with their columns made orthogonal: in float64, and slower than spectra. */
  async decompositionsOf({ factors }: Pick<Captured, "factors">, turn?: Turn): Promise<Decomposed[]> {
    const found: Decomposed[] = [];
    for (const factor of factors) {
      const columns = await this.#decomposer.orthogonalColumns(factor.data, factor, turn);
      found.push({ matrix: { ...factor, data: Float64Array.from(factor.data) }, columns });
    }
    return found;
  }

  /** Singular values of the present f and factors, of batch entry b. */
  async spectra(network: number, b = 0): Promise<Spectra> {
    return this.spectraOf(await this.capture(network, b));
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

  /** Takes over the state of a session of the same plan, on whatever engine that was; a heavy ball that was none starts at rest. */
  restore(snapshot: SessionSnapshot): void {
    refuseForeign(snapshot, this.#state, this.#steps.length);
    for (const { name, length } of this.#state)
      this.#executor.write(name, snapshot.tensors[name] ?? new Float64Array(length));
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
