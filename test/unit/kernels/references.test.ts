/** Compares the references with cases computed by hand. */
import { describe, expect, test } from "vitest";
import { adam_step, gd_step, momentum_step } from "../../../src/kernels/optim/steps.ts";
import { packHyper } from "../../../src/kernels/optim/hyper.ts";
import { loss_history } from "../../../src/kernels/loss/loss_history.ts";
import { picture } from "../../../src/kernels/mf/picture.ts";
import { residual, partialCount } from "../../../src/kernels/loss/residual.ts";

const f64 = (...values: number[]) => Float64Array.of(...values);

describe("residual", () => {
  const value = f64(1, 2, 3, /**/ 5, 5, 5);
  const wanted = f64(0, 4, 3, /**/ 4, 3, 2);
  const mask = f64(1, 1, 0, /**/ 0, 1, 0);
  const scales = f64(10, 20);
  const params = { count: 3, batch: 2, partial_count: 2 };

  test("everything observed", () => {
    const [out, partials] = [new Float64Array(6), new Float64Array(8)];
    residual.reference(params, {}, [value, wanted, mask, scales, out, partials]);
    expect([...out]).toEqual([10, -20, 0, 20, 40, 60]);
    // One quad of elements for each batch entry, so only one partial is not 0.
    expect([...partials]).toEqual([5, 5, 0, 0, 14, 14, 0, 0]);
  });

  test("masked, recovery over everything and over what is hidden", () => {
    const [out, partials] = [new Float64Array(6), new Float64Array(8)];
    residual.reference(params, { MASKED: 1 }, [value, wanted, mask, scales, out, partials]);
    expect([...out].map((x) => x + 0)).toEqual([10, -20, 0, 0, 40, 0]);
    expect([...partials]).toEqual([5, 5, 0, 0, 4, 14, 0, 0]);
    residual.reference(params, { MASKED: 1, HELD_OUT: 1 }, [value, wanted, mask, scales, out, partials]);
    expect([...partials]).toEqual([5, 0, 0, 0, 4, 10, 0, 0]);
  });

  test("quads of elements go to one partial after the other", () => {
    const difference = Float64Array.from({ length: 13 }, (_, i) => Math.sqrt(2 ** i));
    const partials = new Float64Array(4);
    const one = { count: 13, batch: 1, partial_count: 2 };
    const zeros = (): Float64Array => new Float64Array(13);
    residual.reference(one, {}, [difference, zeros(), mask, f64(1), zeros(), partials]);
    // The first pair sums elements 0–3 and 8–11, the second 4–7 and 12.
    expect([...partials].map(Math.round)).toEqual([3855, 3855, 4336, 4336]);
  });

  test("partialCount covers every element", () => {
    expect([1, 64, 65, 128, 4096].map(partialCount)).toEqual([1, 1, 2, 2, 64]);
  });
});

test("loss_history sums component 0 and 1, wraps around and advances on request", () => {
  const train = f64(1, 100, 2, 100, /**/ 3, 100, 4, 100);
  const recovery = f64(100, 5, /**/ 100, 6);
  const step = Uint32Array.of(1, 5);
  const history = new Float64Array(2 * 2 * 2);
  const params = { train_count: 2, recovery_count: 1, capacity: 2, batch: 2 };
  loss_history.reference(params, {}, [train, recovery, step, history]);
  expect([...history]).toEqual([0, 0, 0, 0, /**/ 3, 5, 7, 6]);
  expect([...step]).toEqual([1, 5]);
  loss_history.reference(params, { ADVANCE: 1 }, [train, recovery, step, history]);
  loss_history.reference(params, { ADVANCE: 1 }, [train, recovery, step, history]);
  expect([...history]).toEqual([3, 5, 7, 6, /**/ 3, 5, 7, 6]);
  expect([...step]).toEqual([3, 7]);
});

