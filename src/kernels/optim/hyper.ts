/**
 * The numbers that update kernels read. Momentum, RMSprop and Adam share the uniform struct `Hyper`. It contains
 * no rates, because rates change from step to step: each update reads its own pair of learning rate and weight
 * decay (training/rates.ts).
 */
import { invariant } from "../../core/errors.ts";
import { read, type Binding, type ReferenceTensor } from "../kernel.ts";

interface HyperParameters {
  /** β of momentum, or the decay of Adam's first moment. */
  readonly beta1: number;
  /** Decay of the second moment (Adam, RMSprop). */
  readonly beta2: number;
  /** Added to the root of the second moment (Adam, RMSprop). */
  readonly epsilon: number;
  /** Whether Adam's kernels leave out the division by 1 − betaᵗ. */
  readonly isUncorrected?: boolean;
}

/** Fields of `struct Hyper`, all f32, in WGSL order. */
export const HYPER_FIELDS = [
  "beta1",
  "beta2",
  "one_minus_beta1",
  "one_minus_beta2",
  "log_beta1",
  "log_beta2",
  "epsilon",
] as const;

/**
 * Number of elements of the `uniform` tensor that holds the struct. The tensor is longer than the seven fields, because
 * its size must be a multiple of 16 bytes.
 */
export const HYPER_LENGTH = 8;

/** Stands for log 0. It is finite, because WGSL may assume that no infinity occurs. exp(t · LOG_ZERO) = 0 for t ≥ 1. */
const LOG_ZERO = -1e30;

/** Computes differences and logarithms in float64, because 1 − 0.999 in f32 would lose about three digits. */
export function packHyper({ beta1, beta2, epsilon, isUncorrected }: HyperParameters): number[] {
  for (const beta of [beta1, beta2]) invariant(beta >= 0 && beta < 1, `0 ≤ ${beta} < 1`);
  const log = (beta: number) => (beta > 0 && !isUncorrected ? Math.log(beta) : LOG_ZERO);
  const values: Record<(typeof HYPER_FIELDS)[number], number> = {
    beta1,
    beta2,
    one_minus_beta1: 1 - beta1,
    one_minus_beta2: 1 - beta2,
    log_beta1: log(beta1),
    log_beta2: log(beta2),
    epsilon,
  };
  const packed = Array.from({ length: HYPER_LENGTH }, () => 0);
  HYPER_FIELDS.forEach((name, i) => (packed[i] = values[name]));
  return packed;
}

/** Reads the struct's fields from a packed tensor, for the references. */
export function unpackHyper(packed: ArrayLike<number>): Record<(typeof HYPER_FIELDS)[number], number> {
  const entries = HYPER_FIELDS.map((name, i) => [name, packed[i] as number]);
  return Object.fromEntries(entries) as Record<(typeof HYPER_FIELDS)[number], number>;
}

/** The bindings of the pairs of rates and of the step counter. The counter is one ahead of the update's step. */
export const RATE_BINDINGS: readonly Binding[] = read("rates", "step");

/** The current update's pair out of `count` pairs, for the references. */
export function ratesNow(
  count: number,
  rates: ReferenceTensor,
  step: ReferenceTensor,
): readonly [number, number] {
  const at = 2 * (((step[0] as number) + count - 1) % count);
  return [rates[at] as number, rates[at + 1] as number];
}
