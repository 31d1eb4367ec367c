/** Embeds any texts with the original encoder or with an adapter. This needs no run. */
import { badInput } from "../../core/errors.ts";
import { adaptationOf, type LabAdapter } from "./adapter.ts";
import { WIDTH, type EncoderAsset } from "./asset.ts";
import { embedAll } from "./build.ts";
import { ForwardPass, type Open } from "./forward.ts";
import { Tokenizer } from "./tokenizer.ts";

export class Embedder {
  readonly #asset: EncoderAsset;
  readonly #open: Open;
  readonly #tokenizer: Tokenizer;

  constructor(asset: EncoderAsset, open: Open) {
    this.#asset = asset;
    this.#open = open;
    this.#tokenizer = new Tokenizer(asset.vocabulary);
  }

  /**
   * Unit vectors, texts × WIDTH. Only the first 128 tokens of a text count. Rejects with EngineError for an
   * empty text.
   */
  async embed(texts: readonly string[], adapter: LabAdapter = { matrices: [] }): Promise<Float32Array> {
    const sentences = texts.map((text) => ({ text, tokens: this.#tokenizer.encode(text) }));
    if (sentences.some(({ tokens }) => tokens.length === 0))
      throw badInput("An empty text has no embedding. Write a sentence.");
    const pool = embedAll(this.#asset, sentences);
    const pass = await ForwardPass.open(this.#open, this.#asset.weights, pool, 0, adaptationOf(adapter));
    try {
      return (await pass.embed([...texts.keys()])).z;
    } finally {
      pass.destroy();
    }
  }
}

/** Embedding i, or the weights of class i. */
export const rowOf = (z: Float32Array, i: number): Float32Array => z.subarray(i * WIDTH, (i + 1) * WIDTH);

export const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** The probability of each class for each embedding, according to the adapter's classifier, if it has one. */
export function probabilitiesOf(z: Float32Array, { head }: LabAdapter): number[][] | undefined {
  if (!head) return undefined;
  return Array.from({ length: z.length / WIDTH }, (_, i) => {
    const logits = Array.from(head.bias, (bias, k) => bias + cosine(rowOf(z, i), rowOf(head.weight, k)));
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  });
}

/** The most probable class of each embedding, if the adapter has a classifier. Ties go to the first class. */
export const classesOf = (z: Float32Array, adapter: LabAdapter): number[] | undefined =>
  probabilitiesOf(z, adapter)?.map((each) => each.indexOf(Math.max(...each)));
