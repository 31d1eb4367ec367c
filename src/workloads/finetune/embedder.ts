/** Embeds any texts with the original encoder or with an adapter. This needs no run. */
import { badInput } from "../../core/errors.ts";
import { innerProduct } from "../../math/matrix.ts";
import { adaptationOf, type LabAdapter } from "./adapter.ts";
import { WIDTH, type EncoderAsset } from "./asset.ts";
import { embedAll, inPass, type ForwardPass, type Open } from "./forward.ts";
import { Tokenizer } from "./tokenizer.ts";

/**
 * Returns a function from texts to unit vectors, texts × WIDTH. Only the first 128 tokens of a text count. It rejects with
 * EngineError for an empty text.
 */
export function openEmbedder(asset: EncoderAsset, open: Open) {
  const tokenizer = new Tokenizer(asset.vocabulary);
  return async (texts: readonly string[], adapter: LabAdapter = { matrices: [] }): Promise<Float32Array> => {
    const sentences = texts.map((text) => ({ tokens: tokenizer.encode(text) }));
    if (sentences.some(({ tokens }) => tokens.length === 0))
      throw badInput("An empty text has no embedding. Write a sentence.");
    const pool = embedAll(asset, sentences);
    const work = (pass: ForwardPass) => pass.embed([...texts.keys()]);
    return (await inPass({ open, asset }, pool, 0, work, { adaptation: adaptationOf(adapter) })).z;
  };
}

/** Embedding i, or the weights of class i. */
export const rowOf = <T extends Float32Array | Float64Array>(z: T, i: number): T =>
  z.subarray(i * WIDTH, (i + 1) * WIDTH) as T;

/** a·b is the cosine of embeddings, because they have length 1. */
export const cosine = innerProduct;

/** ‖a − b‖². */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return sum;
}

export function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The probability of each class for each embedding, according to the adapter's classifier, if it has one. */
export function probabilitiesOf(z: Float32Array, { head }: LabAdapter): number[][] | undefined {
  if (!head) return undefined;
  return Array.from({ length: z.length / WIDTH }, (_, i) => {
    const row = rowOf(z, i);
    return softmax(Array.from(head.bias, (bias, k) => bias + cosine(row, rowOf(head.weight, k))));
  });
}

/** The most probable class of each embedding, if the adapter has a classifier. Ties go to the first class. */
export const classesOf = (z: Float32Array, adapter: LabAdapter): number[] | undefined =>
  probabilitiesOf(z, adapter)?.map((each) => each.indexOf(Math.max(...each)));
