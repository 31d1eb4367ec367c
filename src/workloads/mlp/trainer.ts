/** Trains the arms of a planned digits experiment on an executor: mini-batches and rates are fed in windows of steps. */
import { HISTORY_CAPACITY } from "../../engine/plan/problem.ts";
import type { Executor, Values } from "../../kernels/program.ts";
import { invariant } from "../../math/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import { RATE_CAPACITY, RateLog } from "../../training/rates.ts";
import type { MatrixRef } from "../../engine/plan/builder.ts";
import type { Built, BuiltArm } from "./built.ts";
import { orderTensor, type MlpPlan, type PlannedArm } from "./plan.ts";

/** Loss and accuracy (0 … 1), one number for each run. */
export interface Measured {
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export class MlpTrainer {
  readonly #built: Built;
  readonly #plan: MlpPlan;
  readonly #executor: Executor;
  /** Updates made, by arm. */
  readonly #steps = new Map<string, number>();
  /** The window of mini-batches that each order's tensor holds. */
  readonly #windows = new Map<string, number>();

  constructor(built: Built, plan: MlpPlan, executor: Executor) {
    this.#built = built;
    this.#plan = plan;
    this.#executor = executor;
  }

  stepsOf(arm: string): number {
    return this.#steps.get(arm) ?? 0;
  }

  /** Makes `count` updates; returns the mini-batch loss and accuracy before each, step by step and in it run by run. */
  async advance(arm: string, count: number): Promise<Measured> {
    const [built, planned] = this.#arm(arm);
    const found: Measured[] = [];
    for (let left = count; left > 0;) {
      const from = this.stepsOf(arm);
      const now = Math.min(left, HISTORY_CAPACITY - (from % HISTORY_CAPACITY));
      this.#feed(built.order, Math.floor(from / HISTORY_CAPACITY));
      if (from % RATE_CAPACITY === 0)
        for (const slot of planned.rates)
          this.#executor.write(slot.tensor, new RateLog(built.optimizer.rate).pairs(from, slot));
      const perStep = 2 * this.#plan.runs;
      const offset = (from % HISTORY_CAPACITY) * perStep;
      const read = { tensor: planned.history, offset, length: now * perStep };
      const { reads } = await this.#executor.run(`${arm}/step`, now, [read]);
      found.push(measuredOf(reads[0] as Values, this.#built.batchSize));
      this.#steps.set(arm, from + now);
      left -= now;
    }
    return {
      loss: found.flatMap(({ loss }) => loss),
      accuracy: found.flatMap(({ accuracy }) => accuracy),
    };
  }

  /** On the test samples. */
  async test(arm: string): Promise<Measured> {
    const [, { test }] = this.#arm(arm);
    const { reads } = await this.#executor.run(`${arm}/test`, 1, [{ tensor: test }]);
    return measuredOf(reads[0] as Values, this.#built.data.test.labels.length);
  }

  /** The block's factors A_1 … A_L of a run; none for an arm without a block. */
  async block(arm: string, run: number): Promise<Matrix[]> {
    const [{ block }, { layers }] = this.#arm(arm);
    if (!block) return [];
    const refs = layers.slice(block.first, block.first + block.depth).map(({ W }) => W);
    const reads = refs.map(({ tensor, rows, cols }: MatrixRef) => ({
      tensor,
      offset: run * rows * cols,
      length: rows * cols,
    }));
    const found = await this.#executor.run("nothing", 1, reads);
    return refs.map(({ rows, cols }, i) => ({
      rows,
      cols,
      data: Float64Array.from(found.reads[i] as Values),
    }));
  }

  destroy(): void {
    this.#executor.destroy();
  }

  /** Mini-batches of the steps window · capacity … into the order's tensor. */
  #feed(order: string, window: number): void {
    if (this.#windows.get(order) === window) return;
    this.#windows.set(order, window);
    const fill = this.#built.orders[order];
    invariant(fill, `there is an order ${order}`);
    const perStep = this.#plan.runs * this.#built.batchSize;
    const values = new Float64Array(HISTORY_CAPACITY * perStep);
    for (let i = 0; i < HISTORY_CAPACITY; i++)
      fill(window * HISTORY_CAPACITY + i, values.subarray(i * perStep, (i + 1) * perStep));
    this.#executor.write(orderTensor(order), values);
  }

  #arm(id: string): [BuiltArm, PlannedArm] {
    const built = this.#built.arms.find((arm) => arm.id === id);
    const planned = this.#plan.arms.find((arm) => arm.id === id);
    invariant(built && planned, `there is an arm ${id}`);
    return [built, planned];
  }
}

/** From pairs (summed loss, right predictions) of `rows` samples each. */
function measuredOf(pairs: Values, rows: number): Measured {
  const column = (first: number) =>
    Array.from({ length: pairs.length / 2 }, (_, i) => (pairs[2 * i + first] as number) / rows);
  return { loss: column(0), accuracy: column(1) };
}
