/**
 * A fine-tuning run as a static program. Each method has three lists: `<id>/step` gathers the mini-batch, measures it and
 * makes an update. `<id>/evaluate` only measures. `<id>/test` measures the next chunk of test sentences. For GaLore,
 * `<id>/step` joins two more lists, `<id>/gradients` and `<id>/update`.
 */
import { gather_rows } from "../../kernels/nn/gather_rows.ts";
import { take_slot } from "../../kernels/nn/take_slot.ts";
import { ProgramBuilder, type MatrixRef } from "../../models/builder.ts";
import { PlannedRates } from "../../models/update.ts";
import type { Executor, ReadRequest, Values } from "../../kernels/program.ts";
import { invariant } from "../../core/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import { refreshStep } from "../../models/galore.ts";
import { biasBackward, biasForward } from "../../models/operations/layers.ts";
import {
  pairError,
  softmaxCrossEntropy,
  squaredDistance,
  sumLoss,
  type LossSums,
} from "../../models/operations/losses.ts";
import type { Adaptation, Scratch, Trained } from "../../models/parametrizations/adapted.ts";
import { batchOrder } from "../../training/mini-batches.ts";
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
  type StepInput,
} from "../../training/plan.ts";
import { scheduleOf } from "../batch-fields.ts";
import { finishPlan } from "../mf/plan/plan.ts";
import { ENCODER_SHAPES, LAYER_WIDTHS, WIDTH, type LayerIndex, type MatrixKind } from "./asset.ts";
import { packBatch, shapeOf, type BatchShape, pairsIn, type LabBuilt } from "./built.ts";
import {
  effectiveRank,
  LEAST_SIGMA,
  lowRankOf,
  numericalRank,
  readRun,
  shapeOfName,
  weightOf,
} from "./adapter.ts";
import { HEAD_SCALE } from "./build.ts";
import { correlation, ranksIn } from "./correlation.ts";
import { TEST_CHUNK, type LabConfig, type MethodId } from "./config.ts";
import { squaredDistance as apartOf } from "./embedder.ts";
import {
  embedBackward,
  embedForward,
  layerBackward,
  layerForward,
  namesIn,
  planFrozen,
  planLayerWeights,
  type LayerWeights,
  type MatrixName,
} from "./encoder.ts";
import { METHODS } from "./methods.ts";
import { planLabUpdates } from "./updates.ts";

export interface LabModel extends PlannedModel {
  readonly id: MethodId;
  readonly adaptations: ReadonlyMap<MatrixName, Adaptation>;
  readonly tensors: ReadonlyMap<MatrixName, readonly Trained[]>;
  /** H and b of the classifier on top. Empty without classes. */
  readonly head: readonly Trained[];
  /**
   * Two numbers for each sentence, or pair, of the last mini-batch. The first is its loss. The second is its cosine to the
   * teacher; with classes, it is 1 if the class is predicted right, else 0; with pairs, it is the predicted score. All
   * methods share the tensor.
   */
  readonly partials: string;
  readonly memory: StepMemory;
}

/** Bytes that a step of one run needs, by their use. Methods share the frozen weights and the activations. */
export interface StepMemory {
  /** The frozen weights that the step reads, and all trained weights. */
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  /** The activations and their gradients. */
  readonly activations: number;
}

export type LabPlan = Plan<LabModel>;

/** Additions to the lab's methods, for another workload. */
export interface LabExtension {
  /** Sizes of the training mini-batches. By default, the smallest that fit. */
  readonly trainShape?: BatchShape;
  /**
   * Called while a step's list is planned, after the backward passes, with the trained tensors and their gradients.
   * Returns the tensors with the gradients that the update uses.
   */
  readonly beforeUpdate?: (program: ProgramBuilder, trained: readonly Trained[]) => readonly Trained[];
  /**
   * If given, each method that adapts the encoder gets a list `<id>/watched`: forward and backward passes without an
   * update. Called after each matrix's backward pass, to append dispatches to this list.
   */
  readonly watch?: (watched: Watched) => void;
}

