/** Trains the models of a plan on an executor, one at a time: mini-batches and rates are fed in windows of steps. */
import { HISTORY_CAPACITY } from "../../engine/plan/problem.ts";
import type { Executor, Values } from "../../kernels/program.ts";
import { invariant } from "../../math/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import { RATE_CAPACITY, RateLog } from "../../training/rates.ts";
import type { MlpModel, MlpPlan } from "./plan.ts";

/** Loss and accuracy (0 … 1), one number for each run. */
export interface Measured {
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export class MlpTrainer {
  readonly #plan: MlpPlan;
  readonly #executor: Executor;
  /** Updates made, by model. */
  readonly #steps = new Map<string, number>();
  /** The first step of the window that each input's tensor holds. */
  readonly #windows = new Map<string, number>();

  constructor(plan: MlpPlan, executor: Executor) {
    this.#plan = plan;
    this.#executor = executor;
  }

  /** Makes `count` updates; returns the mini-batch loss and accuracy before each, step by step and in it run by run. */
  async advance(id: string, count: number): Promise<Measured> {
    const { step, history, metrics } = this.model(id);
    const perStep = metrics.length * this.#plan.batch;
    const columns = metrics.map((): number[] => []);
    for (let left = count; left > 0;) {
      const from = this.#steps.get(id) ?? 0;
      const slot = from % HISTORY_CAPACITY;
      const now = Math.min(left, HISTORY_CAPACITY - slot);
      this.#feed(id, from);
      const read = { tensor: history, offset: slot * perStep, length: now * perStep };
      const { reads } = await this.#executor.run(step, now, [read]);
      metrics.forEach(({ value = Number }, m) =>
        (reads[0] as Values).forEach((sum, i) => {
          if (i % metrics.length === m) columns[m]?.push(value(sum, 0));
        }),
      );
      this.#steps.set(id, from + now);
      left -= now;
    }
    const [loss = [], accuracy = []] = columns;
    return { loss, accuracy };
  }

  /** On the test samples. */
  async test(id: string): Promise<Measured> {
    const [evaluation] = this.model(id).evaluations;
    invariant(evaluation, "every arm is tested");
    const measured = await evaluation.measure(this.#executor);
    const [loss = [], accuracy = []] = evaluation.metrics.map(({ value = Number }, m) =>
      (measured[m] ?? []).map((sum, b) => value(sum, b)),
    );
    return { loss, accuracy };
  }

  /** The block's factors A_1 … A_L in a run; none without a block. */
  async block(id: string, run: number): Promise<Matrix[]> {
    const refs = this.model(id).block;
    const requests = refs.map(({ tensor, rows, cols }) => ({
      tensor,
      offset: run * rows * cols,
      length: rows * cols,
    }));
    const { reads } = await this.#executor.run("nothing", 1, requests);
    return refs.map(({ rows, cols }, i) => ({ rows, cols, data: Float64Array.from(reads[i] as Values) }));
  }

  model(id: string): MlpModel {
    const model = this.#plan.models.find((one) => one.id === id);
    invariant(model, `there is a model ${id}`);
    return model;
  }

  destroy(): void {
    this.#executor.destroy();
  }

  /** What the steps from `from` to the end of its window read. */
  #feed(id: string, from: number): void {
    const { rate, rates, inputs } = this.model(id);
    if (from % RATE_CAPACITY === 0)
      for (const slot of rates) this.#executor.write(slot.tensor, new RateLog(rate).pairs(from, slot));
    for (const { tensor, capacity, perStep, fill } of inputs) {
      const window = from - (from % capacity);
      if (this.#windows.get(tensor) === window) continue;
      this.#windows.set(tensor, window);
      const values = new Float64Array(capacity * perStep);
      for (let i = 0; i < capacity; i++) fill(window + i, values.subarray(i * perStep, (i + 1) * perStep));
      this.#executor.write(tensor, values);
    }
  }
}
