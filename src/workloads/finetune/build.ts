/**
 * Turns a config into training data: sentences, the teacher's embeddings or labels, and first gradients. All randomness
 * follows from the seeds.
 */
import { EngineError, invariant, badInput } from "../../core/errors.ts";
import { frobeniusNorm, multiply, scale, scaleColumns, transpose, type Matrix } from "../../math/matrix.ts";
import { haar } from "../../math/random-matrices.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";
import type { Adaptation } from "../../models/parametrizations/adapted.ts";
import {
  DOMAINS,
  LAYER_WIDTHS,
  matrixShape,
  WIDTH,
  type EncoderAsset,
  type LayerIndex,
  type MatrixKind,
} from "./asset.ts";
import { shapeOf } from "./batches.ts";
import {
  pairsIn,
  type ClassTargets,
  type LabBuilt,
  type PairTargets,
  type PlantedTargets,
  type Pool,
  type Split,
} from "./built.ts";
import { MAX_TESTS, testSize, TEST_CHUNK, trainSizes, type LabConfig } from "./config.ts";
import { embedTokens, type MatrixName } from "./encoder.ts";
import { ForwardPass, makePool, NO_ADAPTATION, type Open } from "./forward.ts";
import { METHODS } from "./methods.ts";
import { Tokenizer } from "./tokenizer.ts";
import { tooLong, unreadText, type LabelledTexts, type ScoredPairs } from "./texts.ts";

/** Permitted numbers of tokens in a sentence of the planted task. */
const PLANTED_TOKENS = { least: 4, most: 12 } as const;
/** Largest number of sentences that calibrate a plant's strength. They are the same for all seeds. */
const SCALE_SENTENCES = 100;
/** Largest number of sentences for a first gradient. */
const GRADIENT_SENTENCES = 64;

type Tell = (label: string, done: number, total: number) => void;

/**
 * Builds the data of a run. `open` returns an executor for the frozen encoder, in single precision on every backend, so
 * that all backends train on the same data.
 */
export async function buildLab(
  config: LabConfig,
  asset: EncoderAsset,
  seeds: readonly number[],
  open: Open,
  tell: Tell = () => undefined,
  file?: LabelledTexts | ScoredPairs,
): Promise<LabBuilt> {
  const given = { config, asset, seeds, open, tell, tokenizer: new Tokenizer(asset.vocabulary) };
  if (config.task === "planted") return buildPlanted(given);
  return config.task === "pairs"
    ? buildPairs(given, file && "scores" in file ? file : undefined)
    : buildClasses(given, file && "labels" in file ? file : undefined);
}

/** Every task builds its data from these. */
interface Given {
  readonly config: LabConfig;
  readonly asset: EncoderAsset;
  readonly seeds: readonly number[];
  readonly open: Open;
  readonly tell: Tell;
  readonly tokenizer: Tokenizer;
}

interface Tokenized {
  readonly text: string;
  readonly tokens: readonly number[];
}

/** All sentences of the three domains whose length suits the planted task, without duplicates. */
export function plantedSentences({ sentences }: EncoderAsset, tokenizer: Tokenizer): Tokenized[] {
  const texts = new Set(DOMAINS.flatMap((domain) => sentences[domain].map(([text]) => text)));
  return [...texts]
    .map((text) => ({ text, tokens: tokenizer.encodeAll(text) }))
    .filter(({ tokens }) => tokens.length >= PLANTED_TOKENS.least && tokens.length <= PLANTED_TOKENS.most);
}