/** A matrix of method `id` just after its backward pass. */
interface Watched {
  readonly program: ProgramBuilder;
  readonly id: string;
  readonly name: MatrixName;
  readonly x: MatrixRef;
  readonly dy: MatrixRef;
  readonly rowSpans: string;
  readonly count: number;
  readonly scratch: Scratch;
}

/** Approximate number of tests in a run. */
const TESTS_PER_RUN = 10;

export function planLab(built: LabBuilt, extension: LabExtension = {}): LabPlan {
  const program = new ProgramBuilder(built.seeds.length);
  const data = planData(program, built, extension.trainShape);
  const models = built.config.methods.map((id) => planMethod(program, built, id, data, extension));
  const { count } = data.test.shape;
  const tested = [
    data.scratch("partials", count / unitOf(built), 2).tensor,
    data.scratch("z", count, WIDTH).tensor,
  ];
  return finishPlan(program, models, 0, () => [data.test.sums, ...tested]);
}

export function rateOf(config: LabConfig, id: MethodId): Rate {
  const { schedule, steps } = config;
  return {
    eta: METHODS[id].rate(config),
    weightDecay: 0,
    schedule: scheduleOf(schedule, steps),
  };
}

/** The names of a mini-batch's integer arrays, in the order of a method's inputs. */
export const FEED = ["tokens", "rowSpans", "sentenceSpans", "targets"] as const;
type FeedTensors = Readonly<Record<(typeof FEED)[number], string>>;

const feedOf = (tensorOf: (name: keyof FeedTensors) => string): FeedTensors =>
  Object.fromEntries(FEED.map((name) => [name, tensorOf(name)])) as unknown as FeedTensors;

/** The integer arrays of many mini-batches; a counter selects one. */
interface Feed {
  readonly shape: BatchShape;
  readonly slots: number;
  /**
   * These u32 tensors hold, for each slot and run, rows, 2 rows, 2 count and count numbers, and half as many targets with
   * pairs. The numbers in `targets` are row indices into the teacher's embeddings or the scores of pairs, or labels.
   */
  readonly tensors: FeedTensors;
}

type PlannedData = ReturnType<typeof planData>;

function planData(program: ProgramBuilder, built: LabBuilt, given?: BatchShape) {
  const { config, seeds, pool, runs, targets } = built;
  const { batch } = program;
  const frozen = planFrozen(program, built.weights);
  const unit = unitOf(built);
  const orders = seeds.map((seed, b) => {
    const { train } = runs[b] as LabBuilt["runs"][number];
    const of = batchOrder(seed, train.length / unit, Math.min(config.batch, train.length / unit));
    return (t: number): number[] => Array.from(of(t)).flatMap((i) => train.slice(unit * i, unit * (i + 1)));
  });
  const sentencesOf = (t: number) => orders.map((of) => of(t));
  // Counts whole windows, because the session also fills the part of the last window after the end of the run.
  const known = HISTORY_CAPACITY * Math.ceil(config.steps / HISTORY_CAPACITY);
  const trainShape = given ?? shapeOf(pool, Array.from({ length: known }, (_, t) => sentencesOf(t)).flat());

  const testSize = runs[0]?.test.length ?? 0;
  const size = Math.min(unit * TEST_CHUNK, testSize);
  const slots = testSize / size;
  const chunks = Array.from({ length: slots }, (_, i) =>
    runs.map(({ test }) => test.slice(i * size, (i + 1) * size)),
  );
  const shape = shapeOf(pool, chunks.flat());
  const ofTest = (name: keyof FeedTensors): string => {
    const initial = chunks.flatMap((of) =>
      of.flatMap((sentences, b) => [...numbersOf(built, sentences, b, shape)[name]]),
    );
    return program.tensor({ name: `test/${name}`, type: "u32", length: initial.length, initial });
  };
  const declare = (name: string, values: Float32Array): string =>
    program.tensor({ name, length: values.length, initial: values });
  // The methods share scratch tensors, because only one method computes at a time.
  const scratch: Scratch = (name, rows, cols) =>
    program.shared(`scratch/${name} ${rows} × ${cols}`, rows, cols);
  return {
    frozen,
    pool: declare("pool", pool.inputs),
    /** The teacher's embeddings, or the pairs' scores. Undefined with classes. */
    z:
      targets.kind === "planted"
        ? declare("teacher", targets.z)
        : targets.kind === "pairs"
          ? declare("scores", targets.scores)
          : undefined,
    scratch,
    trainShape,
    /** The sentences of update t of each run. */
    sentencesOf,
    test: {
      shape,
      slots,
      tensors: feedOf(ofTest),
      counter: program.tensor({ name: "test/chunk", type: "u32", length: batch }),
      sums: program.tensor({ name: "test/sums", length: 2 * slots * batch }),
    },
  };
}

