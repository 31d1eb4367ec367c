/** What a classifier says of one picture, from its weights: for a digit that a person draws. */
import type { LayerView } from "./probes.ts";

export interface Answer {
  /** The class of the largest probability. */
  readonly best: number;
  /** Of every class; they add up to 1. */
  readonly probabilities: readonly number[];
}

/** h ← relu(gain · W h + b), layer by layer; the softmax of the last. */
export function answerOf(layers: readonly LayerView[], input: ArrayLike<number>): Answer {
  let h = Float64Array.from(input);
  for (const { rows, cols, weight, bias, relu, gain } of layers) {
    const next = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += (weight[i * cols + j] as number) * (h[j] as number);
      const value = gain * sum + (bias?.[i] ?? 0);
      next[i] = relu ? Math.max(0, value) : value;
    }
    h = next;
  }
  const largest = Math.max(...h);
  const powers = h.map((value) => Math.exp(value - largest));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return { best: h.indexOf(largest), probabilities: [...powers].map((value) => value / total) };
}
