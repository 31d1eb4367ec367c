/** Builds a digits experiment from its config: samples, and each arm's layers and mini-batches. */
import type { Optimizer } from "../../models/update.ts";
import { type Layer, planBackward, planForward, planLayers } from "../../models/feed-forward.ts";
import { type Directions, directionsOf } from "../../models/parametrizations/block.ts";
import { type Start, blockOf, collapsed, layersOf, startOf } from "./arms.ts";
import type { ArmId, MlpConfig } from "./config.ts";
import { ProgramBuilder } from "../../models/builder.ts";
import { createCpuExecutor } from "../../kernels/cpu-executor.ts";
import { invariant } from "../../core/errors.ts";
import { scale, type Matrix } from "../../math/matrix.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";
import { softmaxCrossEntropy } from "../../models/operations/losses.ts";
import type { Evaluation } from "../../training/plan.ts";
import type { Rate } from "../../training/rates.ts";
import { scheduleOf } from "../batch-fields.ts";

export interface Samples {
  /** count × features, row-major. */
  readonly inputs: Float32Array | Float64Array;
  /** Class of each sample, 0 … classes − 1. */
  readonly labels: Uint32Array;
}

/** A column of a user's table. A feature is the value less the mean, divided by the deviation. */
export interface TableColumn {
  readonly name: string;
  /** Mean over the training rows. */
  readonly mean: number;
  /** Standard deviation over the training rows; 0 for a constant column, whose feature is 0. */
  readonly deviation: number;
}

export interface Classification {
  readonly features: number;
  readonly classes: number;
  /** Names of the classes. Absent for the digits, whose names are their numbers. */
  readonly classNames?: readonly string[];
  /** The columns of a table, one for each feature. Absent for the digits. */
  readonly columns?: readonly TableColumn[];
  /** The pool from which each run takes its samples. */
  readonly train: Samples;
  readonly test: Samples;
}

/**
 * Fills `into` with the mini-batches of update t: batchSize indices into the pool per run. They depend only on t and the
 * seeds, so every engine and every restart sees the same order.
 */
type MiniBatches = (t: number, into: Float64Array) => void;

export interface BuiltArm {
  readonly id: ArmId;
  /** The arm's layers in each run. */
  readonly runs: readonly (readonly Layer[])[];
  /** Index of the block's first layer, and the block's number of layers; absent without a block. */
  readonly block?: { readonly first: number; readonly depth: number };
  /** Key in `orders` of the mini-batch order that the arm trains on. */
  readonly order: string;
  readonly optimizer: Optimizer;
  /** Number of updates that the arm makes for each step of the run. */
  readonly pace: number;
}

export interface Built {
  readonly data: Classification;
  readonly batchSize: number;
  readonly tests: Pick<Evaluation, "every" | "last">;
  /** Orders of mini-batches by name. Arms with the same order see the same samples at the same step. */
  readonly orders: Readonly<Record<string, MiniBatches>>;
  /** The data from which each run's blocks are made. */
  readonly origins: readonly {
    readonly start: Start;
    /** r̂ directions of the full block's first gradient, computed on first use because they cost an SVD. */
    readonly directions: () => Promise<Directions>;
  }[];
  readonly arms: readonly BuiltArm[];
}

// Costs of a network as the papers count them: parameters, and the multiplications and additions of matrix
// products.

type LayerShape = Pick<Layer, "weight" | "bias">;

/**
 * Multiply-accumulate operations for one sample and step. Each layer's product counts three times: forward,
 * for its weight's gradient and, except in the first layer, for its input's gradient.
 */
export function macsOf(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, { weight: { rows, cols } }, l) => sum + (l === 0 ? 2 : 3) * rows * cols, 0);
}

export function parametersOf(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, { weight: { rows, cols }, bias }) => sum + rows * cols + (bias?.length ?? 0), 0);
}

/** Number of updates of the plain network that cost as much as one update of the network with the full block. */
export function paceOf(
  { width, depth, placement }: MlpConfig,
  { features, classes }: { readonly features: number; readonly classes: number },
): number {
  const square = width * width;
  const plain = 2 * width * features + 3 * (square + classes * width);
  const added = placement === "insert" ? depth : depth - 1;
  return 1 + (3 * added * square) / plain;
}

/** The first gradient uses at most this many samples, the first ones of the run. */
const GRADIENT_SAMPLES = 2000;

/** Approximate number of tests in a run. Together they take about as long as the steps. */
const TESTS_PER_RUN = 20;

function seedsOf({ seed, seeds }: MlpConfig): number[] {
  return Array.from({ length: seeds }, (_, b) => seed + b);
}

