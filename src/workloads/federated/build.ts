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
import { buildLab, embedAll } from "../finetune/build.ts";
import type { LabBuilt, Split } from "../finetune/built.ts";
import { labConfig, testSize, type LabConfig } from "../finetune/config.ts";
import type { MatrixName } from "../finetune/encoder.ts";
import { ForwardPass, type Open } from "../finetune/forward.ts";
import { Tokenizer } from "../finetune/tokenizer.ts";
import { ARMS, type GlobalLayers } from "./arms.ts";
import type { FedConfig } from "./config.ts";
import { byImportance, chooseLayers } from "./server.ts";
import { dirichlet, splitByKind } from "./clients.ts";

/** The adapted matrices. Each is a layer that the server may average. On the planted task, the encoder's layer 0 is frozen. */
export const layersOf = ({ task }: Pick<FedConfig, "task">): readonly MatrixName[] =>
  (task === "planted" ? ([1] as const) : ([0, 1] as const)).flatMap((layer) =>
    MATRIX_KINDS.map((kind): MatrixName => `${layer}.${kind}`),
  );

/**
 * Largest number of test sentences. Links from the time when a run had at most 800 training sentences keep their 200
 * test sentences.
 */
const maxTests = (samples: number): number => (samples > 800 ? 300 : 200);
/** Permitted numbers of tokens in a sentence. Short sentences leave few empty rows in a packed mini-batch. */
const TOKENS = { least: 4, most: 12 } as const;
/** Largest number of training sentences on which importance is measured. */
const IMPORTANCE_SENTENCES = 32;
/** Size of the perturbation δ relative to the encoder's inputs. */
const DISTURBANCE = 0.01;

export const CLASSES = ["negative", "positive"] as const;
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
export const layerSizes = ({ rank, task }: Pick<FedConfig, "rank" | "task">): number[] =>
  layersOf({ task }).map((name) => {
    const { rows, cols } = shapeOf(name);
    return rank * (rows + cols);
  });

export const shapeOf = (name: MatrixName) =>
  matrixShape(Number(name[0]) as LayerIndex, name.slice(2) as (typeof MATRIX_KINDS)[number]);

/** Indices of the layers that the server averages. */
export function globalLayers({ config, importance }: FedBuilt, which: GlobalLayers): readonly number[] {
  if (which === "none") return [];
  const { length } = layersOf(config);
  if (which === "every") return Array.from({ length }, (_, l) => l);
  const order =
    which === "important"
      ? byImportance(importance)
      : [...sampleWithout(randomStream(config.seed, "federated/layers"), length, length)];
  return chooseLayers(order, layerSizes(config), config.globalFraction);
}

export async function buildFederated(
  config: FedConfig,
  asset: EncoderAsset,
  open: Open,
  tell: (label: string, done: number, total: number) => void = () => undefined,
): Promise<FedBuilt> {
  const { seed, clients: count, beta } = config;
  const all = shortSentences(asset, new Tokenizer(asset.vocabulary));
  const drawn =
    config.task === "planted" ? await planted(config, asset, open, all, tell) : reviews(config, asset, all);
  const { kinds, lab: before } = drawn;
  const [{ train, test }] = before.runs as readonly [Split];
  const random = randomStream(seed, "federated/clients");
  // With a teacher, a client has its own mix of domains. Otherwise it has its own mix of labels in each domain.
  const fractions =
    config.task === "planted"
      ? DOMAINS.flatMap(() => {
          const own = dirichlet(random, beta, count);
          return CLASSES.map(() => own);
        })
      : KINDS.map(() => dirichlet(random, beta, count));
  const split = (items: readonly number[]): number[][] =>
    splitByKind(items, (s) => kinds[s] as number, fractions);
  const [ofTest, ofTrain] = [split(test), split(train)];
  const lab: LabBuilt = { ...before, runs: [{ train: ofTrain.flat(), test }] };
  const needsImportance = config.arms.some((id) => ARMS[id].layers === "important");
  if (needsImportance) tell("encoder", 0, 1);
  return {
    config,
    lab,
    clients: ofTrain.map((own, k) => ({ train: own, test: ofTest[k] ?? [] })),
    kinds,
    importance: needsImportance
      ? await measureImportance(open, asset, lab, train.slice(0, IMPORTANCE_SENTENCES), config)
      : [],
  };
}

/** The task's sentences, targets and split, as a run of the lab, and the kind of each sentence. */
type Drawn = Pick<FedBuilt, "lab" | "kinds">;

/** The settings of the lab, whose LoRA all clients train. */
const settingsOf = ({ samples, batch, rank, rate, rateHead }: FedConfig): Partial<LabConfig> => ({
  samples,
  batch,
  rank,
  alpha: rank,
  rate,
  rateHead,
});

function reviews(config: FedConfig, asset: EncoderAsset, all: readonly Sentence[]): Drawn {
  const { seed, samples } = config;
  const tests = testSize(all.length - samples, maxTests(samples));
  const drawn = [...sampleWithout(randomStream(seed, "sentences"), all.length, tests + samples)].map(
    (s) => all[s] as Sentence,
  );
  const kinds = drawn.map(({ kind }) => kind);
  const indices = [...drawn.keys()];
  const lab: LabBuilt = {
    config: labConfig({ ...settingsOf(config), task: "sentiment", methods: ["head", "lora"] }),
    seeds: [seed],
    weights: asset.weights,
    layers: [0, 1],
    pool: embedAll(asset, drawn),
    texts: drawn.map(({ text }) => text),
    runs: [{ test: indices.slice(0, tests), train: indices.slice(tests) }],
    targets: {
      kind: "classes",
      labels: Uint32Array.from(kinds, (kind) => kind % CLASSES.length),
      classes: CLASSES,
    },
    gradients: [],
  };
  return { lab, kinds };
}

async function planted(
  config: FedConfig,
  asset: EncoderAsset,
  open: Open,
  all: readonly Sentence[],
  tell: (label: string, done: number, total: number) => void,
): Promise<Drawn> {
  const { sites } = config;
  const settings = labConfig({ ...settingsOf(config), sites, task: "planted", methods: ["lora"] });
  const lab = await buildLab({ ...settings, samples: config.samples }, asset, [config.seed], open, tell);
  const kindOf = new Map(all.map(({ text, kind }) => [text, kind]));
  return { lab, kinds: lab.texts.map((text) => kindOf.get(text) as number) };
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
 * input of the lowest adapted layer. Adapters start with B = 0, so every client's encoder equals the frozen one. The sentences are drawn
 * from all clients together, which weights a client by its number of sentences, as the server does.
 */
async function measureImportance(
  open: Open,
  asset: EncoderAsset,
  { pool, layers: [from = 0] }: Pick<LabBuilt, "pool" | "layers">,
  sentences: readonly number[],
  config: FedConfig,
): Promise<number[]> {
  const names = layersOf(config);
  const random = randomStream(config.seed, "federated/disturbance");
  const width = LAYER_WIDTHS[from];
  const used = pool.inputs.length - width;
  const size = Math.sqrt(pool.inputs.reduce((sum, value) => sum + value * value, 0) / used);
  const disturbed = pool.inputs.map((value, i) =>
    i < used ? value + DISTURBANCE * size * random.normal() : 0,
  );
  const outputsOf = async (inputs: Float32Array): Promise<Matrix[]> => {
    const pass = await ForwardPass.open(open, asset.weights, { ...pool, inputs }, from);
    const found = await pass.embed(sentences, names);
    pass.destroy();
    return names.map((name, l) => {
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
