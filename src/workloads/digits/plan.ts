/**
 * A digits experiment as a static program. Each arm has three lists. `<arm>/step` takes this step's mini-batch, records
 * its loss and accuracy in the history and makes an update. `<arm>/evaluate` does the same without the update.
 * `<arm>/test` measures loss and accuracy on the test samples.
 */
import { gather_samples } from "../../kernels/nn/gather_samples.ts";
import { type MatrixRef, ProgramBuilder } from "../../models/builder.ts";
import { finishPlan, planHyper, type StepOptions } from "../mf/plan/plan.ts";
import { isPlainDescent, PlannedRates } from "../../models/update.ts";
import { invariant } from "../../core/errors.ts";
import {
  planBackward,
  planForward,
  planLayers,
  planUpdates,
  type LayerGradients,
  type PlannedLayer,
} from "../../models/feed-forward.ts";
import { softmaxCrossEntropy, sumLoss, type Labels, type LossSums } from "../../models/operations/losses.ts";
import {
  HISTORY_CAPACITY,
  listEvaluation,
  lossMetric,
  scoreMetric,
  type MetricSpec,
  type Plan,
  type PlannedModel,
  type StepInput,
} from "../../training/plan.ts";
import { macsOf, parametersOf, type Built, type BuiltArm, type Samples } from "./build.ts";
import { ARM_LABELS, type ArmId } from "./config.ts";

export interface MlpModel extends PlannedModel {
  readonly id: ArmId;
  readonly layers: readonly PlannedLayer[];
  /** Gradients of the last step, if the plan keeps them so that tests can read them. */
  readonly gradients: readonly LayerGradients[];
  /** The block's factors A_1 … A_L; empty without a block. */
  readonly block: readonly MatrixRef[];
  /** Name of the list that measures the test samples. */
  readonly testList: string;
  /** Logits of the latest test, runs × test samples × classes. Arms with equally many layers share the tensor. */
  readonly testLogits: MatrixRef;
}

export type MlpPlan = Plan<MlpModel>;

export function planMlp(built: Built, { keepGradients = false }: StepOptions = {}): MlpPlan {
  const runs = built.arms[0]?.runs.length ?? 0;
  invariant(runs > 0, "a digits experiment has an arm and a run");
  const builder = new ProgramBuilder(runs);
  const data = planData(builder, built);
  const models = built.arms.map((arm) => planArm(builder, built, arm, data, keepGradients));
  return finishPlan(builder, models, 0, ({ testLogits }) => [testLogits.tensor]);
}

/** Loss and accuracy as metrics, which turn sums over `count` samples into displayed values. */
function metricsOf(count: number, prefix: "" | "test"): [MetricSpec, MetricSpec] {
  const value = (sum: number): number => sum / count;
  return prefix === ""
    ? [lossMetric("loss", "Mini-batch loss", value), scoreMetric("accuracy", "Mini-batch accuracy", value)]
    : [lossMetric("testLoss", "Test loss", value), scoreMetric("testAccuracy", "Test accuracy", value)];
}

/** The pool, the source of mini-batches; the mini-batch of the arm that is training; and the test samples. */
function planData(program: ProgramBuilder, { data, batchSize }: Built) {
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
  };
}