/** The number of sentences that make one example: two with pairs. */
const unitOf = ({ targets }: LabBuilt): number => (targets.kind === "pairs" ? 2 : 1);

/** The integer arrays of a mini-batch of run b, by the names of the method's inputs. */
export function numbersOf(
  { pool, targets }: LabBuilt,
  sentences: readonly number[],
  b: number,
  shape: BatchShape,
) {
  const packed = packBatch(pool, sentences, shape);
  if (targets.kind === "pairs")
    return {
      ...packed,
      targets: Uint32Array.from(pairsIn(sentences), (pair) => (b * pool.lengths.length) / 2 + pair),
    };
  const target = (s: number): number =>
    targets.kind === "planted" ? b * pool.lengths.length + s : (targets.labels[s] as number);
  return { ...packed, targets: Uint32Array.from(sentences, target) };
}

/** Declares a method's training inputs. Each method has its own, because methods may be at different steps. */
function planFeed(
  program: ProgramBuilder,
  built: LabBuilt,
  id: string,
  { trainShape: shape, sentencesOf }: PlannedData,
) {
  const { batch } = program;
  const lengths = {
    tokens: shape.rows,
    rowSpans: 2 * shape.rows,
    sentenceSpans: 2 * shape.count,
    targets: shape.count / unitOf(built),
  };
  const inputs: StepInput[] = [];
  const tensors = feedOf((name) => {
    const perStep = batch * lengths[name];
    const length = HISTORY_CAPACITY * perStep;
    const tensor = program.tensor({ name: `${id}/${name}`, type: "u32", length });
    inputs.push({
      tensor,
      capacity: HISTORY_CAPACITY,
      perStep,
      fill: (t, values) =>
        sentencesOf(t).forEach((sentences, b) =>
          values.set(numbersOf(built, sentences, b, shape)[name], b * lengths[name]),
        ),
    });
    return tensor;
  });
  const feed: Feed = { shape, slots: HISTORY_CAPACITY, tensors };
  return { feed, inputs };
}

