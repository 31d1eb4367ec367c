/**
 * Turns a config into training data: sentences, the teacher's embeddings or labels, and first gradients. All randomness
 * follows from the seeds.
 */
import { EngineError, badInput } from "../../core/errors.ts";
import { frobeniusNorm, multiply, scale, scaleColumns, transpose, type Matrix } from "../../math/matrix.ts";
import { haar } from "../../math/random-matrices.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";
import { frozenTerm, shapeOfName, weightOf } from "./adapter.ts";
import { DOMAINS, WIDTH, type EncoderAsset, type LayerIndex } from "./asset.ts";
import { shapeOf, pairsIn, type LabBuilt, type PlantedTargets, type Pool, type Split } from "./built.ts";
import { MAX_TESTS, testSize, TEST_CHUNK, trainSizes, type LabConfig } from "./config.ts";
import { cosine, rowOf, softmax, squaredDistance } from "./embedder.ts";
import type { MatrixName } from "./encoder.ts";
import { embedAll, inPass, type ForwardPass, makePool, type Open } from "./forward.ts";
import { METHODS } from "./methods.ts";
import { Tokenizer } from "./tokenizer.ts";
import { tooLong, unreadText, type LabelledTexts, type ScoredPairs } from "./texts.ts";

/** Permitted numbers of tokens in a short sentence, so that a packed mini-batch has few empty rows. */
const SHORT_TOKENS = { least: 4, most: 12 } as const;
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
  const built = { config, seeds, weights: asset.weights };
  if (config.task === "planted") return { ...built, ...(await buildPlanted(given)) };
  return config.task === "pairs"
    ? { ...built, ...(await buildPairs(given, file && "scores" in file ? file : undefined)) }
    : { ...built, ...(await buildClasses(given, file && "labels" in file ? file : undefined)) };
}

/** What each task builds. */
type Built = Omit<LabBuilt, "config" | "seeds" | "weights">;

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

interface ShortSentence extends Tokenized {
  /** Index of its domain. */
  readonly domain: number;
  readonly label: number;
}

/** All short sentences of the three domains, without duplicates. */
export function shortSentences({ sentences }: EncoderAsset, tokenizer: Tokenizer): ShortSentence[] {
  const known = new Set<string>();
  return DOMAINS.flatMap((name, domain) =>
    sentences[name].flatMap(([text, label]): ShortSentence[] => {
      if (known.has(text)) return [];
      known.add(text);
      const tokens = tokenizer.encodeAll(text);
      const isShort = tokens.length >= SHORT_TOKENS.least && tokens.length <= SHORT_TOKENS.most;
      return isShort ? [{ text, tokens, domain, label }] : [];
    }),
  );
}

/**
 * Draws each run's items, first those for the test. The places are those in `used`, which has only items of a run and
 * `fixed` ones.
 */
function draw(
  seeds: readonly number[],
  count: number,
  tests: number,
  trains: number,
  fixed: readonly number[],
) {
  const drawn = seeds.map((seed) => [
    ...sampleWithout(randomStream(seed, "sentences"), count, tests + trains),
  ]);
  const used = [...new Set([...drawn.flat(), ...fixed])].toSorted((a, b) => a - b);
  const place = new Map(used.map((item, at) => [item, at]));
  const placed = (items: readonly number[]): number[] => items.map((item) => place.get(item) as number);
  const runs = drawn.map((items): Split => ({
    test: placed(items.slice(0, tests)),
    train: placed(items.slice(tests)),
  }));
  return { used, fixed: placed(fixed), runs };
}