async function buildPlanted(given: Given): Promise<LabBuilt> {
  const { config, asset, seeds, tell } = given;
  const all = plantedSentences(asset, given.tokenizer);
  const tests = testSize(all.length - config.samples);
  const drawn = seeds.map((seed) => [
    ...sampleWithout(randomStream(seed, "sentences"), all.length, tests + config.samples),
  ]);
  const fixedCount = Math.min(SCALE_SENTENCES, all.length);
  const fixed = [...sampleWithout(randomStream(0, "plant/scale"), all.length, fixedCount)];
  // The pool holds only sentences that a run uses or that calibrate the plants.
  const used = [...new Set([...drawn.flat(), ...fixed])].toSorted((a, b) => a - b);
  const place = new Map(used.map((s, at) => [s, at]));
  const placed = (list: readonly number[]): number[] => list.map((s) => place.get(s) as number);
  const chosen = used.map((s) => all[s] as Tokenized);
  const runs = drawn.map((list): Split => ({
    test: placed(list.slice(0, tests)),
    train: placed(list.slice(tests)),
  }));
  const names = config.sites.map((kind): MatrixName => `1.${kind}`);

  tell("encoder", 0, seeds.length + 1);
  const tokens = embedAll(asset, chosen);
  const inputs = await inPass(given, tokens, 0, (pass) => pass.lift([...chosen.keys()]));
  const pool = makePool(
    tokens.lengths.map((length, s) => {
      const from = (tokens.first[s] as number) * WIDTH;
      return inputs.subarray(from, from + length * WIDTH);
    }),
    WIDTH,
  );
  // The embeddings without a plant matter for the test sentences only.
  const tested = [...new Set(runs.flatMap(({ test }) => test))];
  const [{ z: plain }, scaled] = await inPass(given, pool, 1, async (pass) => [
    await pass.embed(tested),
    await pass.embed(placed(fixed), names),
  ]);
  const plainAt = new Map(tested.map((s, i) => [s, i]));
  const sizes = new Map(
    names.map((name, i) => [name, sizeOf(asset, name, scaled.inputs[i] as Float32Array)]),
  );

  const z = new Float32Array(seeds.length * chosen.length * WIDTH);
  const distances: (readonly number[])[] = [];
  const baseline: number[] = [];
  const deltas: ReadonlyMap<MatrixName, Matrix>[] = [];
  const gradients: ReadonlyMap<MatrixName, Matrix>[] = [];
  for (const [b, { train, test }] of runs.entries()) {
    tell("encoder", b + 1, seeds.length + 1);
    const plants = new Map(names.map((name) => [name, plantOf(config, seeds[b] as number, name, sizes)]));
    deltas.push(new Map([...plants].map(([name, [right, left]]) => [name, multiply(left, right)])));
    const sentences = [...train, ...test];
    const { z: taught } = await inPass(given, pool, 1, (pass) => pass.embed(sentences), plants);
    sentences.forEach((s, i) =>
      z.set(taught.subarray(i * WIDTH, (i + 1) * WIDTH), (b * chosen.length + s) * WIDTH),
    );
    const apart = test.map((s) => squaredDistance(plain, plainAt.get(s) as number, z, b * chosen.length + s));
    distances.push(apart);
    baseline.push(apart.reduce((sum, distance) => sum + distance, 0));
    if (!needsGradients(config)) continue;
    const batch = train.slice(0, GRADIENT_SENTENCES);
    const offset = b * chosen.length;
    gradients.push(
      await firstGradients(given, pool, [1], batch, (values, chunk) =>
        values.map(
          (value, at) =>
            (2 / batch.length) *
            (value -
              (z[(offset + (chunk[Math.floor(at / WIDTH)] as number)) * WIDTH + (at % WIDTH)] as number)),
        ),
      ),
    );
  }
  const targets: PlantedTargets = { kind: "planted", z, distances, baseline, deltas };
  return {
    config,
    seeds,
    weights: asset.weights,
    layers: [1],
    pool,
    texts: chosen.map(({ text }) => text),
    runs,
    before: rowsOf(
      plain,
      runs.flatMap(({ test }) => test.map((s) => plainAt.get(s) as number)),
    ),
    targets,
    gradients,
  };
}

/** The largest score of the stand-in's teacher, as in the STS benchmark. */
const TOP_SCORE = 5;
/** Number of the stand-in's pairs that calibrate the teacher's plant. They are the same for all seeds. */
const SCALE_PAIRS = 50;

/**
 * Pairs of sentences with scores: the user's, or, without a file, pairs of reviews that a teacher scores by 5 cos(u, v).
 * The teacher is the encoder with the config's plant.
 */