function planMethod(
  program: ProgramBuilder,
  built: LabBuilt,
  id: MethodId,
  data: PlannedData,
  { beforeUpdate, watch }: LabExtension,
): LabModel {
  const { config, layers: trainedLayers, targets } = built;
  const { batch } = program;
  const method = METHODS[id];
  const { frozen, scratch } = data;
  const step = program.tensor({ name: `${id}/step`, type: "u32", length: batch });
  const history = program.tensor({ name: `${id}/history`, length: 2 * HISTORY_CAPACITY * batch });
  const rate = rateOf(config, id);
  const rates = new PlannedRates(program, id, step, rate);
  const { feed, inputs } = planFeed(program, built, id, data);

  const names = namesIn(trainedLayers);
  const adaptations = new Map(
    names.map((name) => [name, method.adapt({ ...built, name, ...shapeOfName(name) })]),
  );
  const weights = new Map<LayerIndex, LayerWeights>();
  for (const layer of trainedLayers.toReversed())
    weights.set(
      layer,
      planLayerWeights(
        program,
        id,
        layer,
        frozen,
        (name) => adaptations.get(name) ?? { kind: "none" },
        scratch,
        layer === 0 ? weights.get(1) : undefined,
      ),
    );
  const head = planHead(program, id, built, config.rateHead, scratch);

  /** Gathers the rows, runs the forward pass and measures. Returns the results that the backward pass needs. */
  const forward = (from: Feed, counter: string, into: LossSums) => {
    const { rows, count, maxSpan } = from.shape;
    const take = (name: string, source: string, length: number): string => {
      const size = batch * length;
      const out = program.once({ name: `batch/${name} ${size}`, type: "u32", length: size });
      program.dispatch(take_slot, `${id}/${name}`, { count: length, batch, slots: from.slots }, {}, [
        source,
        counter,
        out,
      ]);
      return out;
    };
    const gather = (label: string, source: string, index: string, out: MatrixRef): MatrixRef => {
      const params = { rows: out.rows, cols: out.cols, batch, capacity: from.slots };
      program.dispatch(gather_rows, `${id}/${label}`, params, {}, [source, index, counter, out.tensor]);
      return out;
    };
    const lowest = trainedLayers[0] as LayerIndex;
    let x = gather("tokens", data.pool, from.tensors.tokens, scratch("x", rows, LAYER_WIDTHS[lowest]));
    const packing = {
      rows,
      rowSpans: take("rowSpans", from.tensors.rowSpans, 2 * rows),
      maxSpan,
      sentences: { spans: take("sentenceSpans", from.tensors.sentenceSpans, 2 * count), count },
    };
    const common = { program, id, frozen, packing, scratch };
    const passes = trainedLayers.map((layer) => {
      const pass = { ...common, layer, weights: weights.get(layer) as LayerWeights };
      const saved = layerForward(pass, x);
      x = saved.x2;
      return { pass, saved };
    });
    const embedded = embedForward(common, x);
    const examples = count / unitOf(built);
    const partials = scratch("partials", examples, 2).tensor;
    const dz = head ? scratch(`${id}/dz`, count, WIDTH) : scratch("dz", count, WIDTH);
    /** The input of the head, and the gradients of its output. */
    let headPass: { readonly x: MatrixRef; readonly d: MatrixRef } | undefined;
    if (targets.kind === "classes" && head) {
      const logits = head.forward(embedded.z);
      const d = scratch("dlogits", count, targets.classes.length);
      const labels = { tensor: take("labels", from.tensors.targets, count), shared: false };
      softmaxCrossEntropy(program, id, logits, labels, d, partials);
      headPass = { x: embedded.z, d };
    } else if (targets.kind === "pairs" && head) {
      const score = gather("scores", data.z as string, from.tensors.targets, scratch("score", examples, 1));
      headPass = { x: scratch("cosines", examples, 1), d: scratch("dscores", examples, 1) };
      const [a, b] = head.trained;
      pairError(program, id, {
        z: embedded.z,
        targets: score,
        a: a.factor,
        b: b.factor,
        dz,
        dscores: headPass.d,
        cosines: headPass.x,
        partials,
      });
    } else {
      const target = gather(
        "teacher",
        data.z as string,
        from.tensors.targets,
        scratch("target", count, WIDTH),
      );
      squaredDistance(program, id, embedded.z, target, dz, partials);
    }
    sumLoss(program, `${id}/loss`, examples, partials, counter, into);
    return { common, passes, embedded, dz, headPass };
  };

  program.list(`${id}/evaluate`);
  forward(feed, step, { history, capacity: HISTORY_CAPACITY, advance: false });
  program.list(`${id}/test`);
  forward(data.test, data.test.counter, {
    history: data.test.sums,
    capacity: data.test.slots,
    advance: true,
  });

  const isSplit = method.galore !== undefined;
  program.list(isSplit ? `${id}/gradients` : `${id}/step`);
  const adapts = [...adaptations.values()].some(({ kind }) => kind !== "none");
  /** Plans the forward and backward passes. Calls `after`, if given, after the backward pass of each matrix. */
  const gradientsOf = (advance: boolean, after?: LabExtension["watch"]): void => {
    const made = forward(feed, step, { history, capacity: HISTORY_CAPACITY, advance });
    const { common, passes, embedded, dz, headPass } = made;
    // The gradient of a pair's embeddings is already there.
    if (head && headPass)
      head.backward(headPass.x, headPass.d, adapts && targets.kind === "classes" ? dz : undefined);
    if (!adapts) return;
    const d = embedBackward(common, embedded, dz);
    for (const { pass, saved } of passes.toReversed()) {
      const { rowSpans, sentences } = pass.packing;
      layerBackward(
        {
          ...pass,
          after: (kind, x, dy) => {
            const name: MatrixName = `${pass.layer}.${kind}`;
            after?.({ program, id, name, x, dy, rowSpans, count: sentences.count, scratch });
          },
        },
        saved,
        d,
        pass.layer === 1 && passes.length > 1,
      );
    }
  };
  gradientsOf(true);
  const tensors = new Map(
    names.map((name) => {
      const [layer, kind] = [Number(name[0]) as LayerIndex, name.slice(2) as MatrixKind];
      return [name, weights.get(layer)?.[kind].trained ?? []] as const;
    }),
  );
  if (isSplit) program.list(`${id}/update`);
  const encoderTrained = [...tensors.values()].flat();
  const trained = [...encoderTrained, ...(head?.trained ?? [])];
  const updated = beforeUpdate?.(program, trained) ?? trained;
  const galore = method.galore?.(config);
  const updates = planLabUpdates(
    program,
    id,
    { epsilon: method.epsilon(config), ...(galore ? { galore } : {}) },
    { rates, step },
    updated,
    (one) => encoderTrained.includes(one),
  );
  if (isSplit) program.joinLists(`${id}/step`, `${id}/gradients`, `${id}/update`);
  if (watch && adapts) {
    program.list(`${id}/watched`);
    gradientsOf(false, watch);
  }

  const size = ({ factor }: Trained): number => factor.rows * factor.cols;
  const trainedParameters = trained.reduce((sum, one) => sum + size(one), 0);
  return {
    id,
    label: method.label,
    step: `${id}/step`,
    evaluate: `${id}/evaluate`,
    history,
    counter: step,
    metrics: metricsOf(built, feed.shape.count / unitOf(built)),
    evaluations: [testOf(built, id, data, (device) => spectraOf(built, { adaptations, tensors }, device))],
    headline: { planted: "testError", classes: "testAccuracy", pairs: "testPearson" }[targets.kind],
    state: [step, ...trained.map(({ factor }) => factor.tensor), ...updates.state],
    rate,
    rates: rates.slots,
    inputs,
    ...(galore ? { hostStep: refreshStep(id, galore.gap, updates.galore, batch) } : {}),
    cost: {
      parameters: ENCODER_SHAPES.reduce((sum, { rows, cols }) => sum + rows * cols, 0),
      trainedParameters,
      flopsPerStep: program.flopsOf(`${id}/step`) / batch,
      bytesPerStep: program.bytesOf(`${id}/step`) / batch,
      byteLength: program.bytesHeld(`${id}/`) / batch,
    },
    adaptations,
    tensors,
    head: head?.trained ?? [],
    partials: scratch("partials", feed.shape.count / unitOf(built), 2).tensor,
    memory: {
      weights: program.bytesUsed(`${id}/step`, "encoder/") + 4 * trainedParameters,
      gradients: 4 * trainedParameters,
      optimizer: updates.optimizerBytes,
      activations: program.bytesUsed(`${id}/step`, "scratch/") / batch,
    },
  };
}

