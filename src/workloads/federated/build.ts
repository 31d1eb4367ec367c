/**
 * Prepares a federated run: draws the sentences, splits them among the clients and measures the layers' importance. All
 * randomness follows from the seed.
 */
import { multiply, transpose, type Matrix } from "../../math/matrix.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";
import {
  DOMAINS,
  LAYER_WIDTHS,
  MATRIX_KINDS,
  matrixShape,
  type EncoderAsset,
  type LayerIndex,
} from "../finetune/asset.ts";
import { embedAll, testSize } from "../finetune/build.ts";
import type { LabBuilt, Pool } from "../finetune/built.ts";
import { labConfig } from "../finetune/config.ts";
import type { MatrixName } from "../finetune/encoder.ts";
import { ForwardPass, type Open } from "../finetune/forward.ts";
import { Tokenizer } from "../finetune/tokenizer.ts";
import { ARMS, type GlobalLayers } from "./arms.ts";
import type { FedConfig } from "./config.ts";
import { byImportance, chooseLayers } from "./server.ts";
import { dirichlet, splitByKind } from "./clients.ts";

/** The adapted matrices. Each is a layer that the server may average. */
export const LAYERS: readonly MatrixName[] = ([0, 1] as const).flatMap((layer) =>
  MATRIX_KINDS.map((kind): MatrixName => `${layer}.${kind}`),
);

/** Largest number of test sentences. */
const MAX_TEST_SENTENCES = 200;
/** Permitted numbers of tokens in a sentence. Short sentences leave few empty rows in a packed mini-batch. */
const TOKENS = { least: 4, most: 12 } as const;
/** Largest number of training sentences on which importance is measured. */
const IMPORTANCE_SENTENCES = 32;
/** Size of the perturbation δ relative to the encoder's inputs. */
const DISTURBANCE = 0.01;

const CLASSES = ["negative", "positive"] as const;
/** The kinds of sentences. Each is a label in a domain. */
export const KINDS: readonly string[] = DOMAINS.flatMap((domain) =>
  CLASSES.map((label) => `${label}, ${domain}`),
);

