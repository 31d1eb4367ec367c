/**
 * The settings of a digits experiment, which compares classifiers: without a block, with a deep linear block, and with
 * compressed blocks.
 */
import { codecOf } from "../../experiment/codec.ts";
import { FILE, SECONDS, SEED } from "../../experiment/base-fields.ts";
import { choice, constant, fillConfig, type Fields, integer, real } from "../../experiment/fields.ts";
import type { BaseConfig } from "../../training/plan.ts";
import { BATCH_SCHEDULE, BATCH_SEEDS, BATCH_STOP, BATCH_STOP_LOSS } from "../batch-fields.ts";

export const ARM_LABELS = {
  plain: "Plain",
  dln: "DLN",
  cdln: "C-DLN",
  cdlnRandom: "C-DLN, random",
  thin: "Thin",
  plainEqualFlops: "Plain, equal operations",
  plainOtherOrder: "Plain, other order",
} as const;
export type ArmId = keyof typeof ARM_LABELS;
export const ARM_IDS = Object.keys(ARM_LABELS) as readonly ArmId[];

export interface MlpConfig extends BaseConfig {
  readonly id: "mlp";
  readonly data: "digits" | "file";
  /** The first 16 hexadecimal digits of the user file's SHA-256. An empty string accepts any file. */
  readonly file: string;
  /** Small: 14 × 14 pixels, by default width 128; full: 28 × 28, by default width 256. */
  readonly size: "small" | "full";
  readonly width: number;
  readonly placement: "insert" | "replace";
  readonly depth: number;
  readonly innerRelu: "off" | "on";
  /** s: each factor of the block starts as s times an orthogonal matrix. */
  readonly scale: number;
  /** r̂: inner width of the compressed blocks. */
  readonly rHat: number;
  readonly alpha: number;
  readonly arms: readonly ArmId[];
  readonly optimizer: "gd" | "momentum" | "adam";
  readonly rate: number;
  readonly rateDln: number;
  readonly rateCdln: number;
  readonly rateCdlnRandom: number;
  readonly rateThin: number;
  readonly schedule: "constant" | "linear" | "cosine" | "warmup";
  readonly beta: number;
  readonly weightDecay: number;
  /** n: number of training samples of each run. */
  readonly samples: number;
  readonly batch: number;
}

const ownRate = (
  key: string,
  arm: string,
): Omit<Fields<MlpConfig>["rateDln"], "fallback"> & { fallback: (config: MlpConfig) => number } => ({
  key,
  ...real(0, 100),
  because: "a learning rate is not negative, and 0 trains nothing",
  ends: "Small: slow. Large: the loss diverges.",
  label: `Learning rate of ${arm}`,
  help: "Equals the learning rate η unless you set it.",
  fallback: ({ rate }) => rate,
  isLive: true,
});