/**
 * With classes: logits = (√512/4) z Hᵀ + b, where H and b start at 0. With pairs, H and b are the scale and the shift of
 * the scores, H cos(u, v) + b, and start at the fits to the training pairs.
 */
function planHead(
  program: ProgramBuilder,
  id: string,
  { targets }: LabBuilt,
  ownEta: number,
  scratch: Scratch,
) {
  if (targets.kind === "planted") return undefined;
  const [classes, width, alpha] =
    targets.kind === "classes" ? [targets.classes.length, WIDTH, HEAD_SCALE] : [1, 1, 1];
  const trained = (name: string, rows: number, cols: number, fit: 0 | 1): Trained => ({
    name,
    factor: program.matrix(
      `${id}/head/${name}`,
      rows,
      cols,
      targets.kind === "pairs" ? targets.fits.map((line) => [line[fit]]) : undefined,
    ),
    gradient: program.matrix(`${id}/head/d${name}`, rows, cols),
    rateScale: 1,
    ownEta,
  });
  const H = trained("H", classes, width, 0);
  const b = trained("b", 1, classes, 1);
  return {
    trained: [H, b] as const,
    forward: (z: MatrixRef): MatrixRef => {
      const logits = scratch(`${id}/logits`, z.rows, classes);
      program.matmul(`${id}/logits`, z, H.factor, logits, { transposeB: true, alpha });
      biasForward(program, `${id}/head`, logits, b.factor, { gain: 1, relu: false });
      return logits;
    },
    backward: (z: MatrixRef, dLogits: MatrixRef, dz: MatrixRef | undefined): void => {
      program.matmul(`${id}/dH`, dLogits, z, H.gradient, { transposeA: true, alpha });
      biasBackward(program, `${id}/head`, dLogits, b.gradient, 1);
      if (dz) program.matmul(`${id}/dz`, dLogits, H.factor, dz, { alpha });
    },
  };
}

