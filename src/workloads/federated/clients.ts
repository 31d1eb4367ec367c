/** The sentences of a client: which ones it gets, and in which order the curriculum uses them. */
import type { Random } from "../../math/random.ts";
import type { FedConfig } from "./config.ts";

/** Draws from Gamma(shape, 1) by the method of Marsaglia and Tsang. A shape below 1 uses a draw with shape + 1. */
export function gammaVariate(random: Random, shape: number): number {
  if (shape < 1) return gammaVariate(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Fractions for `count` clients, drawn from the symmetric Dirichlet distribution. */
export function dirichlet(random: Random, beta: number, count: number): number[] {
  const parts = Array.from({ length: count }, () => gammaVariate(random, beta));
  const sum = parts.reduce((total, part) => total + part, 0);
  // For the smallest β, all draws may underflow to 0. One client then gets everything.
  if (sum === 0) {
    const one = random.integer(count);
    return parts.map((_, k) => Number(k === one));
  }
  return parts.map((part) => part / sum);
}

/** Divides `count` items in proportion to the fractions, by rounding each client's cumulative fraction. */
export function sizesOf(fractions: readonly number[], count: number): number[] {
  let before = 0;
  let sum = 0;
  return fractions.map((fraction, k) => {
    sum += fraction;
    const end = k === fractions.length - 1 ? count : Math.min(count, Math.round(sum * count));
    const size = end - before;
    before = end;
    return size;
  });
}

/** The items of each client: each kind by its own draw. `fractionsOf` holds, for each kind, the clients' fractions. */
export function splitByKind(
  items: readonly number[],
  kindOf: (item: number) => number,
  fractionsOf: readonly (readonly number[])[],
): number[][] {
  const clients: number[][] = (fractionsOf[0] ?? []).map(() => []);
  fractionsOf.forEach((fractions, kind) => {
    const own = items.filter((item) => kindOf(item) === kind);
    let at = 0;
    sizesOf(fractions, own.length).forEach((size, k) => {
      clients[k]?.push(...own.slice(at, at + size));
      at += size;
    });
  });
  return clients;
}

/** The fraction of the sentences in use in the curriculum's round t of T. It starts at b and reaches 1 in round a T. */
export const fractionAt = (
  { startFraction, rampFraction, steps }: Pick<FedConfig, "startFraction" | "rampFraction" | "steps">,
  t: number,
): number => Math.min(1, startFraction + ((1 - startFraction) * t) / (rampFraction * steps));

/** Number of sentences in use, at least one. The tolerance absorbs floating-point errors, as in .55 · 20. */
export const usedOf = (count: number, fraction: number): number =>
  Math.min(count, Math.max(1, Math.ceil(count * fraction - 1e-9)));

/** Sorts indices by ascending score. Equal scores keep their order. */
export const ascending = (scores: readonly number[]): number[] =>
  scores
    .map((score, i) => ({ score, i }))
    .toSorted((a, b) => a.score - b.score || a.i - b.i)
    .map(({ i }) => i);

/**
 * Splits items into mini-batches of `size`, in order. As in the lab, leftover items are not used. If there are fewer
 * items than `size`, they are repeated to fill one mini-batch.
 */
export function batchesOf(items: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.max(1, Math.floor(items.length / size)) }, (_, i) =>
    Array.from({ length: size }, (__, j) => items[(i * size + j) % items.length] as number),
  );
}