async function buildPlanted(given: Given): Promise<Built> {
  const { config, asset, seeds, tell } = given;
  const all = shortSentences(asset, given.tokenizer);
  const tests = testSize(all.length - config.samples);
  const fixedCount = Math.min(SCALE_SENTENCES, all.length);
  const calibrating = [...sampleWithout(randomStream(0, "plant/scale"), all.length, fixedCount)];
  const { used, fixed, runs } = draw(seeds, all.length, tests, config.samples, calibrating);
  const chosen = used.map((s) => all[s] as Tokenized);

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
  const { z: plain, plantsOf } = await plantIn(given, pool, 1, tested, fixed);
  const plainAt = new Map(tested.map((s, i) => [s, i]));

  const z = new Float32Array(seeds.length * chosen.length * WIDTH);
  const distances: (readonly number[])[] = [];
  const deltas: ReadonlyMap<MatrixName, Matrix>[] = [];
  const gradients: ReadonlyMap<MatrixName, Matrix>[] = [];
  for (const [b, { train, test }] of runs.entries()) {
    tell("encoder", b + 1, seeds.length + 1);
    const plants = plantsOf(b);
    deltas.push(new Map([...plants].map(([name, [right, left]]) => [name, multiply(left, right)])));
    const sentences = [...train, ...test];
    const taught = await teach(given, pool, 1, sentences, plants);
    const offset = b * chosen.length;
    sentences.forEach((s, i) => z.set(rowOf(taught, i), (offset + s) * WIDTH));
    distances.push(
      test.map((s) => squaredDistance(rowOf(plain, plainAt.get(s) as number), rowOf(z, offset + s))),
    );
    if (!needsGradients(config)) continue;
    const batch = train.slice(0, GRADIENT_SENTENCES);
    gradients.push(
      await firstGradients(given, pool, [1], batch, (values, chunk) =>
        values.map((value, at) => {
          const target = rowOf(z, offset + (chunk[Math.floor(at / WIDTH)] as number));
          return (2 / batch.length) * (value - (target[at % WIDTH] as number));
        }),
      ),
    );
  }
  const targets: PlantedTargets = {
    kind: "planted",
    z,
    distances,
    baseline: distances.map((apart) => apart.reduce((sum, distance) => sum + distance, 0)),
    deltas,
  };
  return {
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
async function buildPairs(given: Given, file?: ScoredPairs): Promise<Built> {
  const { config, asset, seeds, tell, tokenizer } = given;
  if (config.file !== "" && !file)
    throw new EngineError("no-file", "This experiment needs a file of sentence pairs with scores. Open one.");
  const known = file ? pairsOf(file, tokenizer) : standInPairs(asset, tokenizer);
  const most = Math.min(config.samples, Math.floor(known.length / 2));
  const tests = testSize(known.length - most, MAX_TESTS.pairs);
  const fixedCount = file ? 0 : Math.min(SCALE_PAIRS, known.length);
  const calibrating = Array.from({ length: fixedCount }, (_, i) => i);
  const drawn = draw(seeds, known.length, tests, most, calibrating);
  const used = drawn.used.map((pair) => known[pair] as KnownPair);
  const sentencesOf = (pairs: readonly number[]): number[] =>
    pairs.flatMap((pair) => [2 * pair, 2 * pair + 1]);
  const runs = drawn.runs.map(({ test, train }): Split => ({
    test: sentencesOf(test),
    train: sentencesOf(train),
  }));
  const chosen = used.flatMap(({ sentences }) => sentences);

  tell("encoder", 0, seeds.length + 1);
  const pool = embedAll(asset, chosen);
  const { z, plantsOf } = await plantIn(given, pool, 0, [...chosen.keys()], sentencesOf(drawn.fixed));
  const cosineOf = (s: number, other: number): number => cosine(rowOf(z, s), rowOf(z, other));

  const scores = new Float32Array(seeds.length * used.length);
  const fits: (readonly [number, number])[] = [];
  const gradients: ReadonlyMap<MatrixName, Matrix>[] = [];
  for (const [b, { train, test }] of runs.entries()) {
    tell("encoder", b + 1, seeds.length + 1);
    const own = scores.subarray(b * used.length, (b + 1) * used.length);
    if (file) own.set(used.map(({ score }) => score));
    else {
      const sentences = [...train, ...test];
      const taught = await teach(given, pool, 0, sentences, plantsOf(b));
      for (let i = 0; i < sentences.length; i += 2)
        own[(sentences[i] as number) / 2] = TOP_SCORE * cosine(rowOf(taught, i), rowOf(taught, i + 1));
    }
    const pairs = pairsIn(train);
    const fit = fitLine(
      pairs.map((pair) => cosineOf(2 * pair, 2 * pair + 1)),
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
          const score = fit[0] * cosineOf(s, other) + fit[1];
          const d = ((2 * fit[0]) / (batch.length / 2)) * (score - (own[s >> 1] as number));
          return Array.from(rowOf(z, other), (value) => d * value);
        }),
      ),
    );
  }
  return {
    layers: [0, 1],
    pool,
    texts: chosen.map(({ text }) => text),
    ...(file && { remarks: unreadText(file.pairs.flat(), asset.vocabulary) }),
    runs,
    before: rowsOf(
      z,
      runs.flatMap(({ test }) => test),
    ),
    targets: { kind: "pairs", scores, fits },
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
  const all = shortSentences(asset, tokenizer);
  const order = [...sampleWithout(randomStream(0, "pairs"), all.length, all.length - (all.length % 2))];
  return Array.from({ length: order.length / 2 }, (_, i) => ({
    sentences: [all[order[2 * i] as number] as Tokenized, all[order[2 * i + 1] as number] as Tokenized],
    score: NaN,
  }));
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
  rows.forEach((row, i) => out.set(rowOf(z, row), i * WIDTH));
  return out;
}

