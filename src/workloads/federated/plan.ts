/**
 * Plans a federated run as a program: the lab's LoRA and head, once for all arms and clients, and the tensors
 * of each arm. A step of the run is one round: the list `arms/<arm>/step` records the last round, then
 * `Federation` trains the clients.
 */
import { footprintOf } from "../../gpu/compile.ts";
import { scale_rows } from "../../kernels/encoder/scale_rows.ts";
import { span_gram } from "../../kernels/encoder/span_gram.ts";
import { invariant } from "../../core/errors.ts";
import { ProgramBuilder } from "../../models/builder.ts";
import { sumLoss } from "../../models/operations/losses.ts";
import type { Trained } from "../../models/parametrizations/adapted.ts";
import type { Rate } from "../../training/rates.ts";
import {
  costMetric,
  HISTORY_CAPACITY,
  lossMetric,
  scoreMetric,
  type Evaluation,
  type MetricSpec,
  type Plan,
  type PlannedModel,
} from "../../training/plan.ts";
import { scheduleOf } from "../batch-fields.ts";
import { shapeOf, type BatchShape, type LabBuilt } from "../finetune/built.ts";
import { planLab, type LabExtension } from "../finetune/plan.ts";
import { ARMS, type ArmId } from "./arms.ts";
import { layersOf, type FedBuilt } from "./build.ts";
import type { FedConfig } from "./config.ts";
import { armPrefix, armTensors, Federation, maskTensor, sizeOf, SQUARES } from "./federation.ts";
import { batchesIn, isHeadOnly, testEvery } from "./schedule.ts";

/** The federation of each built run, for its probes. */
const federations = new WeakMap<FedBuilt, Federation>();
export const federationOf = (built: FedBuilt): Federation | undefined => federations.get(built);

export const rateOf = ({ rate, rateHead, steps }: FedConfig, id: ArmId): Rate => ({
  eta: ARMS[id].layers === "none" ? rateHead : rate,
  weightDecay: 0,
  schedule: scheduleOf("constant", steps),
});

/** Sizes that fit every mini-batch of these sentences, including one that repeats the longest sentence. */
export const largestShape = ({ pool }: Pick<LabBuilt, "pool">, size: number): BatchShape => {
  const longest = pool.lengths.indexOf(Math.max(...pool.lengths));
  return shapeOf(pool, [Array.from({ length: size }, () => longest)]);
};

/** Lets clients train only some rows of each factor, and sums the squared gradients for each row of a mini-batch. */
export const extension = (trainShape: BatchShape, rank: number): LabExtension => ({
  trainShape,
  beforeUpdate: (program, trained) =>
    trained.map((one): Trained => {
      if (one.name !== "A" && one.name !== "B") return one;
      const { tensor, rows, cols } = one.factor;
      const mask = program.tensor({
        name: maskTensor(tensor),
        length: rows,
        initial: new Float64Array(rows).fill(1),
      });
      const gradient = program.matrix(`${one.gradient.tensor}/masked`, rows, cols);
      program.dispatch(
        scale_rows,
        `${tensor}/mask`,
        { rows, cols, batch: 1 },
        {},
        [mask, one.gradient.tensor, gradient.tensor],
        rows * cols,
      );
      return { ...one, gradient };
    }),
  watch: ({ program, id, name, x, dy, rowSpans, count, scratch }) => {
    const { rows } = x;
    // Intermediates of the factors: u = x Aᵀ, and e = s dy B. LoRA's scale s is 1 here.
    const label = `${id}/${name}`;
    const [u, e] = [scratch(`${label}/0/u[1]`, rows, rank), scratch(`${label}/0/e[1]`, rows, rank)];
    for (const [g, input, factor] of [
      [dy, u, "B"],
      [e, x, "A"],
    ] as const)
      program.dispatch(
        span_gram,
        `${label}/squares of ${factor}`,
        // Undoes the averaging of the loss over the mini-batch.
        { rows, g_cols: g.cols, u_cols: input.cols, batch: 1, scale: count * count },
        {},
        [g.tensor, input.tensor, rowSpans, SQUARES],
      );
  },
});

