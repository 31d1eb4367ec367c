/** Computes a classifier's answer for one picture from its weights. Used for digits that the user draws. */
import type { LayerView } from "./probes.ts";

/** h ← relu(gain · W h + b), layer by layer, then the softmax of the last layer. `best` is the most probable class. */
export function answerOf(layers: readonly LayerView[], input: ArrayLike<number>) {
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
