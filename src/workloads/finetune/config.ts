/** The settings of the fine-tuning lab: a task, the compared methods, and their rates. */
import { codecOf } from "../../experiment/codec.ts";
import { FILE, SECONDS, SEED } from "../../experiment/base-fields.ts";
import { choice, constant, fillConfig, type Fields, integer, real } from "../../experiment/fields.ts";
import type { BaseConfig } from "../../training/plan.ts";
import { BATCH_SCHEDULE, BATCH_SEEDS, BATCH_STOP, BATCH_STOP_LOSS } from "../batch-fields.ts";
import { DOMAINS, MATRIX_KINDS, type Domain, type MatrixKind } from "./asset.ts";

export const METHOD_IDS = [
  "head",
  "full",
  "lora",
  "rslora",
  "loraPlus",
  "loraOne",
  "loraGa",
  "pissa",
  "vanilla",
  "deep",
  "deepWide",
  "deepCompressed",
  "galore",
  "galore8",
  "wegeft",
  "wegeftTied",
] as const;
export type MethodId = (typeof METHOD_IDS)[number];

/** Methods that train all weights of a matrix. */
export const DENSE: readonly string[] = ["full", "galore", "galore8"] satisfies MethodId[];

type TaskId = "planted" | "sentiment" | "file" | "pairs";

export interface LabConfig extends BaseConfig {
  readonly id: "finetune";
  readonly task: TaskId;
  /** Source of the sentiment task's sentences. */
  readonly domain: Domain;
  /** The first 16 hexadecimal digits of the user file's SHA-256. An empty string accepts any file. */
  readonly file: string;
  /** Matrices of layer 1 that contain the teacher's planted update. */
  readonly sites: readonly MatrixKind[];
  /** r*: rank of each planted update. */
  readonly plantRank: number;
  /** The planted change's effect on the output of its matrix: ‖hΔ‖ / ‖hW‖. */
  readonly strength: number;
  /** n: training sentences, or pairs of them; with classes, the number per class. */
  readonly samples: number;
  readonly batch: number;
  readonly methods: readonly MethodId[];
  readonly rank: number;
  /** α of LoRA and its variants, whose update is scaled by α/r. */
  readonly alpha: number;
  /** Adam's ε for LoRA and its variants, vanilla and WeGeFT. Deep LoRA and GaLore have 1e-6. */
  readonly adamEpsilon: number;
  readonly rate: number;
  /** Rate of all kinds of Deep LoRA. */
  readonly rateDeep: number;
  /** Rate of full fine-tuning and GaLore. */
  readonly rateFull: number;
  readonly rateHead: number;
  readonly schedule: "constant" | "linear" | "cosine" | "warmup";
  /** γ: multiplies the rate of compressed Deep LoRA's outer factors. */
  readonly gamma: number;
  /** λ: LoRA+ trains B at λ times the rate of A. */
  readonly lambda: number;
  /** T: number of steps from one of GaLore's projectors to the next. */
  readonly gap: number;
  /** GaLore's α. */
  readonly galoreScale: number;
}

const rates = {
  ...real(0, 1),
  because:
    "Adam moves each weight by about the rate in one step, and the encoder’s weights are smaller than 1",
  ends: "Small: the run ends before anything is learned. Large: training destroys the embeddings.",
} as const;

/** The number of training sentences or pairs, of at least two classes if there are classes. */
const inAll = (samples: number, task: TaskId): number =>
  task === "planted" || task === "pairs" ? samples : 2 * samples;