const needsGradients = ({ methods }: LabConfig): boolean => methods.some((id) => METHODS[id].needsGradient);

const firstGradients = (
  given: Given,
  pool: Pool,
  layers: readonly LayerIndex[],
  batch: readonly number[],
  dzOf: Parameters<ForwardPass["gradients"]>[1],
): Promise<Map<MatrixName, Matrix>> =>
  inPass(given, pool, layers[0] as LayerIndex, (pass) => pass.gradients(batch, dzOf), {
    adaptation: () => ({ kind: "dense" }),
    trained: layers,
  });

type Plant = readonly [right: Matrix, left: Matrix];

/** Embeds sentences without a plant. Returns also each run's plants, whose strength the `fixed` sentences calibrate. */
async function plantIn(
  given: Given,
  pool: Pool,
  from: LayerIndex,
  sentences: readonly number[],
  fixed: readonly number[],
) {
  const { asset, config, seeds } = given;
  const names = config.sites.map((kind): MatrixName => `1.${kind}`);
  const [{ z }, { inputs }] = await inPass(given, pool, from, async (pass) => [
    await pass.embed(sentences),
    await pass.embed(fixed, names),
  ]);
  const sizes = names.map((name, i) => {
    const W = weightOf(asset.weights, name);
    const data = Float64Array.from(inputs[i] as Float32Array);
    const h = { rows: data.length / W.cols, cols: W.cols, data };
    return { name, h, output: frobeniusNorm(multiply(h, transpose(W))) };
  });
  return {
    z,
    plantsOf: (b: number) =>
      new Map(sizes.map((size) => [size.name, plantOf(config, seeds[b] as number, size)])),
  };
}

/** Embeds sentences with the teacher, which has these plants. */
const teach = async (
  given: Given,
  pool: Pool,
  from: LayerIndex,
  sentences: readonly number[],
  plants: ReadonlyMap<MatrixName, Plant>,
): Promise<Float32Array> => {
  const adaptation = (name: MatrixName) => frozenTerm(plants.get(name));
  return (await inPass(given, pool, from, (pass) => pass.embed(sentences), { adaptation })).z;
};

/**
 * The factors [Vᵀ, c U S] of a plant. The singular values in S fall evenly from 1 to 1/r*. The factor c makes ‖hΔ‖ equal
 * to the strength times ‖hW‖. `h` are inputs of the matrix, tokens × in, and `output` is the norm of its outputs.
 */