export async function buildMlp(
  config: MlpConfig,
  data: Classification,
  tell: (label: string, done: number, total: number) => void = () => undefined,
): Promise<Built> {
  const seeds = seedsOf(config);
  const perSeed: ReturnType<typeof layersOf>[][] = [];
  const origins: Built["origins"][number][] = [];
  for (const [b, seed] of seeds.entries()) {
    tell("networks", b, seeds.length);
    const start = startOf(config, seed, data.features, data.classes);
    const directions = once(() => firstDirections(config, data, seed, start));
    origins.push({ start, directions });
    const wanted = config.arms.some((id) => id === "cdln" || id === "thin") ? await directions() : undefined;
    perSeed.push(config.arms.map((id) => layersOf(start, config, blockOf(id, config, seed, start, wanted))));
  }
  const order = (stream: string) => miniBatches(config, data, seeds, stream);
  return {
    data,
    batchSize: config.batch,
    tests: { every: Math.ceil(config.steps / TESTS_PER_RUN), last: config.steps },
    orders: {
      usual: order("order"),
      ...(config.arms.includes("plainOtherOrder") ? { other: order("other-order") } : {}),
    },
    origins,
    arms: config.arms.map((id, i): BuiltArm => {
      const runs = perSeed.map((arms) => arms[i] as ReturnType<typeof layersOf>);
      const block = runs[0]?.block;
      const pace = id === "plainEqualFlops" ? paceOf(config, data) : 1;
      return {
        id,
        runs: runs.map(({ layers }) => layers),
        ...(block ? { block } : {}),
        order: id === "plainOtherOrder" ? "other" : "usual",
        optimizer: {
          kind: config.optimizer,
          rate: rateOf(config, id, pace),
          beta1: config.beta,
          beta2: 0.999,
          epsilon: 1e-8,
        },
        pace,
      };
    }),
  };
}

export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The rate of an arm that makes `pace` updates for each step of the run. */
export function rateOf(config: MlpConfig, id: ArmId, pace = 1): Rate {
  const own: Partial<Record<ArmId, number>> = {
    dln: config.rateDln,
    cdln: config.rateCdln,
    cdlnRandom: config.rateCdlnRandom,
    thin: config.rateThin,
  };
  const { schedule, weightDecay } = config;
  const lastStep = Math.round(pace * config.steps);
  return {
    eta: own[id] ?? config.rate,
    weightDecay,
    schedule: scheduleOf(schedule, lastStep),
  };
}

/** The samples of a run, as indices into the pool. */
function subsetOf({ samples }: MlpConfig, { train }: Classification, seed: number): Uint32Array {
  const pool = train.labels.length;
  return sampleWithout(randomStream(seed, "subset"), pool, Math.min(samples, pool));
}

/**
 * In each epoch, every run goes through its samples in a new random order. A mini-batch may reach into the next epoch.
 */
function miniBatches(
  config: MlpConfig,
  data: Classification,
  seeds: readonly number[],
  stream: string,
): MiniBatches {
  const { batch } = config;
  const runs = seeds.map((seed) => {
    const subset = subsetOf(config, data, seed);
    let known = -1;
    let order = subset;
    return (position: number): number => {
      const epoch = Math.floor(position / subset.length);
      if (epoch !== known) {
        const places = sampleWithout(randomStream(seed, `${stream}/${epoch}`), subset.length, subset.length);
        order = places.map((place) => subset[place] as number);
        known = epoch;
      }
      return order[position % subset.length] as number;
    };
  });
  return (t, into) =>
    runs.forEach((sampleAt, b) => {
      for (let i = 0; i < batch; i++) into[b * batch + i] = sampleAt(t * batch + i);
    });
}

async function firstDirections(
  config: MlpConfig,
  data: Classification,
  seed: number,
  start: Start,
): Promise<Directions> {
  const subset = subsetOf(config, data, seed).subarray(0, GRADIENT_SAMPLES);
  const gradient = await productGradient(config, start, takeSamples(data, subset), data);
  return directionsOf(scale(gradient, -1), config.rHat, randomStream(seed, "init/directions"));
}

function takeSamples({ train, features }: Classification, indices: Uint32Array): Samples {
  const inputs = new Float64Array(indices.length * features);
  indices.forEach((index, i) =>
    inputs.set(train.inputs.subarray(index * features, (index + 1) * features), i * features),
  );
  return { inputs, labels: Uint32Array.from(indices, (index) => train.labels[index] as number) };
}

/** ∂(mean loss)/∂(product of the block) at initialization, over these samples, without ReLUs inside the block. */
async function productGradient(
  config: MlpConfig,
  start: Start,
  { inputs, labels }: Samples,
  { features }: Classification,
): Promise<Matrix> {
  const program = new ProgramBuilder(1);
  const rows = labels.length;
  const { layers, at } = collapsed(start, config);
  const planned = planLayers(program, "start", [layers]);
  const x = program.matrix("inputs", rows, features, [inputs]);
  const y = program.tensor({ name: "labels", type: "u32", length: rows, initial: labels });
  program.list("gradient");
  const { h, logits } = planForward(program, "start", planned, x, (l, n, cols) =>
    program.matrix(`h[${l}]`, n, cols),
  );
  const dLogits = program.matrix("dlogits", rows, logits.cols);
  const partials = program.tensor({ name: "partials", length: 2 * rows });
  softmaxCrossEntropy(program, "start", logits, { tensor: y, shared: true }, dLogits, partials);
  const dW = planBackward(program, "start", planned, h, dLogits)[at]?.dW;
  invariant(dW, "the block's product has a gradient");
  const executor = createCpuExecutor(program.build());
  const { reads } = await executor.run("gradient", 1, [{ tensor: dW.tensor }]);
  executor.destroy();
  return { rows: dW.rows, cols: dW.cols, data: Float64Array.from(reads[0] ?? []) };
}