export const LAB_FIELDS: Fields<LabConfig> = {
  id: {
    key: "id",
    ...choice("finetune"),
    label: "Workload",
    help: "Fine-tuning of a pre-trained text encoder.",
  },
  task: {
    key: "task",
    ...choice("planted", "sentiment", "file", "pairs"),
    label: "Task",
    help: "Planted: imitate a teacher, which is the same encoder with a known update of low rank. Sentiment: tell positive from negative sentences. File: learn the labels of your own texts. Pairs: learn how similar two sentences are, from the scores in your file; without a file, a teacher scores pairs of reviews.",
  },
  domain: {
    key: "domain",
    ...choice(...DOMAINS),
    label: "Sentences",
    help: "Reviews of restaurants (yelp), of products (amazon) or of films (imdb).",
  },
  file: FILE,
  sites: {
    key: "site",
    kind: "choices",
    options: MATRIX_KINDS,
    label: "Planted matrices",
    help: "Matrices of layer 1 in which the teacher differs from the encoder. The methods adapt all six, because they do not know which ones differ.",
    fallback: () => ["o"],
  },
  plantRank: {
    key: "rp",
    ...integer(1, 32, 2),
    because: "an update of higher rank is not confined to a few directions",
    ends: "1: one direction. Many: a low-rank bias helps less.",
    label: "Planted rank r*",
    help: "Rank of each planted change. Its singular values fall evenly from 1 to 1/r* and are then scaled together.",
  },
  strength: {
    key: "strength",
    ...real(0.01, 3, 0.3),
    because: "a weaker change hardly moves an embedding, and a stronger one overwhelms the encoder",
    ends: "Small: little to learn. Large: far from the pre-trained encoder.",
    label: "Strength of the planted change",
    help: "How much the planted change alters the output of its matrix, relative to that output.",
    formula: "‖hΔ‖ / ‖hW‖",
  },
  samples: {
    key: "n",
    ...integer(2, ({ task }: LabConfig) => (task === "planted" ? 800 : task === "sentiment" ? 256 : 2000)),
    because: "some sentences are kept for the test",
    ends: "Few: training memorizes them soon. Many: training comes closer to the teacher or the labels.",
    label: "Training sentences n",
    help: "Number of sentences that each run trains on, drawn by its seed. In a task with classes, it is the number per class; with pairs, the number of pairs. A run then trains on at most half of all sentences or pairs.",
    fallback: ({ task }) => ({ planted: 16, sentiment: 16, file: 32, pairs: 64 })[task],
  },
  batch: {
    key: "batch",
    ...integer(1, ({ samples, task }: LabConfig) =>
      Math.min(task === "pairs" ? 32 : 64, inAll(samples, task)),
    ),
    because:
      "a mini-batch holds at most all training sentences, and at most 64 of them, or 32 pairs, so that a step stays short",
    ends: "Small: noisy steps. Large: smooth but slow steps.",
    label: "Mini-batch",
    help: "Number of sentences, or pairs of them, in each step. A pass over the sentences draws none twice and leaves out those that do not fill a mini-batch.",
    fallback: ({ samples, task }) => Math.min(16, inAll(samples, task)),
  },
  methods: {
    key: "methods",
    kind: "choices",
    options: METHOD_IDS,
    label: "Methods",
    help: "The methods to train side by side, on the same sentences in the same order.",
    fallback: () => ["lora", "deep"],
    refuses: (option, { task }) =>
      option === "head" && task === "planted" ? "the planted task has no head to train" : undefined,
  },
  rank: {
    key: "r",
    ...integer(2, 128, 8),
    because:
      "compressed Deep LoRA takes half of its directions from each side, and LoRA-GA needs 2r directions",
    ends: "Small: few directions. Large: more directions than the task may need.",
    label: "Rank r",
    help: "Inner width of the adapters, and number of directions in GaLore’s projectors. LoRA’s α follows r unless you set it.",
  },
  alpha: {
    key: "alpha",
    ...real(0.1, 256),
    because:
      "α is rarely more than twice the rank, which is at most 128, and a far smaller α keeps ΔW near 0",
    ends: "Small: LoRA learns slowly. Large: acts like a larger learning rate.",
    label: "LoRA’s α",
    help: "LoRA’s update is α/r times the product of its factors. α equals r unless you set it.",
    formula: "ΔW = (α/r) B A",
    fallback: ({ rank }) => rank,
  },
  adamEpsilon: {
    key: "eps",
    ...real(1e-12, 1e-2, 1e-8),
    because: "a larger ε turns Adam into gradient descent with a small rate",
    ends: "Small: plain Adam. Large: weights with small gradients hardly move.",
    label: "Adam’s ε of LoRA",
    help: "Adam’s ε for LoRA and its variants, vanilla and WeGeFT. Deep LoRA and GaLore always have 1e-6, as in their authors’ code; there, vanilla has it too.",
  },
  rate: {
    ...rates,
    key: "lr",
    label: "Learning rate",
    help: "The learning rate of every method that has none of its own.",
    isLive: true,
    fallback: ({ task }) => ({ planted: 1e-2, sentiment: 3e-4, file: 3e-4, pairs: 1e-3 })[task],
  },
  rateDeep: {
    ...rates,
    key: "lrDeep",
    label: "Rate of Deep LoRA",
    help: "By default it is the learning rate on the planted task, and 0.001 on the others.",
    isLive: true,
    fallback: ({ task, rate }) => (task === "planted" ? rate : 1e-3),
  },
  rateFull: {
    ...rates,
    key: "lrFull",
    label: "Rate of full fine-tuning and GaLore",
    help: "Dense weights, which are numerous, need a smaller rate than factors.",
    isLive: true,
    fallback: ({ task, rate }) => (task === "planted" ? rate / 10 : 1e-4),
  },
  rateHead: {
    ...rates,
    key: "lrHead",
    label: "Rate of the head",
    help: "The learning rate of the classifier on top, or of the scale and shift of the scores of pairs. Every method trains it.",
    fallback: ({ task }) => (task === "pairs" ? 1e-2 : 3e-3),
  },
  schedule: BATCH_SCHEDULE,
  gamma: {
    key: "gamma",
    ...real(0, 10, 1),
    because: "large values diverge",
    ends: "0: the outer factors stay at the first gradient’s directions. 1: they learn as fast as the inner ones.",
    label: "Outer rate scale γ",
    help: "Multiplies the learning rate of compressed Deep LoRA’s two outer factors.",
  },
  lambda: {
    key: "lambda",
    ...real(1, 64, 16),
    because: "1 is plain LoRA",
    ends: "1: LoRA. Large: B learns much faster than A.",
    label: "LoRA+'s λ",
    help: "LoRA+ trains B at λ times the rate of A.",
  },
  gap: {
    key: "gap",
    ...integer(1, 10_000, 50),
    because: "whole steps",
    ends: "Small: a new decomposition at almost every step. Large: directions from an old gradient.",
    label: "GaLore’s gap T",
    help: "Number of steps from one of GaLore’s projectors to the next.",
  },
  galoreScale: {
    key: "galoreAlpha",
    ...real(0.01, 16, 1),
    because: "it multiplies the rate",
    ends: "Small or large: acts like a smaller or a larger learning rate.",
    label: "GaLore’s α",
    help: "Multiplies GaLore’s updates: 1 here, 0.25 in the paper’s pre-training.",
  },
  steps: {
    key: "steps",
    ...integer(1, 100_000),
    because: "whole steps",
    ends: "Few: the methods have barely begun. Many: training memorizes a small set of sentences.",
    label: "Steps",
    help: "Number of updates of each method.",
    fallback: ({ task }) => ({ planted: 200, sentiment: 80, file: 80, pairs: 60 })[task],
  },
  stop: {
    ...BATCH_STOP,
    help: "Stops the run early by a rule about the mini-batch loss of all methods or of any method, or when a method diverges.",
  },
  stopError: {
    ...BATCH_STOP_LOSS,
    because:
      "the squared distance between two unit vectors is at most 4, and guessing among twenty classes gives a loss of 3",
    ends: "Small: never reached. Large: met from the start.",
    fallback: constant(1e-4),
  },
  seconds: SECONDS,
  seed: {
    ...SEED,
    help: "Determines the planted change, the sentences, their order and the initial factors.",
  },
  seeds: {
    ...BATCH_SEEDS,
    max: constant(16),
    because: "more runs do not fit in memory",
    ends: "1: a single run. Five or more: a clear gap between methods can be told from noise.",
  },
};

export const LAB_CODEC = codecOf<LabConfig>("finetune", LAB_FIELDS);

/** Makes a config from its differences from the defaults. */
export const labConfig = (changes: Partial<LabConfig> = {}): LabConfig => fillConfig(LAB_FIELDS, changes);

/** Largest number of test sentences, or pairs, of a run. */
export const MAX_TESTS = { sentences: 250, pairs: 150 } as const;
/** Tests run in chunks of this many sentences or pairs. */
export const TEST_CHUNK = 25;

/** Number of test sentences, at most `most` of `rest`: whole test chunks, or all sentences if they fill no chunk. */
export function testSize(rest: number, most: number = MAX_TESTS.sentences): number {
  const size = Math.min(most, rest);
  return size < TEST_CHUNK ? size : size - (size % TEST_CHUNK);
}

/** Number of training sentences of each class, from the number of all its sentences: at most n, and half of all together. */
export function trainSizes(counts: readonly number[], samples: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.min(samples, Math.floor(all / 2 / counts.length));
  return counts.map((count) => Math.min(count, most));
}
