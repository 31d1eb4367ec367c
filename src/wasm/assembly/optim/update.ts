// The optimizers' updates of a tensor of `count` elements. They work on whole vectors, because tensors end at
// vector boundaries.
import { madd } from "../arithmetic";
import { Hyper, pairNow } from "./hyper";

/** eˣ − 1, imported from JavaScript. */
declare function expm1(x: f64): f64;

/** −η · rateScale in all lanes. `pair` is the address of (η, λ). */
function rateOf(pair: usize, rateScale: f32): v128 {
  return f32x4.splat(-load<f32>(pair) * rateScale);
}

/** −η λ in all lanes. */
function decayOf(pair: usize): v128 {
  return f32x4.splat(-load<f32>(pair) * load<f32>(pair, 4));
}

/** w ← w − η · rateScale · g − η λ w. */
export function gd_step(
  w: usize,
  g: usize,
  rates: usize,
  step: usize,
  count: usize,
  rateScale: f32,
  rateCount: u32,
): void {
  const pair = pairNow(rates, step, rateCount);
  const rate = rateOf(pair, rateScale);
  const decay = decayOf(pair);
  for (const end = w + 4 * count; w < end; w += 16, g += 16) {
    const value = v128.load(w);
    v128.store(w, madd(rate, v128.load(g), madd(decay, value, value)));
  }
}

/** v ← g + β₁ v; w ← w − η · rateScale · v − η λ w. */
export function momentum_step(
  hyper: Hyper,
  w: usize,
  g: usize,
  rates: usize,
  step: usize,
  v: usize,
  count: usize,
  rateScale: f32,
  rateCount: u32,
): void {
  const pair = pairNow(rates, step, rateCount);
  const rate = rateOf(pair, rateScale);
  const decay = decayOf(pair);
  const beta = f32x4.splat(hyper.beta1);
  for (const end = w + 4 * count; w < end; w += 16, g += 16, v += 16) {
    const value = v128.load(w);
    const velocity = madd(beta, v128.load(v), v128.load(g));
    v128.store(v, velocity);
    v128.store(w, madd(rate, velocity, madd(decay, value, value)));
  }
}

/**
 * Bias-corrected Adam with ε outside the root and decoupled weight decay. `rateScale` scales the update.
 * step[0] is the number t ≥ 1 of this update, a u32.
 */
export function adam_step(
  hyper: Hyper,
  w: usize,
  g: usize,
  rates: usize,
  step: usize,
  first: usize,
  second: usize,
  count: usize,
  rateScale: f32,
  rateCount: u32,
): void {
  const pair = pairNow(rates, step, rateCount);
  const rate = rateOf(pair, rateScale);
  const decay = decayOf(pair);
  const beta1 = f32x4.splat(hyper.beta1);
  const beta2 = f32x4.splat(hyper.beta2);
  const rest1 = f32x4.splat(hyper.oneMinusBeta1);
  const rest2 = f32x4.splat(hyper.oneMinusBeta2);
  const epsilon = f32x4.splat(hyper.epsilon);
  const t = <f64>load<u32>(step);
  const correction1 = f32x4.splat(-(<f32>expm1(t * hyper.logBeta1)));
  const correction2 = f32x4.splat(-(<f32>expm1(t * hyper.logBeta2)));
  for (const end = w + 4 * count; w < end; w += 16, g += 16, first += 16, second += 16) {
    const value = v128.load(w);
    const gradient = v128.load(g);
    const m = madd(beta1, v128.load(first), f32x4.mul(rest1, gradient));
    const v = madd(beta2, v128.load(second), f32x4.mul(f32x4.mul(rest2, gradient), gradient));
    v128.store(first, m);
    v128.store(second, v);
    const deviation = f32x4.sqrt(f32x4.div(v, correction2));
    const change = f32x4.div(f32x4.div(m, correction1), f32x4.add(deviation, epsilon));
    v128.store(w, madd(rate, change, madd(decay, value, value)));
  }
}

/** v ← β₂ v + (1 − β₂) g²; w ← w − η · rateScale · g / (√v + ε) − η λ w. */
export function rmsprop_step(
  hyper: Hyper,
  w: usize,
  g: usize,
  rates: usize,
  step: usize,
  second: usize,
  count: usize,
  rateScale: f32,
  rateCount: u32,
): void {
  const pair = pairNow(rates, step, rateCount);
  const rate = rateOf(pair, rateScale);
  const decay = decayOf(pair);
  const beta2 = f32x4.splat(hyper.beta2);
  const rest2 = f32x4.splat(hyper.oneMinusBeta2);
  const epsilon = f32x4.splat(hyper.epsilon);
  for (const end = w + 4 * count; w < end; w += 16, g += 16, second += 16) {
    const value = v128.load(w);
    const gradient = v128.load(g);
    const v = madd(beta2, v128.load(second), f32x4.mul(f32x4.mul(rest2, gradient), gradient));
    v128.store(second, v);
    const change = f32x4.div(gradient, f32x4.add(f32x4.sqrt(v), epsilon));
    v128.store(w, madd(rate, change, madd(decay, value, value)));
  }
}
