/**
 * A digits experiment as a static program. Lists of an arm: `<arm>/step` takes the mini-batch of this step and makes an update; the
 * loss and the accuracy before it go into the history. `<arm>/evaluate` does the same without the update, `<arm>/test` measures both
 * on the test samples.
 */
import type { MatrixRef } from "../../engine/plan/builder.ts";
import { ProgramBuilder } from "../../engine/plan/builder.ts";
import { HISTORY_CAPACITY } from "../../engine/plan/problem.ts";
import { PlannedRates } from "../../engine/plan/update.ts";
import { packHyper } from "../../kernels/hyper.ts";
import type { Program } from "../../kernels/program.ts";
import { invariant } from "../../math/errors.ts";
import {
  planBackward,
  planForward,
  planLayers,
  planUpdates,
  type LayerGradients,
  type PlannedLayer,
} from "../../models/feed-forward.ts";
import { softmaxCrossEntropy, type Labels } from "../../models/operations/softmax-cross-entropy.ts";
import type { RateSlot } from "../../training/rates.ts";
import type { Built, BuiltArm, Samples } from "./built.ts";

export interface PlannedArm {
  readonly id: string;
  readonly layers: readonly PlannedLayer[];
  /** Of the last step. */
  readonly gradients: readonly LayerGradients[];
  /** Of the last measurement, test samples × classes; arms share the tensor. */
  readonly testLogits: MatrixRef;
  /** capacity × B pairs: summed loss and number of right predictions of a mini-batch. */
  readonly history: string;
  /** B pairs: the same over the test samples, of the last evaluation. */
  readonly test: string;
  readonly rates: readonly RateSlot[];
  /** Every tensor that carries training from one step to the next. */
  readonly state: readonly string[];
}

export interface MlpPlan {
  readonly program: Program;
  readonly runs: number;
  readonly arms: readonly PlannedArm[];
}

export function planMlp(built: Built): MlpPlan {
  const runs = built.arms[0]?.runs.length ?? 0;
  invariant(runs > 0, "a digits experiment has an arm and a run");
  const program = new ProgramBuilder(runs);
  const data = planData(program, built);
  const arms = built.arms.map((arm) => planArm(program, built, arm, data));
  program.list("nothing");
  return { program: program.build(), runs, arms };
}

/** The tensor of an order of mini-batches. */
export function orderTensor(name: string): string {
  return `order/${name}`;
}

interface PlannedData {
  /** The pool's inputs and labels, from which mini-batches are gathered. */
  readonly pool: { readonly inputs: string; readonly labels: string };
  /** The mini-batch of the arm that trains now. */
  readonly batch: { readonly x: MatrixRef; readonly labels: string };
  readonly test: { readonly x: MatrixRef; readonly labels: string };
  /** Tensors of mini-batches: HISTORY_CAPACITY × runs × batchSize indices, step t at t % HISTORY_CAPACITY. */
  readonly order: (name: string) => string;
  /** Tensors that arms share: one arm computes at a time. */
  readonly shared: (name: string, rows: number, cols: number) => MatrixRef;
}

function planData(program: ProgramBuilder, { data, batchSize, orders }: Built): PlannedData {
  const { features } = data;
  const declare = (name: string, { inputs, labels }: Samples) => ({
    inputs: program.tensor({ name: `${name}/inputs`, length: inputs.length, initial: inputs }),
    labels: program.tensor({
      name: `${name}/labels`,
      type: "u32",
      length: labels.length,
      initial: labels,
    }),
  });
  const pool = declare("pool", data.train);
  const test = declare("test", data.test);
  const names = new Map(
    Object.keys(orders).map((name) => [
      name,
      program.tensor({
        name: orderTensor(name),
        type: "u32",
        length: HISTORY_CAPACITY * program.batch * batchSize,
      }),
    ]),
  );
  const declared = new Map<string, MatrixRef>();
  return {
    pool,
    batch: {
      x: program.matrix("batch/inputs", batchSize, features),
      labels: program.tensor({ name: "batch/labels", type: "u32", length: program.batch * batchSize }),
    },
    test: {
      x: { tensor: test.inputs, rows: data.test.labels.length, cols: features, shared: true },
      labels: test.labels,
    },
    order: (name) => {
      const order = names.get(name);
      invariant(order, `there is an order ${name}`);
      return order;
    },
    shared: (name, rows, cols) => {
      const matrix = declared.get(name) ?? program.matrix(name, rows, cols);
      declared.set(name, matrix);
      return matrix;
    },
  };
}

