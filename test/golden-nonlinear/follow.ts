/** Replays a golden run on an executor and compares every stored number. */
import { expect } from "vitest";
import type { MatrixRef } from "../../src/models/builder.ts";
import type { Executor, Values } from "../../src/kernels/program.ts";
import { singularValues } from "../../src/math/svd.ts";
import { multiplyChain, type Matrix } from "../../src/math/matrix.ts";
import type { MlpModel, MlpPlan } from "../../src/workloads/digits/plan.ts";
import { ClassifierSession } from "../hosts/training/classifier-session.ts";
import type { GoldenCase } from "./cases.ts";

/**
 * `tolerance`: the allowed error of every number, relative to the largest number of its tensor at that step.
 */
export async function followGolden(
  golden: GoldenCase,
  plan: MlpPlan,
  executor: Executor,
  tolerance: number,
): Promise<void> {
  const { file, run } = golden;
  const [model] = plan.models;
  const trainer = new ClassifierSession(plan, executor);
  const { id, layers, gradients, testLogits, history } = model as MlpModel;
  const n = file.y.length;
  const read = async (tensor: string): Promise<Values> =>
    (await executor.run("nothing", 1, [{ tensor }])).reads[0] as Values;
  const close = (what: string, found: ArrayLike<number>, wanted: readonly number[]): void => {
    expect(found.length, what).toBe(wanted.length);
    const largest = Math.max(...wanted.map(Math.abs));
    const worst = Math.max(...wanted.map((value, i) => Math.abs((found[i] as number) - value)));
    expect(worst, what).toBeLessThanOrEqual(tolerance * largest);
  };
  const compare = async (what: string, ref: MatrixRef | undefined, wanted: readonly number[] | null) => {
    expect(ref === undefined, what).toBe(wanted === null);
    if (ref && wanted) close(what, await read(ref.tensor), wanted);
  };
  const matrix = async ({ tensor, rows, cols }: MatrixRef): Promise<Matrix> => ({
    rows,
    cols,
    data: Float64Array.from(await read(tensor)),
  });

  const times = Object.keys(run.states).map(Number);
  let at = 0;
  for (const t of times.toSorted((a, b) => a - b)) {
    const state = run.states[t] as (typeof run.states)[string];
    if (at === 0 && t > 0) {
      await trainer.advance(id, 1);
      at = 1;
      // If plain descent happens in the products, there is no gradient of a weight to compare.
      const isKept = gradients.some(({ dW }) => dW);
      for (const [l, { dW, db }] of isKept ? gradients.entries() : []) {
        await compare(`dW[${l}]`, dW, (run.gradStep0.W[l] as number[][]).flat());
        await compare(`db[${l}]`, db, run.gradStep0.b[l] as number[] | null);
      }
    }
    if (t > at) await trainer.advance(id, t - at);
    at = t;
    for (const [l, { W, b }] of layers.entries()) {
      await compare(`W[${l}] at ${t}`, W, (state.W[l] as number[][]).flat());
      await compare(`b[${l}] at ${t}`, b, state.b[l] as number[] | null);
    }
    const { loss, accuracy } = await trainer.test(id);
    close(`loss at ${t}`, loss, [state.loss]);
    expect(accuracy[0], `accuracy at ${t}`).toBeCloseTo(state.acc, 6);
    await compare(`logits at ${t}`, testLogits, state.logits.flat());
    const factors: Matrix[] = [];
    for (const l of run.productLayers) factors.push(await matrix((layers[l] as (typeof layers)[number]).W));
    const product = multiplyChain(factors);
    close(`product at ${t}`, product.data, state.product.flat());
    // For rank k < size, the files omit the zero singular values after the k-th.
    close(
      `spectrum at ${t}`,
      singularValues(product).slice(0, state.productSingularValues.length),
      state.productSingularValues,
    );
  }
  // The history has the loss before each update: at all stored times except the last, from which no update
  // was made.
  const sums = await read(history);
  for (const t of times.filter((time) => time < at))
    close(
      `mini-batch loss at ${t}`,
      [(sums[2 * t] as number) / n],
      [(run.states[t] as { loss: number }).loss],
    );
}