describe("updates", () => {
  const hyper = (changes: object) =>
    Float64Array.from(packHyper({ beta1: 0.5, beta2: 0.75, epsilon: 0, ...changes }));
  const params = { count: 2, rate_scale: 2 };
  const ONE = { RATES: 1 };

  test("each step reads its own pair, and the pairs come round", () => {
    const rates = f64(1, 0, /**/ 10, 0, /**/ 100, 0);
    const taken = [1, 2, 3, 4].map((step) => {
      const w = f64(0, 0);
      gd_step.reference({ count: 1, rate_scale: 1 }, { RATES: 3 }, [w, f64(1), rates, Uint32Array.of(step)]);
      return -(w[0] as number);
    });
    expect(taken).toEqual([1, 10, 100, 1]);
  });

  test("gd_step: the rate scale multiplies the gradient, not the decay", () => {
    const w = f64(1, 2);
    gd_step.reference(params, ONE, [w, f64(3, -1), f64(0.5, 0.1), Uint32Array.of(1)]);
    expect([...w]).toEqual([1 - 0.5 * 2 * 3 - 0.5 * 0.1 * 1, 2 + 0.5 * 2 - 0.5 * 0.1 * 2]);
  });

  test("momentum_step", () => {
    const [w, v] = [f64(1, 2), f64(4, 0)];
    momentum_step.reference(params, ONE, [hyper({}), w, f64(3, -1), f64(0.5, 0), Uint32Array.of(1), v]);
    expect([...v]).toEqual([5, -1]);
    expect([...w]).toEqual([1 - 5, 2 + 1]);
  });

  test("adam_step: the first update is η · sign(g), whatever the size of g", () => {
    const w = f64(0, 0);
    const state = [f64(0, 0), f64(0, 0)];
    adam_step.reference(params, ONE, [hyper({}), w, f64(3, -1e-9), f64(0.5, 0), Uint32Array.of(1), ...state]);
    expect(w[0]).toBeCloseTo(-1, 14);
    expect(w[1]).toBeCloseTo(1, 14);
  });

  test("adam_step at t = 3, by the formula", () => {
    const w = f64(1, 1);
    const [first, second] = [f64(0.2, 0), f64(0.3, 0)];
    const settings = hyper({ epsilon: 0.01 });
    adam_step.reference(params, ONE, [
      settings,
      w,
      f64(0.4, 0),
      f64(0.5, 0.1),
      Uint32Array.of(3),
      first,
      second,
    ]);
    const m = 0.5 * 0.2 + 0.5 * 0.4;
    const v = 0.75 * 0.3 + 0.25 * 0.16;
    const update = m / (1 - 0.5 ** 3) / (Math.sqrt(v / (1 - 0.75 ** 3)) + 0.01);
    expect(first[0]).toBeCloseTo(m, 15);
    expect(second[0]).toBeCloseTo(v, 15);
    expect(w[0]).toBeCloseTo(1 - 0.5 * 2 * update - 0.5 * 0.1, 15);
    expect(w[1]).toBeCloseTo(1 - 0.5 * 0.1, 15);
  });
});

describe("picture", () => {
  const lut = Uint32Array.of(10, 11, 12, 13, 14);
  const params = { count: 5, lut_size: 5, low: 0, high: 4, hidden: 99 };
  const draw = (constants: object, value: Float64Array, reference: Float64Array, mask: Float64Array) => {
    const pixels = new Uint32Array(5);
    picture.reference(params, { ...constants }, [value, reference, mask, lut, pixels]);
    return [...pixels];
  };
  const zeros = new Float64Array(5);

  test("places values, rounds to the nearest colour, clamps, hides", () => {
    expect(draw({}, f64(-1, 0, 1.4, 1.6, 9), zeros, zeros)).toEqual([10, 10, 11, 12, 14]);
    expect(draw({ MASKED: 1 }, f64(1, 1, 1, 1, 1), zeros, f64(0, 1, 0, 1, 1))).toEqual([99, 11, 99, 11, 11]);
    expect(draw({ DIFFERENCE: 1 }, f64(3, 3, 3, 3, NaN), f64(0, 1, 2, 3, 0), zeros)).toEqual([
      13, 12, 11, 10, 99,
    ]);
  });
});