function metricsOf({ targets }: LabBuilt, count: number): [MetricSpec, MetricSpec] {
  const value = (sum: number): number => sum / count;
  const second = {
    planted: scoreMetric("cosine", "Cosine to the teacher", value),
    classes: scoreMetric("accuracy", "Mini-batch accuracy", value),
    pairs: scoreMetric("score", "Mean predicted score", value),
  }[targets.kind];
  return [lossMetric("loss", "Mini-batch loss", value), second];
}

/**
 * Of each built run: by method, both measures of each test sentence in the first run's latest test, and the latest test,
 * for which the next one waits. Methods share the chunk counter, so their measurements must run one after another.
 */
const tests = new WeakMap<LabBuilt, { readonly last: Map<MethodId, Float32Array>; turn: Promise<unknown> }>();

export const lastTestOf = (built: LabBuilt, id: MethodId): Float32Array | undefined =>
  tests.get(built)?.last.get(id);

/** A singular value above this fraction of the largest one counts as large. */
const LARGE = 1e-2;

/** ΔW of run b from the current values of its tensors, as a product (adapter.ts). */
export async function updateOf(
  { weights }: Pick<LabBuilt, "weights">,
  { tensors }: Pick<LabModel, "tensors">,
  name: MatrixName,
  adaptation: Adaptation,
  read: (requests: readonly ReadRequest[]) => Promise<readonly Values[]>,
  b = 0,
): Promise<ReturnType<typeof lowRankOf>> {
  // A tied matrix has the factors of the same matrix in layer 1.
  const own = tensors.get(name) ?? [];
  const present = await readRun(
    read,
    own.length > 0 ? own : (tensors.get(`1${name.slice(1)}` as MatrixName) ?? []),
    b,
  );
  return lowRankOf(adaptation, weightOf(weights, name), (factor) => present.get(factor) as Matrix, b);
}

/** The singular values of each run's ΔW in the first planted matrix. */
async function spectraOf(
  built: LabBuilt,
  model: Pick<LabModel, "adaptations" | "tensors">,
  device: Executor,
): Promise<readonly (readonly number[])[]> {
  const name: MatrixName = `1.${built.config.sites[0] ?? "o"}`;
  const adaptation = model.adaptations.get(name) ?? { kind: "none" };
  const read = async (requests: readonly ReadRequest[]) => (await device.run("nothing", 1, requests)).reads;
  const found: (readonly number[])[] = [];
  for (const b of built.seeds.keys())
    found.push((await updateOf(built, model, name, adaptation, read, b))?.sigma ?? []);
  return found;
}

/** Both ranks of an update; NaN if it is not yet trained. */
function ranksOf(sigma: readonly number[]): readonly number[] {
  if (!((sigma[0] ?? 0) >= LEAST_SIGMA)) return [NaN, NaN];
  return [effectiveRank(sigma), numericalRank(sigma, LARGE)];
}

