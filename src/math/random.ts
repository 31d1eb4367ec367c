/**
 * Seeded random numbers: one integer seed, any number of independent named streams. Drawing more numbers from
 * one stream never changes another, so a deeper network keeps its target and mask.
 *
 * The generator is documented here so that others can reimplement it. The FNV-1a hash of "seed/stream",
 * passed through SplitMix32, gives the state (a, b, c, d) of four 32-bit words. From this state, sfc32 (Chris
 * Doty-Humphrey's Small Fast Counter, PractRand) generates words, after 12 warm-up rounds. A uniform number
 * is (high 27 bits · 2^26 + 26 bits) / 2^53. Normals use Marsaglia's polar method. Browsers may round
 * Math.log differently (by 1 ulp), but no branch depends on it.
 */
import { BETWEEN_YIELDS, divisible, type Parts } from "../core/parts.ts";

export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in 0 … bound − 1. */
  integer(bound: number): number;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function randomStream(seed: number, stream: string): Random {
  let mix = fnv1a(`${seed}/${stream}`);
  const splitMix32 = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = splitMix32();
  let b = splitMix32();
  let c = splitMix32();
  let d = splitMix32();
  const word = (): number => {
    const out = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  for (let i = 0; i < 12; i++) word();

  const uniform = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
  return { uniform, normal, integer: (bound) => Math.floor(uniform() * bound) };
}

/** `count` different integers from 0 … size − 1 (the first `count` places of a Fisher–Yates shuffle). */
export const sampleWithout = divisible(function* (
  random: Random,
  size: number,
  count: number,
): Parts<Uint32Array> {
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(size - i);
    const swap = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swap;
    if (i % BETWEEN_YIELDS === 0) yield;
  }
  return order.slice(0, count);
});
