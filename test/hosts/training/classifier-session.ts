/** The session of a digits experiment, with its models by name. */
import type { Executor } from "../../../src/kernels/program.ts";
import { invariant } from "../../../src/core/errors.ts";
import { ModelSession } from "../../../src/training/session.ts";
import { HISTORY_CAPACITY } from "../../../src/training/plan.ts";
import type { MlpModel, MlpPlan } from "../../../src/workloads/digits/plan.ts";

/** Loss and accuracy (0 … 1), one number for each run. */
export interface Measured {
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export class ClassifierSession {
  readonly #plan: MlpPlan;
  readonly #session: ModelSession;

  constructor(plan: MlpPlan, executor: Executor) {
    this.#plan = plan;
    this.#session = new ModelSession(plan, executor);
  }

  /**
   * Makes `count` updates. Returns the loss and accuracy of each mini-batch before its update, step by step,
   * and within a step run by run.
   */
  async advance(id: string, count: number): Promise<Measured> {
    const [loss, accuracy]: [number[], number[]] = [[], []];
    for (let left = count; left > 0;) {
      const now = Math.min(left, HISTORY_CAPACITY);
      const { columns } = await this.#session.advance(this.#index(id), now);
      loss.push(...(columns["loss"] ?? []));
      accuracy.push(...(columns["accuracy"] ?? []));
      left -= now;
    }
    return { loss, accuracy };
  }

  /** Loss and accuracy on the test samples. */
  async test(id: string): Promise<Measured> {
    const [evaluation] = this.#model(id).evaluations;
    invariant(evaluation, "every arm is tested");
    const [loss = [], accuracy = []] = await this.#session.measure(evaluation);
    return { loss, accuracy };
  }

  destroy(): void {
    this.#session.destroy();
  }

  #index(id: string): number {
    const index = this.#plan.models.findIndex((model) => model.id === id);
    invariant(index >= 0, `there is a model ${id}`);
    return index;
  }

  #model(id: string): MlpModel {
    return this.#plan.models[this.#index(id)] as MlpModel;
  }
}