async function buildPairs(given: Given, file?: ScoredPairs): Promise<LabBuilt> {
  const { config, asset, seeds, tell, tokenizer } = given;
  if (config.file !== "" && !file)
    throw new EngineError("no-file", "This experiment needs a file of sentence pairs with scores. Open one.");
  const known = file ? pairsOf(file, tokenizer) : standInPairs(asset, tokenizer);
  const most = Math.min(config.samples, Math.floor(known.length / 2));
  const tests = testSize(known.length - most, MAX_TESTS.pairs);
  const drawn = seeds.map((seed) => [
    ...sampleWithout(randomStream(seed, "sentences"), known.length, tests + most),
  ]);
  const fixed = file ? [] : Array.from({ length: Math.min(SCALE_PAIRS, known.length) }, (_, i) => i);
  const used = [...new Set([...drawn.flat(), ...fixed])].toSorted((a, b) => a - b);
  const place = new Map(used.map((pair, at) => [pair, at]));
  const placed = (list: readonly number[]): number[] =>
    list.flatMap((pair) => [2 * (place.get(pair) as number), 2 * (place.get(pair) as number) + 1]);
  const chosen = used.flatMap((pair) => (known[pair] as KnownPair).sentences);
  const runs = drawn.map((list): Split => ({
    test: placed(list.slice(0, tests)),
    train: placed(list.slice(tests)),
  }));
  const names = config.sites.map((kind): MatrixName => `1.${kind}`);

  tell("encoder", 0, seeds.length + 1);
  const pool = embedAll(asset, chosen);
  const [{ z }, scaled] = await inPass(given, pool, 0, async (pass) => [
    await pass.embed([...chosen.keys()]),
    file ? undefined : await pass.embed(placed(fixed), names),
  ]);
  const sizes = new Map(
    names.map((name, i) => [name, sizeOf(asset, name, scaled?.inputs[i] ?? new Float32Array(0))]),
  );

  const scores = new Float32Array(seeds.length * used.length);
  const fits: (readonly [number, number])[] = [];
  const gradients: ReadonlyMap<MatrixName, Matrix>[] = [];
  for (const [b, { train, test }] of runs.entries()) {
    tell("encoder", b + 1, seeds.length + 1);
    const own = scores.subarray(b * used.length, (b + 1) * used.length);
    if (file) used.forEach((pair, i) => (own[i] = (known[pair] as KnownPair).score));
    else {
      const plants = new Map(names.map((name) => [name, plantOf(config, seeds[b] as number, name, sizes)]));
      const sentences = [...train, ...test];
      const { z: taught } = await inPass(given, pool, 0, (pass) => pass.embed(sentences), plants);
      for (let i = 0; i < sentences.length; i += 2)
        own[(sentences[i] as number) / 2] = TOP_SCORE * cosine(taught, i, i + 1);
    }
    const pairs = pairsIn(train);
    const fit = fitLine(
      pairs.map((pair) => cosine(z, 2 * pair, 2 * pair + 1)),
      pairs.map((pair) => own[pair] as number),
    );
    fits.push(fit);
    if (!needsGradients(config)) continue;
    const batch = train.slice(0, GRADIENT_SENTENCES);
    gradients.push(
      await firstGradients(given, pool, [0, 1], batch, (_values, chunk) =>
        chunk.flatMap((s) => {
          // The other sentence of the pair.
          const other = s ^ 1;
          const score = fit[0] * cosine(z, s, other) + fit[1];
          const d = ((2 * fit[0]) / (batch.length / 2)) * (score - (own[s >> 1] as number));
          return Array.from(z.subarray(other * WIDTH, (other + 1) * WIDTH), (value) => d * value);
        }),
      ),
    );
  }
  const targets: PairTargets = { kind: "pairs", scores, fits };
  return {
    config,
    seeds,
    weights: asset.weights,
    layers: [0, 1],
    pool,
    texts: chosen.map(({ text }) => text),
    ...(file && { remarks: unreadText(file.pairs.flat(), asset.vocabulary) }),
    runs,
    before: rowsOf(
      z,
      runs.flatMap(({ test }) => test),
    ),
    targets,
    gradients,
  };
}