function planArm(
  program: ProgramBuilder,
  built: Built,
  arm: BuiltArm,
  data: ReturnType<typeof planData>,
  keepGradients: boolean,
): MlpModel {
  const { id, optimizer } = arm;
  const { batchSize } = built;
  const { batch } = program;
  const step = program.tensor({ name: `${id}/step`, type: "u32", length: batch });
  const history = program.tensor({ name: `${id}/history`, length: HISTORY_CAPACITY * batch * 2 });
  const test = program.tensor({ name: `${id}/test`, length: batch * 2 });
  const hyper = optimizer.kind === "gd" ? undefined : planHyper(program, id, optimizer);
  const rates = new PlannedRates(program, id, step, optimizer.rate);
  const layers = planLayers(program, id, arm.runs);

  /**
   * Computes the loss and its gradient with respect to the logits, for a mini-batch or the test samples. Writes a pair of
   * sums per run, of loss and accuracy, to `into`.
   */
  const measure = (name: string, logits: MatrixRef, labels: Labels, into: LossSums): MatrixRef => {
    const { rows, cols } = logits;
    const gradient = program.shared(`${name}/dlogits`, rows, cols);
    const partials = program.shared(`${name}/partials`, rows, 2).tensor;
    softmaxCrossEntropy(program, id, logits, labels, gradient, partials);
    sumLoss(program, `${id}/loss`, rows, partials, step, into);
    return gradient;
  };

  const { x, labels } = data.batch;
  const fill = built.orders[arm.order];
  invariant(fill, `there is an order ${arm.order}`);
  const perStep = batch * batchSize;
  // Each arm has its own order tensor, because arms may be at different steps.
  const order: StepInput = {
    tensor: program.tensor({ name: `order/${id}`, type: "u32", length: HISTORY_CAPACITY * perStep }),
    capacity: HISTORY_CAPACITY,
    perStep,
    fill,
  };
  /** Takes this step's mini-batch, runs the forward pass and measures. */
  const onBatch = (advance: boolean): { h: readonly MatrixRef[]; dLogits: MatrixRef } => {
    program.dispatch(
      gather_samples,
      `${id}/mini-batch`,
      { rows: batchSize, cols: x.cols, batch, batches: HISTORY_CAPACITY },
      {},
      [data.pool.inputs, data.pool.labels, order.tensor, step, x.tensor, labels],
    );
    const { h, logits } = planForward(program, id, layers, x, (l, rows, cols) =>
      program.shared(`${id}/h[${l}]`, rows, cols),
    );
    const into = { history, capacity: HISTORY_CAPACITY, advance };
    const dLogits = measure("batch", logits, { tensor: labels, shared: false }, into);
    return { h, dLogits };
  };

  program.list(`${id}/evaluate`);
  onBatch(false);

  program.list(`${id}/step`);
  const { h, dLogits } = onBatch(true);
  const descent = isPlainDescent(optimizer) && !keepGradients;
  const gradients = planBackward(
    program,
    id,
    layers,
    h,
    dLogits,
    descent ? (rateScale) => rates.descent(rateScale) : undefined,
  );
  const moments = planUpdates(program, optimizer, { hyper, rates }, layers, gradients);

  program.list(`${id}/test`);
  const { logits: testLogits } = planForward(program, id, layers, data.test.x, (l, rows, cols) =>
    program.shared(`test/h[${l}] × ${cols}`, rows, cols),
  );
  measure(
    "test",
    testLogits,
    { tensor: data.test.labels, shared: true },
    { history: test, capacity: 1, advance: false },
  );

  const parameters = layers.flatMap(({ W, b }) => [W.tensor, ...(b ? [b.tensor] : [])]);
  const [shapes = []] = arm.runs;
  const { first = 0, depth = 0 } = arm.block ?? {};
  return {
    id,
    label: ARM_LABELS[id],
    step: `${id}/step`,
    evaluate: `${id}/evaluate`,
    history,
    counter: step,
    metrics: metricsOf(batchSize, ""),
    evaluations: [
      listEvaluation(built.tests, metricsOf(built.data.test.labels.length, "test"), `${id}/test`, test),
    ],
    headline: "testAccuracy",
    state: [step, ...parameters, ...moments],
    rate: optimizer.rate,
    rates: rates.slots,
    inputs: [order],
    cost: {
      parameters: parametersOf(shapes),
      trainedParameters: parametersOf(shapes.filter(({ rateScale }) => rateScale !== 0)),
      flopsPerStep: arm.pace * 2 * batchSize * macsOf(shapes),
      bytesPerStep: (arm.pace * program.bytesOf(`${id}/step`)) / batch,
      byteLength: program.bytesHeld(`${id}/`) / batch,
    },
    layers,
    gradients,
    block: layers.slice(first, first + depth).map(({ W }) => W),
    testList: `${id}/test`,
    testLogits,
    pace: arm.pace,
  };
}