function planArm(program: ProgramBuilder, built: Built, arm: BuiltArm, data: PlannedData): PlannedArm {
  const { id, optimizer } = arm;
  const { batchSize } = built;
  const { batch } = program;
  const step = program.tensor({ name: `${id}/step`, type: "u32", length: batch });
  const history = program.tensor({ name: `${id}/history`, length: HISTORY_CAPACITY * batch * 2 });
  const test = program.tensor({ name: `${id}/test`, length: batch * 2 });
  const packed = packHyper(optimizer);
  const hyper =
    optimizer.kind === "gd"
      ? undefined
      : program.tensor({ name: `${id}/hyper`, role: "uniform", length: packed.length, initial: packed });
  const rates = new PlannedRates(program, id, step, optimizer.rate);
  const layers = planLayers(program, id, arm.runs);

  /** Loss and gradient of the logits of a mini-batch or of the test samples; the sums go into a pair for each run. */
  const measure = (
    name: string,
    logits: MatrixRef,
    labels: Labels,
    into: { readonly history: string; readonly capacity: number; readonly advance: boolean },
  ): MatrixRef => {
    const { rows, cols } = logits;
    const gradient = data.shared(`${name}/dlogits`, rows, cols);
    const partials = data.shared(`${name}/partials`, rows, 2).tensor;
    softmaxCrossEntropy(program, id, logits, labels, gradient, partials);
    program.dispatch(
      "loss_history",
      `${id}/loss`,
      { train_count: rows, recovery_count: rows, capacity: into.capacity, batch },
      { ADVANCE: Number(into.advance) },
      [partials, partials, step, into.history],
    );
    return gradient;
  };

  const { x, labels } = data.batch;
  const order = data.order(arm.order);
  const activations = new Map<number, MatrixRef>();
  /** The mini-batch of this step, forward and measured. */
  const onBatch = (advance: boolean): { h: readonly MatrixRef[]; dLogits: MatrixRef } => {
    program.dispatch(
      "gather_rows",
      `${id}/mini-batch`,
      { rows: batchSize, cols: x.cols, batch, batches: HISTORY_CAPACITY },
      {},
      [data.pool.inputs, data.pool.labels, order, step, x.tensor, labels],
    );
    const { h, logits } = planForward(program, id, layers, x, (l, rows, cols) => {
      const y = activations.get(l) ?? program.matrix(`${id}/h[${l}]`, rows, cols);
      activations.set(l, y);
      return y;
    });
    const into = { history, capacity: HISTORY_CAPACITY, advance };
    const dLogits = measure("batch", logits, { tensor: labels, shared: false }, into);
    return { h, dLogits };
  };

  program.list(`${id}/evaluate`);
  onBatch(false);

  program.list(`${id}/step`);
  const { h, dLogits } = onBatch(true);
  const gradients = planBackward(program, id, layers, h, dLogits);
  const moments = planUpdates(program, optimizer, { hyper, rates }, layers, gradients);

  program.list(`${id}/test`);
  const { logits: testLogits } = planForward(program, id, layers, data.test.x, (l, rows, cols) =>
    data.shared(`test/h[${l}] × ${cols}`, rows, cols),
  );
  measure(
    "test",
    testLogits,
    { tensor: data.test.labels, shared: true },
    { history: test, capacity: 1, advance: false },
  );

  const parameters = layers.flatMap(({ W, b }) => [W.tensor, ...(b ? [b.tensor] : [])]);
  const state = [step, ...parameters, ...moments];
  return { id, layers, gradients, testLogits, history, test, rates: rates.slots, state };
}
