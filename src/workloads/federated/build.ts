/**
 * Prepares a federated run: draws the sentences, splits them among the clients and measures the layers' importance. All
 * randomness follows from the seed.
 */
import { multiply, transpose, type Matrix } from "../../math/matrix.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";
import { shapeOfName, weightOf } from "../finetune/adapter.ts";
import { DOMAINS, LAYER_WIDTHS, type EncoderAsset } from "../finetune/asset.ts";
import { buildLab, shortSentences } from "../finetune/build.ts";
import type { LabBuilt, Split } from "../finetune/built.ts";
import { labConfig, testSize, type LabConfig } from "../finetune/config.ts";
import { namesIn, type MatrixName } from "../finetune/encoder.ts";
import { embedAll, inPass, type Open } from "../finetune/forward.ts";
import { Tokenizer } from "../finetune/tokenizer.ts";
import { ARMS, type GlobalLayers } from "./arms.ts";
import type { FedConfig } from "./config.ts";
import { byImportance, chooseLayers } from "./server.ts";
import { dirichlet, splitByKind } from "./clients.ts";

/** The adapted matrices. Each is a layer that the server may average. On the planted task, the encoder's layer 0 is frozen. */
export const layersOf = ({ task }: Pick<FedConfig, "task">): readonly MatrixName[] =>
  namesIn(task === "planted" ? [1] : [0, 1]);

/**
 * Largest number of test sentences. Links from the time when a run had at most 800 training sentences keep their 200
 * test sentences.
 */
const maxTests = (samples: number): number => (samples > 800 ? 300 : 200);
/** Largest number of training sentences on which importance is measured. */
const IMPORTANCE_SENTENCES = 32;
/** Size of the perturbation δ relative to the encoder's inputs. */
const DISTURBANCE = 0.01;

export const CLASSES = ["negative", "positive"] as const;
/** The kinds of sentences. Each is a label in a domain. */
export const KINDS: readonly string[] = DOMAINS.flatMap((domain) =>
  CLASSES.map((label) => `${label}, ${domain}`),
);

export interface FedBuilt {
  readonly config: FedConfig;
  /** The sentences of all clients as a single run of the fine-tuning lab, whose methods are LoRA and the head alone. */
  readonly lab: LabBuilt;
  /** The sentences of each client. */
  readonly clients: readonly Split[];
  /** The kind of each sentence in the pool, as an index into KINDS. */
  readonly kinds: readonly number[];
  /** Importance of each layer; empty if no arm needs it. */
  readonly importance: readonly number[];
}

/** Number of floats in the factors of each layer. */
export const layerSizes = ({ rank, task }: Pick<FedConfig, "rank" | "task">): number[] =>
  layersOf({ task })
    .map(shapeOfName)
    .map(({ rows, cols }) => rank * (rows + cols));

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
  const all = shortSentences(asset, new Tokenizer(asset.vocabulary)).map((sentence) => ({
    ...sentence,
    kind: CLASSES.length * sentence.domain + sentence.label,
  }));
  const settings = settingsOf(config);
  const before =
    config.task === "planted"
      ? await buildLab(settings, asset, [seed], open, tell)
      : reviews(config, settings, asset, all);
  const kindOf = new Map(all.map(({ text, kind }) => [text, kind]));
  const kinds = before.texts.map((text) => kindOf.get(text) as number);
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

/** The settings of the lab, whose LoRA all clients train. */
const settingsOf = ({ task, sites, samples, batch, rank, rate, rateHead }: FedConfig): LabConfig =>
  labConfig({
    task,
    samples,
    batch,
    rank,
    alpha: rank,
    rate,
    rateHead,
    ...(task === "planted" ? { sites, methods: ["lora"] } : { methods: ["head", "lora"] }),
  });

/** The task's sentences, targets and split, as a run of the lab. */
function reviews(
  { seed, samples }: FedConfig,
  config: LabConfig,
  asset: EncoderAsset,
  all: ReturnType<typeof shortSentences>,
): LabBuilt {
  const tests = testSize(all.length - samples, maxTests(samples));
  const order = [...sampleWithout(randomStream(seed, "sentences"), all.length, tests + samples)];
  const drawn = order.map((s) => all[s] as (typeof all)[number]);
  const indices = [...drawn.keys()];
  return {
    config,
    seeds: [seed],
    weights: asset.weights,
    layers: [0, 1],
    pool: embedAll(asset, drawn),
    texts: drawn.map(({ text }) => text),
    runs: [{ test: indices.slice(0, tests), train: indices.slice(tests) }],
    targets: { kind: "classes", labels: Uint32Array.from(drawn, ({ label }) => label), classes: CLASSES },
    gradients: [],
  };
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
    const found = await inPass({ open, asset }, { ...pool, inputs }, from, (pass) =>
      pass.embed(sentences, names),
    );
    return names.map((name, l) => {
      const W = weightOf(asset.weights, name);
      const data = Float64Array.from(found.inputs[l] as Float32Array);
      return multiply({ rows: data.length / W.cols, cols: W.cols, data }, transpose(W));
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