function testOf(
  built: LabBuilt,
  id: MethodId,
  { test, scratch }: PlannedData,
  spectra: (device: Executor) => Promise<readonly (readonly number[])[]>,
): Evaluation {
  const { config, targets, runs, before } = built;
  const unit = unitOf(built);
  /** Sentences, and examples, in a chunk. */
  const sentences = test.shape.count;
  const size = sentences / unit;
  const partials = scratch("partials", size, 2).tensor;
  const { tensor: z } = scratch("z", sentences, WIDTH);
  const tested = tests.get(built) ?? { last: new Map<MethodId, Float32Array>(), turn: Promise.resolve() };
  tests.set(built, tested);
  const count = (runs[0]?.test.length ?? 0) / unit;
  const value = (sum: number): number => sum / count;
  const batch = runs.length;
  const own: Evaluation["metrics"] =
    targets.kind === "planted"
      ? [
          costMetric("testError", "Relative test error", (sum, b) => sum / (targets.baseline[b] as number)),
          scoreMetric("testCosine", "Test cosine to the teacher", value),
        ]
      : targets.kind === "pairs"
        ? [
            scoreMetric("testPearson", "Test correlation (Pearson)"),
            scoreMetric("testSpearman", "Test rank correlation (Spearman)"),
          ]
        : [lossMetric("testLoss", "Test loss", value), scoreMetric("testAccuracy", "Test accuracy", value)];
  const drift = costMetric("drift", "Drift of the test embeddings", (sum) => sum / (count * unit));
  const ranks =
    targets.kind === "planted"
      ? [
          costMetric("effectiveRank", "Effective rank of ΔW"),
          costMetric("largeValues", "Singular values of ΔW above 1 % of the largest"),
        ]
      : [];
  const measure: Evaluation["measure"] = async (device) => {
    const found: number[][] = runs.map(() => []);
    const moved = runs.map(() => 0);
    let sums: Values = new Float32Array(0);
    for (let slot = 0; slot < test.slots; slot++) {
      const { reads } = await device.run(`${id}/test`, 1, [
        { tensor: partials, offset: 0, length: 2 * size * batch },
        { tensor: test.sums },
        ...(before ? [{ tensor: z }] : []),
      ]);
      const [pairs, totals, embedded] = reads as [Values, Values, Values | undefined];
      sums = totals;
      for (let b = 0; b < batch; b++) {
        found[b]?.push(...pairs.subarray(2 * size * b, 2 * size * (b + 1)));
        if (before && embedded)
          moved[b] =
            (moved[b] as number) +
            driftOf(before, unit * b * count + slot * sentences, embedded, b * sentences, sentences);
      }
    }
    tested.last.set(id, Float32Array.from(found[0] ?? []));
    const sumOf = (m: number, b: number): number => {
      let sum = 0;
      for (let slot = 0; slot < test.slots; slot++) sum += sums[2 * (slot * batch + b) + m] as number;
      return sum;
    };
    const measured =
      targets.kind === "pairs"
        ? correlationsOf(built, found)
        : own.map((_, m) => runs.map((__, b) => sumOf(m, b)));
    if (!before) return measured;
    const byRun = ranks.length > 0 ? (await spectra(device)).map(ranksOf) : [];
    return [...measured, moved, ...ranks.map((_, m) => byRun.map((values) => values[m] as number))];
  };
  return {
    every: Math.ceil(config.steps / TESTS_PER_RUN),
    last: config.steps,
    metrics: before ? [...own, drift, ...ranks] : own,
    measure: (device) => {
      const mine = tested.turn.then(() => measure(device));
      tested.turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Pearson's and Spearman's correlation of each run's predicted scores with the known ones. */
function correlationsOf(
  { targets, runs, pool }: LabBuilt,
  found: readonly (readonly number[])[],
): number[][] {
  invariant(targets.kind === "pairs", "only scores of pairs are correlated");
  const both = runs.map(({ test }, b) => ({
    known: pairsIn(test).map((pair) => targets.scores[(b * pool.lengths.length) / 2 + pair] as number),
    predicted: (found[b] as readonly number[]).filter((_, i) => i % 2 === 1),
  }));
  return [
    both.map(({ known, predicted }) => correlation(predicted, known)),
    both.map(({ known, predicted }) => correlation(ranksIn(predicted), ranksIn(known))),
  ];
}

/**
 * The sum of 1 − cosine over `count` pairs of embeddings: one from `before`, starting at row i, and one from `after`,
 * starting at row j. Embeddings have length 1, so each term is half a squared distance, which stays accurate for small
 * changes.
 */
const driftOf = (before: Values, i: number, after: Values, j: number, count: number): number =>
  apartOf(before.subarray(i * WIDTH, (i + count) * WIDTH), after.subarray(j * WIDTH, (j + count) * WIDTH)) /
  2;