interface KnownPair {
  readonly sentences: readonly [Tokenized, Tokenized];
  readonly score: number;
}

function pairsOf({ pairs, scores, lines }: ScoredPairs, tokenizer: Tokenizer): KnownPair[] {
  const tokenized = pairs.map((pair) => pair.map((text) => ({ text, tokens: tokenizer.encodeAll(text) })));
  const doubled = Uint32Array.from({ length: 2 * lines.length }, (_, i) => lines[i >> 1] as number);
  const fault = tooLong(
    { lines: doubled },
    tokenized.flat().map(({ tokens }) => tokens),
  );
  if (fault) throw badInput(fault);
  return tokenized.map((sentences, i) => ({
    sentences: [sentences[0] as Tokenized, sentences[1] as Tokenized],
    score: scores[i] as number,
  }));
}

/** The sentences of the planted task, two by two in a random order. The teacher gives the scores. */
function standInPairs(asset: EncoderAsset, tokenizer: Tokenizer): KnownPair[] {
  const all = plantedSentences(asset, tokenizer);
  const order = [...sampleWithout(randomStream(0, "pairs"), all.length, all.length - (all.length % 2))];
  return Array.from({ length: order.length / 2 }, (_, i) => ({
    sentences: [all[order[2 * i] as number] as Tokenized, all[order[2 * i + 1] as number] as Tokenized],
    score: NaN,
  }));
}

/** u·v for rows i and j of z, which have length 1. */
function cosine(z: Float32Array, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < WIDTH; c++) sum += (z[i * WIDTH + c] as number) * (z[j * WIDTH + c] as number);
  return sum;
}

/** The line a x + b nearest to y in the sense of least squares. It is level if all x are equal. */
function fitLine(x: readonly number[], y: readonly number[]): readonly [number, number] {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const a =
    spread > 0 ? x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] as number) - my), 0) / spread : 0;
  return [a, my - a * mx];
}

/** Copies these rows of z. */
function rowsOf(z: Float32Array, rows: readonly number[]): Float32Array {
  const out = new Float32Array(rows.length * WIDTH);
  rows.forEach((row, i) => out.set(z.subarray(row * WIDTH, (row + 1) * WIDTH), i * WIDTH));
  return out;
}

/** Computes the inputs of layer 0 and packs them. */
export const embedAll = ({ weights, frequencies }: EncoderAsset, sentences: readonly Tokenized[]): Pool => {
  const embedding = weights.get("embedding");
  invariant(embedding, "the encoder has an embedding");
  return makePool(
    sentences.map(({ tokens }) => embedTokens({ embedding, frequencies }, tokens)),
    LAYER_WIDTHS[0],
  );
};

/** Uses a forward pass from this layer on, of the encoder or of the teacher with these plants. */
async function inPass<T>(
  { open, asset }: Given,
  pool: Pool,
  layer: LayerIndex,
  work: (pass: ForwardPass) => Promise<T>,
  plants?: ReadonlyMap<MatrixName, Plant>,
): Promise<T> {
  const pass = await ForwardPass.open(open, asset.weights, pool, layer, (name) =>
    frozenTerm(plants?.get(name)),
  );
  const found = await work(pass);
  pass.destroy();
  return found;
}

const needsGradients = ({ methods }: LabConfig): boolean => methods.some((id) => METHODS[id].needsGradient);

async function firstGradients(
  { open, asset }: Given,
  pool: Pool,
  layers: readonly LayerIndex[],
  batch: readonly number[],
  dzOf: (z: Float32Array, chunk: readonly number[]) => ArrayLike<number>,
): Promise<Map<MatrixName, Matrix>> {
  const from = layers[0] as LayerIndex;
  const pass = await ForwardPass.open(open, asset.weights, pool, from, () => ({ kind: "dense" }), layers);
  const found = await pass.gradients(batch, dzOf);
  pass.destroy();
  return found;
}

