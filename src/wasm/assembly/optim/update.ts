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

/** GaLore's correction √(1 − β₂ᵗ) / (1 − β₁ᵗ) of Adam's direction first / (√second + ε), with t = step[0]. */
function correctionOf(hyper: Hyper, step: usize): f32 {
  const t = <f64>load<u32>(step);
  const one = -expm1(t * hyper.logBeta1);
  const two = -expm1(t * hyper.logBeta2);
  return <f32>(Math.sqrt(two) / one);
}

/** Works on whole vectors, because tensors end at vector boundaries. */
export function adam_direction(
  hyper: Hyper,
  g: usize,
  step: usize,
  first: usize,
  second: usize,
  out: usize,
  count: usize,
): void {
  const beta1 = f32x4.splat(hyper.beta1);
  const beta2 = f32x4.splat(hyper.beta2);
  const rest1 = f32x4.splat(hyper.oneMinusBeta1);
  const rest2 = f32x4.splat(hyper.oneMinusBeta2);
  const epsilon = f32x4.splat(hyper.epsilon);
  const correction = f32x4.splat(correctionOf(hyper, step));
  for (const end = g + 4 * count; g < end; g += 16, first += 16, second += 16, out += 16) {
    const gradient = v128.load(g);
    const m = madd(beta1, v128.load(first), f32x4.mul(rest1, gradient));
    const v = madd(beta2, v128.load(second), f32x4.mul(f32x4.mul(rest2, gradient), gradient));
    v128.store(first, m);
    v128.store(second, v);
    v128.store(out, f32x4.div(f32x4.mul(correction, m), f32x4.add(f32x4.sqrt(v), epsilon)));
  }
}

const BLOCK: usize = 256;

/**
 * The moments are stored as one-byte codes: moment = map[code] · (largest magnitude in its block). `maps`
 * holds 256 signed values, then 256 unsigned ones.
 */
export function adam_direction_8bit(
  hyper: Hyper,
  g: usize,
  step: usize,
  maps: usize,
  codes1: usize,
  codes2: usize,
  maxima: usize,
  out: usize,
  count: usize,
): void {
  const beta1 = hyper.beta1;
  const beta2 = hyper.beta2;
  const rest1 = hyper.oneMinusBeta1;
  const rest2 = hyper.oneMinusBeta2;
  const epsilon = hyper.epsilon;
  const correction = correctionOf(hyper, step);
  const unsigned = maps + 4 * 256;
  for (let from: usize = 0; from < count; from += BLOCK, maxima += 8) {
    const end = min(from + BLOCK, count);
    const old1 = load<f32>(maxima);
    const old2 = load<f32>(maxima, 4);
    let largest1: f32 = 0;
    let largest2: f32 = 0;
    for (let i = from; i < end; i++) {
      const m = fresh1(g, maps, codes1, i, beta1, rest1, old1);
      const v = fresh2(g, unsigned, codes2, i, beta2, rest2, old2);
      largest1 = max(largest1, abs(m));
      largest2 = max(largest2, v);
      store<f32>(out + 4 * i, (correction * m) / (sqrt(v) + epsilon));
    }
    for (let i = from; i < end; i++) {
      const m = fresh1(g, maps, codes1, i, beta1, rest1, old1);
      const v = fresh2(g, unsigned, codes2, i, beta2, rest2, old2);
      store<u8>(codes1 + i, <u8>nearest(maps, largest1 > 0 ? m / largest1 : 0));
      // Code 0 would be a second moment of 0, and the next step would then be huge.
      store<u8>(codes2 + i, <u8>max<u32>(1, nearest(unsigned, largest2 > 0 ? v / largest2 : 0)));
    }
    store<f32>(maxima, largest1);
    store<f32>(maxima, largest2, 4);
  }
}

function fresh1(g: usize, map: usize, codes: usize, i: usize, beta: f32, rest: f32, largest: f32): f32 {
  const moment = load<f32>(map + 4 * <usize>load<u8>(codes + i)) * largest;
  return beta * moment + rest * load<f32>(g + 4 * i);
}

function fresh2(g: usize, map: usize, codes: usize, i: usize, beta: f32, rest: f32, largest: f32): f32 {
  const moment = load<f32>(map + 4 * <usize>load<u8>(codes + i)) * largest;
  const gradient = load<f32>(g + 4 * i);
  return beta * moment + rest * gradient * gradient;
}

/** The code of the nearest value of a map. Ties go to the lower code. */
function nearest(map: usize, value: f32): u32 {
  let low: u32 = 0;
  let high: u32 = 255;
  while (low < high) {
    const middle = (low + high) / 2;
    if (load<f32>(map + 4 * <usize>middle) < value) low = middle + 1;
    else high = middle;
  }
  const above = load<f32>(map + 4 * <usize>low);
  return low > 0 && value - load<f32>(map + 4 * <usize>(low - 1)) <= above - value ? low - 1 : low;
}