export const MLP_FIELDS: Fields<MlpConfig> = {
  id: {
    key: "id",
    ...choice("mlp"),
    label: "Experiment",
    help: "A classifier with a deep linear block.",
  },
  data: {
    key: "data",
    ...choice("digits", "file"),
    label: "Data",
    help: "Handwritten digits (10,000 pictures from MNIST), or your own table with a column of labels.",
  },
  file: FILE,
  size: {
    key: "size",
    ...choice("small", "full"),
    label: "Network",
    help: "Small: pictures of 14 × 14 pixels and two hidden layers of 128. Full: 28 × 28 pixels and two hidden layers of 256.",
  },
  width: {
    key: "w",
    ...integer(4, 1024),
    because: "fewer units can hardly tell ten classes apart, and more make each step slow",
    ends: "Small: the block costs little. Large: the full block takes most of a step’s time, the compressed one almost none.",
    label: "Width",
    help: "Number of units in each hidden layer. The full block’s factors have as many rows and columns.",
    fallback: ({ size }) => (size === "small" ? 128 : 256),
  },
  placement: {
    key: "place",
    ...choice("insert", "replace"),
    label: "Place of the block",
    help: "Insert: after the second hidden layer, before the output. Replace: in place of the second hidden layer’s weight.",
  },
  depth: {
    key: "L",
    ...integer(2, 8, 3),
    because: "a block has at least two factors, and each further one makes a small product smaller",
    ends: "2: the shallowest block. Many: more operations, and a smaller product from the same s.",
    label: "Block depth",
    help: "Number of factors in the block. Together they form one linear map.",
  },
  innerRelu: {
    key: "relu",
    ...choice("off", "on"),
    label: "ReLU inside the block",
    help: "The authors’ code applies a ReLU between the factors of its linear block. With a ReLU, the block is no longer linear.",
  },
  scale: {
    key: "s",
    ...real(0.01, 2, 1),
    because: "a smaller block starts at practically zero, and a larger one diverges",
    ends: "Small: training stalls at first; then most of each update stays in the first gradient’s subspace. 1: the signal passes unchanged.",
    formula: "A_l(0) = s · orthogonal",
    label: "Initial scale s",
    help: "Scale of each of the block’s factors at initialization. All singular values of the product start at s to the power of the depth.",
  },
  rHat: {
    key: "rhat",
    ...integer(2, ({ width }: MlpConfig) => width),
    because:
      "thin takes half of the directions from each side, and a block has no more directions than its width",
    ends: "Small: cheap, but with fewer than nine directions some classes are lost. Equal to the width: nothing is compressed.",
    label: "Rank r̂",
    help: "Inner width of the compressed blocks. C-DLN takes r̂ singular directions of the first gradient. Thin takes half as many from each side.",
    fallback: ({ width }) => Math.min(20, width),
  },
  alpha: {
    key: "alpha",
    ...real(0, 20, 1),
    because: "0 freezes the outer factors, and large values diverge",
    ends: "0: the outer factors stay as they are. Large: they learn faster than the inner ones.",
    label: "Outer rate scale α",
    help: "Multiplies the learning rate of C-DLN’s first and last factors.",
  },
  arms: {
    key: "arms",
    kind: "choices",
    options: ARM_IDS,
    label: "Networks",
    help: "Plain has no block, and DLN has the full one. C-DLN (from the gradient or from random directions) and thin have compressed blocks. Two more plain networks are controls: one spends as many operations as DLN, the other takes the mini-batches in another order.",
    fallback: () => ["plain", "dln", "cdln"],
  },
  optimizer: {
    key: "opt",
    ...choice("gd", "momentum", "adam"),
    label: "Optimizer",
    help: "Stochastic gradient descent without or with momentum, or Adam.",
  },
  rate: {
    key: "eta",
    ...real(0, 100),
    because: "a learning rate is not negative, and 0 trains nothing",
    ends: "Small: slow. Large: the loss diverges.",
    label: "Learning rate η",
    help: "The learning rate of every network that has none of its own.",
    fallback: ({ optimizer }) => ({ gd: 0.1, momentum: 0.01, adam: 1e-3 })[optimizer],
    isLive: true,
  },
  rateDln: ownRate("etaDln", "DLN"),
  rateCdln: ownRate("etaCdln", "C-DLN"),
  rateCdlnRandom: ownRate("etaRandom", "C-DLN from random directions"),
  rateThin: ownRate("etaThin", "thin"),
  schedule: BATCH_SCHEDULE,
  beta: {
    key: "beta",
    ...real(0, 0.999, 0.9),
    because: "1 would never forget a gradient",
    ends: "0: no momentum. Near 1: gradients of many steps add up.",
    label: "Momentum β",
    help: "Momentum’s β, or the decay of Adam’s first moment.",
  },
  weightDecay: {
    key: "wd",
    ...real(0, 1),
    because: "each step takes away the fraction ηλ of each weight",
    ends: "0: no decay. Large: all weights vanish.",
    label: "Weight decay λ",
    help: "Decoupled weight decay of weights and biases.",
  },
  samples: {
    key: "samples",
    ...integer(2, ({ data }: MlpConfig) => (data === "digits" ? 8000 : 20_000), 4000),
    because: "2,000 of the 10,000 digits are kept for the test",
    ends: "Few: the networks memorize them. Many: nearly the best possible accuracy.",
    label: "Samples n",
    help: "Number of samples that each run trains on. Its seed decides which.",
  },
  batch: {
    key: "batch",
    ...integer(1, ({ samples }: MlpConfig) => Math.min(samples, 1000)),
    because: "a mini-batch is no larger than the training set, and a thousand samples keep a device busy",
    ends: "Small: noisy steps. Large: smooth but slow steps.",
    label: "Mini-batch",
    help: "Number of samples in each step.",
    fallback: ({ size, samples }) => Math.min(samples, size === "small" ? 50 : 100),
  },
  steps: {
    key: "steps",
    ...integer(1, 1_000_000, 400),
    because: "whole steps",
    ends: "Few: the network that starts faster wins. Many: each network comes close to its best at this rate.",
    label: "Steps",
    help: "Number of updates of each network. “Plain, equal operations” makes more.",
  },
  stop: {
    ...BATCH_STOP,
    help: "Stops the run early by a rule about the mini-batch loss of all networks or of any network, or when a network diverges.",
  },
  stopError: {
    ...BATCH_STOP_LOSS,
    because: "guessing among ten classes gives a loss of 2.3",
    ends: "Small: training never reaches it. Above 2.3: it is met from the start.",
    fallback: constant(0.01),
  },
  seconds: SECONDS,
  seed: {
    ...SEED,
    help: "Determines the initial weights, the training samples and the order of mini-batches. The test samples are the same for all seeds.",
  },
  seeds: {
    ...BATCH_SEEDS,
    ends: "1: a single run. Five or more: a clear gap between networks can be told from noise.",
  },
};

export const MLP_CODEC = codecOf<MlpConfig>("mlp", MLP_FIELDS);

/** Makes a config from its differences from the defaults. */
export const mlpConfig = (changes: Partial<MlpConfig> = {}): MlpConfig => fillConfig(MLP_FIELDS, changes);