function weightOf({ weights }: EncoderAsset, name: MatrixName): Matrix {
  const values = weights.get(name);
  invariant(values, `the encoder has weights ${name}`);
  const { rows, cols } = matrixShape(Number(name[0]) as LayerIndex, name.slice(2) as MatrixKind);
  return { rows, cols, data: Float64Array.from(values) };
}

/** The inputs of a matrix, tokens × in, and the norm of its outputs. */
function sizeOf(
  asset: EncoderAsset,
  name: MatrixName,
  inputs: Float32Array,
): { readonly h: Matrix; readonly output: number } {
  const W = weightOf(asset, name);
  const h = { rows: inputs.length / W.cols, cols: W.cols, data: Float64Array.from(inputs) };
  return { h, output: frobeniusNorm(multiply(h, transpose(W))) };
}

type Plant = readonly [right: Matrix, left: Matrix];

/**
 * The factors [Vᵀ, c U S] of a plant. The singular values in S fall evenly from 1 to 1/r*. The factor c makes ‖hΔ‖ equal
 * to the strength times ‖hW‖.
 */
function plantOf(
  { plantRank, strength }: LabConfig,
  seed: number,
  name: MatrixName,
  sizes: ReadonlyMap<MatrixName, { readonly h: Matrix; readonly output: number }>,
): Plant {
  const size = sizes.get(name);
  invariant(size, "the plant's matrix was measured");
  const { rows, cols } = matrixShape(Number(name[0]) as LayerIndex, name.slice(2) as MatrixKind);
  const random = randomStream(seed, `plant/${name}`);
  const [U, V] = [haar(random, rows, plantRank), haar(random, cols, plantRank)];
  const sigma = Array.from({ length: plantRank }, (_, i) => (plantRank - i) / plantRank);
  const factor = (strength * size.output) / frobeniusNorm(scaleColumns(multiply(size.h, V), sigma));
  return [transpose(V), scale(scaleColumns(U, sigma), factor)];
}

function frozenTerm(plant: Plant | undefined): Adaptation {
  if (!plant) return NO_ADAPTATION();
  const [right, left] = plant;
  const factors = [
    { name: "right", runs: [right], rateScale: 0 },
    { name: "left", runs: [left], rateScale: 0 },
  ];
  return { kind: "terms", terms: [{ scale: 1, factors, trained: false }] };
}

/** The squared distance between embedding i of `a` and embedding j of `b`. */
function squaredDistance(a: Float32Array, i: number, b: Float32Array, j: number): number {
  let sum = 0;
  for (let c = 0; c < WIDTH; c++) sum += ((a[i * WIDTH + c] as number) - (b[j * WIDTH + c] as number)) ** 2;
  return sum;
}

export const HEAD_SCALE = Math.sqrt(WIDTH) / 4;

async function buildClasses(given: Given, file?: LabelledTexts): Promise<LabBuilt> {
  const { config, asset, seeds, tell, tokenizer } = given;
  const { texts, labels, classes } =
    config.task === "file" ? readTexts(file, tokenizer) : reviews(config, asset);
  const runs = seeds.map((seed): Split => splitOf(config, seed, labels, classes.length));
  const pool = embedAll(
    asset,
    texts.map((text) => ({ text, tokens: tokenizer.encode(text) })),
  );
  const gradients: ReadonlyMap<MatrixName, Matrix>[] = [];
  if (needsGradients(config))
    for (const [b, { train }] of runs.entries()) {
      tell("encoder", b, seeds.length + 1);
      const batch = train.slice(0, GRADIENT_SENTENCES);
      const { z } = await inPass(given, pool, 0, (pass) => pass.embed(batch));
      const H = classMeans(
        z,
        batch.map((s) => labels[s] as number),
        classes.length,
      );
      gradients.push(
        await firstGradients(given, pool, [0, 1], batch, (values, chunk) =>
          headGradient(
            values,
            chunk.map((s) => labels[s] as number),
            H,
            classes.length,
            batch.length,
          ),
        ),
      );
    }
  tell("encoder", seeds.length, seeds.length + 1);
  const before = await embedTests(given, pool, runs);
  const targets: ClassTargets = { kind: "classes", labels, classes };
  return {
    config,
    seeds,
    weights: asset.weights,
    layers: [0, 1],
    pool,
    texts,
    ...(config.task === "file" && { remarks: unreadText(texts, asset.vocabulary) }),
    runs,
    before,
    targets,
    gradients,
  };
}