export function planFederated(built: FedBuilt): Plan {
  const { config, lab } = built;
  const shape = largestShape(lab, config.batch);
  const planned = planLab(lab, extension(shape, config.rank));
  const lora = planned.models.find(({ id }) => id === "lora");
  const head = planned.models.find(({ id }) => id === "head");
  invariant(lora, "the lab has LoRA");
  const federation = new Federation(built, { lora, head }, shape);
  federations.set(built, federation);

  const program = new ProgramBuilder(1);
  program.tensor({ name: SQUARES, length: shape.rows });
  const initial = new Map(planned.program.tensors.map((spec) => [spec.name, spec.initial]));
  const { segments, size } = federation.layout;
  const server = new Float64Array(size);
  for (const { tensor, offset } of segments) server.set(Array.from(initial.get(tensor) ?? []), offset);
  const clients = federation.initialClients(server);
  const flopsOf = (id: ArmId): number => {
    const t = config.steps - 1;
    const able = built.clients.flatMap(({ train }, k) => (train.length > 0 ? [k] : []));
    const batches = able.map((k) => batchesIn(built, id, t, k, 0, () => 0).length);
    const perClient = batches.reduce((total, count) => total + count, 0) / able.length;
    const model = (isHeadOnly(config, ARMS[id], t) ? head : undefined) ?? lora;
    return Math.min(config.perRound, able.length) * perClient * model.cost.flopsPerStep;
  };
  const addedLength = layersOf(config).reduce((total, name) => total + sizeOf(name), 0);
  const models = config.arms.map((id): PlannedModel => {
    const names = armTensors(id);
    const state = [
      program.tensor({ name: names.counter, type: "u32", length: 1 }),
      program.tensor({ name: names.last, length: 2, initial: untrained(lab) }),
      program.tensor({ name: names.server, length: size, initial: server }),
      program.tensor({ name: names.clients, length: clients.length, initial: clients }),
      program.tensor({ name: names.scores, length: lab.texts.length }),
      program.tensor({ name: names.sent, type: "u32", length: 4 }),
      program.tensor({ name: names.clock, length: 6 }),
      program.tensor({
        name: names.accuracy,
        length: config.clients,
        initial: new Float64Array(config.clients).fill(NaN),
      }),
      ...(ARMS[id].averaging === "exact" ? [program.tensor({ name: names.added, length: addedLength })] : []),
    ];
    const history = program.tensor({ name: `${armPrefix(id)}history`, length: 2 * HISTORY_CAPACITY });
    const record = (list: string, advance: boolean): string => {
      program.list(list);
      sumLoss(program, list, 1, names.last, names.counter, { history, capacity: HISTORY_CAPACITY, advance });
      return list;
    };
    const step = record(`${armPrefix(id)}step`, true);
    const model = (isHeadOnly(config, ARMS[id], config.steps) ? head : undefined) ?? lora;
    return {
      id,
      label: ARMS[id].label,
      step,
      evaluate: record(`${armPrefix(id)}evaluate`, false),
      history,
      counter: names.counter,
      metrics: metricsOf(config),
      evaluations: [testOf(federation, id, config)],
      headline: config.task === "planted" ? "testError" : "testAccuracy",
      state,
      rate: rateOf(config, id),
      rates: [],
      inputs: [],
      hostStep: {
        gap: 1,
        before: step,
        after: "nothing",
        work: (executor, t) => federation.round(executor, id, t),
      },
      cost: {
        parameters: lora.cost.parameters,
        trainedParameters: model.cost.trainedParameters,
        flopsPerStep: flopsOf(id),
        bytesPerStep: model.cost.bytesPerStep,
        byteLength: program.bytesHeld(armPrefix(id)),
      },
    };
  });
  const own = program.build();
  const compiled = {
    tensors: [...planned.program.tensors, ...own.tensors],
    lists: { ...planned.program.lists, ...own.lists },
  };
  const isExact = config.arms.some((id) => ARMS[id].averaging === "exact");
  const readLength = Math.max(planned.readLength, clients.length, isExact ? addedLength : 0);
  return {
    program: compiled,
    batch: 1,
    models,
    readLength,
    byteLength: footprintOf(compiled, readLength),
  };
}

/** The loss and the accuracy, or the cosine, before training. */
function untrained({ targets, runs }: LabBuilt): readonly [number, number] {
  // A head of zeros gives each class the same probability.
  if (targets.kind !== "planted") return [Math.LN2, 0.5];
  const distance = (targets.baseline[0] as number) / (runs[0]?.test.length ?? 1);
  // Both embeddings have length 1.
  return [distance, 1 - distance / 2];
}

const metricsOf = ({ task }: FedConfig): readonly [MetricSpec, MetricSpec] => [
  lossMetric("loss", "Training loss of the last round"),
  task === "planted"
    ? scoreMetric("cosine", "Cosine to the teacher in the last round")
    : scoreMetric("accuracy", "Training accuracy of the last round"),
];

function testOf(federation: Federation, id: ArmId, config: FedConfig): Evaluation {
  const isPlanted = config.task === "planted";
  const tested = {
    mean: isPlanted
      ? costMetric("testError", "Relative test error, each client’s model on its own kinds")
      : scoreMetric("testAccuracy", "Test accuracy, each client’s model on its own kinds"),
    worst: isPlanted
      ? costMetric("worstError", "Relative test error of the worst client")
      : scoreMetric("worst", "Test accuracy of the worst client"),
    loss: lossMetric("testLoss", "Test loss"),
    sent: costMetric("megabytes", "Megabytes sent, up and down"),
    seconds: costMetric("simulated", "Simulated seconds"),
    toTarget: costMetric("toTarget", "Simulated seconds to the target"),
    gflops: costMetric("gflops", "Operations of each round’s slowest client, summed, in 10⁹"),
    megabytes: costMetric("waited", "Megabytes of one client, summed over rounds"),
    gap: costMetric("gap", "‖mean(BA) − mean(B) mean(A)‖, relative"),
    oneLabel: costMetric("oneLabel", "Share of the last round’s mini-batches with only one label"),
  };
  return {
    every: testEvery(config),
    last: config.steps,
    metrics: Object.values(tested) as [MetricSpec, ...MetricSpec[]],
    measure: async (device) => {
      const values = await federation.test(device, id);
      return (Object.keys(tested) as (keyof typeof tested)[]).map((name) => [values[name]]);
    },
  };
}