/** A client's sentences, as indices into the pool. */
interface Client {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export interface FedBuilt {
  readonly config: FedConfig;
  /** The sentences of all clients as a single run of the fine-tuning lab, whose methods are LoRA and the head alone. */
  readonly lab: LabBuilt;
  readonly clients: readonly Client[];
  /** The kind of each sentence in the pool, as an index into KINDS. */
  readonly kinds: readonly number[];
  /** Importance of each layer; empty if no arm needs it. */
  readonly importance: readonly number[];
}

/** Number of floats in the factors of each layer. */
export const layerSizes = ({ rank }: Pick<FedConfig, "rank">): number[] =>
  LAYERS.map((name) => {
    const { rows, cols } = shapeOf(name);
    return rank * (rows + cols);
  });

const shapeOf = (name: MatrixName) =>
  matrixShape(Number(name[0]) as LayerIndex, name.slice(2) as (typeof MATRIX_KINDS)[number]);

/** Indices of the layers that the server averages. */
export function globalLayers({ config, importance }: FedBuilt, which: GlobalLayers): readonly number[] {
  if (which === "none") return [];
  if (which === "every") return [...LAYERS.keys()];
  const order =
    which === "important"
      ? byImportance(importance)
      : [...sampleWithout(randomStream(config.seed, "federated/layers"), LAYERS.length, LAYERS.length)];
  return chooseLayers(order, layerSizes(config), config.globalFraction);
}

export async function buildFederated(
  config: FedConfig,
  asset: EncoderAsset,
  open: Open,
  tell: (label: string, done: number, total: number) => void = () => undefined,
): Promise<FedBuilt> {
  const { seed, samples, clients: count, beta } = config;
  const tokenizer = new Tokenizer(asset.vocabulary);
  const all = shortSentences(asset, tokenizer);
  const tests = testSize(all.length - samples, MAX_TEST_SENTENCES);
  const drawn = [...sampleWithout(randomStream(seed, "sentences"), all.length, tests + samples)].map(
    (s) => all[s] as Sentence,
  );
  const kinds = drawn.map(({ kind }) => kind);
  const random = randomStream(seed, "federated/clients");
  const fractions = KINDS.map(() => dirichlet(random, beta, count));
  const indices = [...drawn.keys()];
  const [test, train] = [indices.slice(0, tests), indices.slice(tests)];
  const split = (items: readonly number[]): number[][] =>
    splitByKind(items, (s) => kinds[s] as number, fractions);
  const [ofTest, ofTrain] = [split(test), split(train)];
  const pool = embedAll(asset, drawn);
  const lab: LabBuilt = {
    config: labConfig({
      task: "sentiment",
      methods: ["head", "lora"],
      samples,
      batch: config.batch,
      rank: config.rank,
      alpha: config.rank,
      rate: config.rate,
      rateHead: config.rateHead,
    }),
    seeds: [seed],
    weights: asset.weights,
    layers: [0, 1],
    pool,
    texts: drawn.map(({ text }) => text),
    runs: [{ train: ofTrain.flat(), test }],
    targets: {
      kind: "classes",
      labels: Uint32Array.from(kinds, (kind) => kind % CLASSES.length),
      classes: CLASSES,
    },
    gradients: [],
  };
  const needsImportance = config.arms.some((id) => ARMS[id].layers === "important");
  if (needsImportance) tell("encoder", 0, 1);
  return {
    config,
    lab,
    clients: ofTrain.map((own, k) => ({ train: own, test: ofTest[k] ?? [] })),
    kinds,
    importance: needsImportance
      ? await measureImportance(open, asset, pool, train.slice(0, IMPORTANCE_SENTENCES), seed)
      : [],
  };
}

interface Sentence {
  readonly text: string;
  readonly kind: number;
  readonly tokens: readonly number[];
}

/** All sentences of the three domains with a permitted number of tokens, without duplicates. */
function shortSentences({ sentences }: EncoderAsset, tokenizer: Tokenizer): Sentence[] {
  const known = new Set<string>();
  return DOMAINS.flatMap((domain, d) =>
    sentences[domain].flatMap(([text, label]): Sentence[] => {
      const tokens = tokenizer.encode(text);
      if (known.has(text) || tokens.length < TOKENS.least || tokens.length > TOKENS.most) return [];
      known.add(text);
      return [{ text, kind: CLASSES.length * d + label, tokens }];
    }),
  );
}

/**
 * For each matrix, the mean over sentences of ‖h(x + δ) − h(x)‖ / ‖h(x)‖, where h is the matrix's output and x the
 * encoder's input. Adapters start with B = 0, so every client's encoder equals the frozen one. The sentences are drawn
 * from all clients together, which weights a client by its number of sentences, as the server does.
 */
async function measureImportance(
  open: Open,
  asset: EncoderAsset,
  pool: Pool,
  sentences: readonly number[],
  seed: number,
): Promise<number[]> {
  const random = randomStream(seed, "federated/disturbance");
  const width = LAYER_WIDTHS[0];
  const used = pool.inputs.length - width;
  const size = Math.sqrt(pool.inputs.reduce((sum, value) => sum + value * value, 0) / used);
  const disturbed = pool.inputs.map((value, i) =>
    i < used ? value + DISTURBANCE * size * random.normal() : 0,
  );
  const outputsOf = async (inputs: Float32Array): Promise<Matrix[]> => {
    const pass = await ForwardPass.open(open, asset.weights, { ...pool, inputs }, 0);
    const found = await pass.embed(sentences, LAYERS);
    pass.destroy();
    return LAYERS.map((name, l) => {
      const { rows, cols } = shapeOf(name);
      const x = found.inputs[l] as Float32Array;
      const W = { rows, cols, data: Float64Array.from(asset.weights.get(name) ?? []) };
      return multiply({ rows: x.length / cols, cols, data: Float64Array.from(x) }, transpose(W));
    });
  };
  const [plain, moved] = [await outputsOf(pool.inputs), await outputsOf(disturbed)];
  const lengths = sentences.map((s) => pool.lengths[s] as number);
  return plain.map((h, l) => relativeChange(h, moved[l] as Matrix, lengths));
}

/** The mean of ‖b − a‖ / ‖a‖ over blocks of rows. `lengths` holds the number of rows of each block. */
export function relativeChange(a: Matrix, b: Matrix, lengths: readonly number[]): number {
  let at = 0;
  let sum = 0;
  for (const length of lengths) {
    let [change, size] = [0, 0];
    for (const end = at + length * a.cols; at < end; at++) {
      change += ((b.data[at] as number) - (a.data[at] as number)) ** 2;
      size += (a.data[at] as number) ** 2;
    }
    sum += Math.sqrt(change / size);
  }
  return sum / lengths.length;
}