/** Embeds all test sentences with the frozen encoder, in the same chunks as a test. */
async function embedTests({ open, asset }: Given, pool: Pool, runs: readonly Split[]): Promise<Float32Array> {
  const size = Math.min(TEST_CHUNK, runs[0]?.test.length ?? 0);
  const tested = runs.flatMap(({ test }) => test);
  const chunks = Array.from({ length: tested.length / size }, (_, i) =>
    tested.slice(i * size, (i + 1) * size),
  );
  const pass = await ForwardPass.open(open, asset.weights, pool, 0, NO_ADAPTATION, [], shapeOf(pool, chunks));
  const { z } = await pass.embed(tested);
  pass.destroy();
  return z;
}

function readTexts(file: LabelledTexts | undefined, tokenizer: Tokenizer): LabelledTexts {
  if (!file) throw new EngineError("no-file", "This experiment needs a file of your own texts with labels.");
  const fault = tooLong(
    file,
    file.texts.map((text) => tokenizer.encodeAll(text)),
  );
  if (fault) throw badInput(fault);
  return file;
}

function reviews({ domain }: LabConfig, { sentences }: EncoderAsset): Omit<LabelledTexts, "lines"> {
  const list = sentences[domain];
  return {
    texts: list.map(([text]) => text),
    labels: Uint32Array.from(list, ([, label]) => label),
    classes: ["negative", "positive"],
  };
}

/** Chooses up to n training sentences of each class; test sentences come from the rest. */
function splitOf({ samples }: LabConfig, seed: number, labels: Uint32Array, classes: number): Split {
  const order = [...sampleWithout(randomStream(seed, "sentences"), labels.length, labels.length)];
  const train: number[] = [];
  const rest: number[] = [];
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const sizes = trainSizes(counts, samples);
  const taken = new Uint32Array(classes);
  for (const s of order) {
    const label = labels[s] as number;
    if ((taken[label] as number) < (sizes[label] as number)) {
      taken[label] = (taken[label] as number) + 1;
      train.push(s);
    } else rest.push(s);
  }
  return { train, test: rest.slice(0, testSize(rest.length)) };
}

/**
 * The head for the first gradient, classes × WIDTH: each class's mean embedding minus the overall mean. A head of 0
 * would make the first gradient 0.
 */
function classMeans(z: Float32Array, labels: readonly number[], classes: number): Float64Array {
  const H = new Float64Array(classes * WIDTH);
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  labels.forEach((label, i) => {
    for (let c = 0; c < WIDTH; c++) {
      const value = z[i * WIDTH + c] as number;
      const at = label * WIDTH + c;
      H[at] = (H[at] as number) + value / (counts[label] as number);
      for (let k = 0; k < classes; k++)
        H[k * WIDTH + c] = (H[k * WIDTH + c] as number) - value / labels.length;
    }
  });
  return H;
}

/** dz for the given sentences, where the loss is the mean cross-entropy over `count` sentences. */
function headGradient(
  z: Float32Array,
  labels: readonly number[],
  H: Float64Array,
  classes: number,
  count: number,
): Float64Array {
  const out = new Float64Array(z.length);
  labels.forEach((label, i) => {
    const logits = Array.from({ length: classes }, (_, k) => {
      let sum = 0;
      for (let c = 0; c < WIDTH; c++) sum += (z[i * WIDTH + c] as number) * (H[k * WIDTH + c] as number);
      return HEAD_SCALE * sum;
    });
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((a, b) => a + b, 0);
    powers.forEach((power, k) => {
      const d = (HEAD_SCALE * (power / total - Number(k === label))) / count;
      for (let c = 0; c < WIDTH; c++)
        out[i * WIDTH + c] = (out[i * WIDTH + c] as number) + d * (H[k * WIDTH + c] as number);
    });
  });
  return out;
}
