/** The order of the samples. Each pass over them has a new order, which depends on the seed alone. */
import { randomStream, sampleWithout } from "../math/random.ts";

/**
 * Returns a function that gives the indices of update t's samples. A pass leaves out the samples that do not
 * fill a mini-batch.
 */
export function batchOrder(seed: number, samples: number, size: number): (t: number) => Uint32Array {
  const perPass = Math.max(1, Math.floor(samples / size));
  let known: { readonly pass: number; readonly order: Uint32Array } | undefined;
  return (t) => {
    const pass = Math.floor(t / perPass);
    if (known?.pass !== pass)
      known = { pass, order: sampleWithout(randomStream(seed, `order ${pass}`), samples, samples) };
    const first = (t % perPass) * size;
    return known.order.subarray(first, first + size);
  };
}