function plantOf(
  { plantRank, strength }: LabConfig,
  seed: number,
  { name, h, output }: { readonly name: MatrixName; readonly h: Matrix; readonly output: number },
): Plant {
  const { rows, cols } = shapeOfName(name);
  const random = randomStream(seed, `plant/${name}`);
  const [U, V] = [haar(random, rows, plantRank), haar(random, cols, plantRank)];
  const sigma = Array.from({ length: plantRank }, (_, i) => (plantRank - i) / plantRank);
  const factor = (strength * output) / frobeniusNorm(scaleColumns(multiply(h, V), sigma));
  return [transpose(V), scale(scaleColumns(U, sigma), factor)];
}

export const HEAD_SCALE = Math.sqrt(WIDTH) / 4;

async function buildClasses(given: Given, file?: LabelledTexts): Promise<Built> {
  const { config, asset, seeds, tell, tokenizer } = given;
  const { texts, labels, classes } =
    config.task === "file" ? readTexts(file, tokenizer) : reviews(config, asset);
  const runs = seeds.map((seed): Split => splitOf(config, seed, labels, classes.length));
  const pool = embedAll(
    asset,
    texts.map((text) => ({ tokens: tokenizer.encode(text) })),
  );
  const labelsOf = (sentences: readonly number[]): number[] => sentences.map((s) => labels[s] as number);
  const gradients: ReadonlyMap<MatrixName, Matrix>[] = [];
  if (needsGradients(config))
    for (const [b, { train }] of runs.entries()) {
      tell("encoder", b, seeds.length + 1);
      const batch = train.slice(0, GRADIENT_SENTENCES);
      const { z } = await inPass(given, pool, 0, (pass) => pass.embed(batch));
      const H = classMeans(z, labelsOf(batch), classes.length);
      gradients.push(
        await firstGradients(given, pool, [0, 1], batch, (values, chunk) =>
          headGradient(values, labelsOf(chunk), H, classes.length, batch.length),
        ),
      );
    }
  tell("encoder", seeds.length, seeds.length + 1);
  // Embeds the test sentences in the same chunks as a test.
  const size = Math.min(TEST_CHUNK, runs[0]?.test.length ?? 0);
  const tested = runs.flatMap(({ test }) => test);
  const chunks = Array.from({ length: tested.length / size }, (_, i) =>
    tested.slice(i * size, (i + 1) * size),
  );
  const { z: before } = await inPass(given, pool, 0, (pass) => pass.embed(tested), {
    shape: shapeOf(pool, chunks),
  });
  return {
    layers: [0, 1],
    pool,
    texts,
    ...(config.task === "file" && { remarks: unreadText(texts, asset.vocabulary) }),
    runs,
    before,
    targets: { kind: "classes", labels, classes },
    gradients,
  };
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

/** The number of labels of each class. */
function countsOf(labels: Iterable<number>, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}

/** Chooses up to n training sentences of each class; test sentences come from the rest. */
function splitOf({ samples }: LabConfig, seed: number, labels: Uint32Array, classes: number): Split {
  const order = [...sampleWithout(randomStream(seed, "sentences"), labels.length, labels.length)];
  const train: number[] = [];
  const rest: number[] = [];
  const left = trainSizes(countsOf(labels, classes), samples);
  for (const s of order) {
    const label = labels[s] as number;
    const more = left[label] as number;
    left[label] = more - 1;
    (more > 0 ? train : rest).push(s);
  }
  return { train, test: rest.slice(0, testSize(rest.length)) };
}

/**
 * The head for the first gradient, classes × WIDTH: each class's mean embedding minus the overall mean. A head of 0
 * would make the first gradient 0.
 */
function classMeans(z: Float32Array, labels: readonly number[], classes: number): Float64Array {
  const H = new Float64Array(classes * WIDTH);
  const counts = countsOf(labels, classes);
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
    const logits = Array.from({ length: classes }, (_, k) => HEAD_SCALE * cosine(rowOf(z, i), rowOf(H, k)));
    softmax(logits).forEach((probability, k) => {
      const d = (HEAD_SCALE * (probability - Number(k === label))) / count;
      for (let c = 0; c < WIDTH; c++)
        out[i * WIDTH + c] = (out[i * WIDTH + c] as number) + d * (H[k * WIDTH + c] as number);
    });
  });
  return out;
}
