/**
 * Compares kernels in WebAssembly with their float64 references: all but the products and the kernels of classifiers
 * and encoders, which have files of their own. The tolerances are derived like those of test/gpu.
 */
import { describe, expect, test } from "vitest";
import { packHyper } from "../../src/kernels/optim/hyper.ts";
import { KERNELS } from "../hosts/kernels.ts";
import { partialCount } from "../../src/kernels/loss/residual.ts";
import { loadModule, supportedBuilds } from "../../src/wasm/build.ts";
import {
  abs,
  bits,
  dispatch,
  f32,
  normals,
  once,
  parseShapes,
  U,
  u32,
  uniform,
  worstError,
  zeros,
  type Case,
} from "../gpu/kernels/compare.ts";
import { cellCases } from "../gpu/kernels/cells-cases.ts";
import { runCase } from "./run.ts";

const [ETA, DECAY] = [Math.fround(0.01), Math.fround(0.1)];
const HYPER = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/** (η, decay) pairs of four steps, NaN except the current update's. The step counter is one ahead of its index. */
const rates = (step = 1, decay = DECAY) => [
  f32(
    "rates",
    Array.from({ length: 8 }, (_, i) =>
      i === 2 * ((step - 1) % 4) ? ETA : i === 2 * ((step - 1) % 4) + 1 ? decay : NaN,
    ),
  ),
  u32("step", [step]),
];
const RATES = 4;

test("functions are exported, and called with parameters and constants of their kernel", async () => {
  const names = new Set(WebAssembly.Module.exports(await loadModule("simd")).map(({ name }) => name));
  const called = [...KERNELS.values()].flatMap(({ wasm, ...kernel }) => (wasm ? [{ wasm, ...kernel }] : []));
  expect(called.length).toBeGreaterThan(30);
  for (const { name, wasm, params, constants } of called) {
    expect(names, name).toContain(wasm.name);
    const known = [...params.map((field) => field.name), ...Object.keys(constants)];
    expect(known, name).toEqual(expect.arrayContaining([...wasm.numbers]));
  }
});

describe.each(supportedBuilds())("%s", (build) => {
  const run = (one: Case) => runCase(build, one);

  describe("residual", () => {
    test.each(["0 0", "1 0", "1 1"])("MASKED, HELD_OUT: %s", async (variant) => {
      const [MASKED = 0, HELD_OUT = 0] = variant.split(" ").map(Number);
      for (const [count, batch] of parseShapes("1×1 7×3 64×2 65×1 4099×3 20481×1")) {
        const mask = bits(batch * count, 3, 0.4);
        mask[0] = 1;
        const tensors = [
          f32("value", normals(batch * count, 1)),
          f32("wanted", normals(batch * count, 2)),
          f32("mask", MASKED ? mask : mask.map(() => NaN)),
          f32("scales", [2.5, 0.75, 1.5].slice(0, batch)),
          zeros("residual", batch * count),
          f32("partials", normals(batch * partialCount(count) * 2, 4)),
        ];
        const params = { count, batch, partial_count: partialCount(count) };
        const results = await run(once("residual", params, { MASKED, HELD_OUT }, tensors));
        const { cpu } = results("residual");
        expect(worstError(results("residual"), (i) => 4 * U * abs(cpu, i))).toBeLessThanOrEqual(1);
        const sums = results("partials").cpu;
        expect(worstError(results("partials"), (i) => 67 * U * abs(sums, i))).toBeLessThanOrEqual(1);
      }
    });
  });

  test.each(cellCases)("$name", async ({ one, check }) => {
    const results = await run(one);
    expect(results("out").gpu.length).toBeGreaterThan(0);
    check(results);
  });

  test.each([1, 2, 63, 1000])("loss_history, %i partial sums, wrap-around", async (trainCount) => {
    const recoveryCount = 2 * trainCount + 1;
    const params = { train_count: trainCount, recovery_count: recoveryCount, capacity: 4, batch: 3 };
    const names = ["train", "recovery", "step", "history"];
    const advance = dispatch("loss_history", params, { ADVANCE: 1 }, names);
    const stay = dispatch("loss_history", params, {}, names);
    const results = await run({
      tensors: [
        f32("train", normals(3 * trainCount * 2, 1).map(Math.abs)),
        f32("recovery", normals(3 * recoveryCount * 2, 2).map(Math.abs)),
        u32("step", [2, 7, 4_294_967_292]),
        zeros("history", 4 * 3 * 2),
      ],
      dispatches: [advance, stay, advance],
    });
    expect([...results("step").gpu]).toEqual([4, 9, 4_294_967_294]);
    const { gpu, cpu } = results("history");
    // The sum is in float64 and is rounded once.
    expect(worstError({ gpu, cpu }, (i) => 2 * U * abs(cpu, i))).toBeLessThanOrEqual(1);
  });

  const hyper = (changes: Partial<typeof HYPER> = {}) =>
    uniform("hyper", packHyper({ ...HYPER, ...changes }).map(Math.fround));
  const params = (count: number) => ({ count, rate_scale: 0.5 });

  test.each([1, 4, 1003])("gd_step and momentum_step, %i elements, two updates", async (count) => {
    const [w, g, v] = [normals(count, 1), normals(count, 2), normals(count, 3)];
    const tensors = [hyper(), f32("w", w), f32("g", g), ...rates(), f32("v", v)];
    const tolerance = (i: number) => 8 * U * (abs(w, i) + ETA * (2 * abs(g, i) + abs(w, i) + 4));
    const gd = dispatch("gd_step", params(count), { RATES }, ["w", "g", "rates", "step"]);
    const simple = await run({ tensors, dispatches: [gd, gd] });
    expect(worstError(simple("w"), tolerance)).toBeLessThanOrEqual(1);
    const momentum = dispatch("momentum_step", params(count), { RATES }, [
      "hyper",
      "w",
      "g",
      "rates",
      "step",
      "v",
    ]);
    const results = await run({ tensors, dispatches: [momentum, momentum] });
    expect(worstError(results("v"), (i) => 8 * U * (2 * abs(g, i) + 4))).toBeLessThanOrEqual(1);
    expect(worstError(results("w"), tolerance)).toBeLessThanOrEqual(1);
  });

  test.each([1, 2, 100, 10_000, 1_000_000])("adam_step at t = %i", async (t) => {
    const count = 257;
    const [g, first] = [normals(count, 2), normals(count, 3)];
    const second = normals(count, 4).map((x) => Math.fround(x * x));
    const state = [f32("first", first), f32("second", second)];
    // w starts at 0, so it contains only the update.
    const tensors = [hyper(), zeros("w", count), f32("g", g), ...rates(t), ...state];
    const results = await run(once("adam_step", params(count), { RATES }, tensors));
    expect(worstError(results("first"), (i) => 4 * U * (abs(first, i) + abs(g, i)))).toBeLessThanOrEqual(1);
    const squares = (i: number) => 4 * U * (abs(second, i) + abs(g, i) ** 2);
    expect(worstError(results("second"), squares)).toBeLessThanOrEqual(1);
    // Roundings of constants, two divisions and a root (a few units each), and cancellation in the first
    // moment.
    const { cpu } = results("w");
    const cancelled = (i: number) => (abs(first, i) + abs(g, i)) / abs(results("first").cpu, i);
    expect(worstError(results("w"), (i) => (16 + 4 * cancelled(i)) * U * abs(cpu, i))).toBeLessThanOrEqual(1);
  });

  test.each([1, 4, 1003])("rmsprop_step, %i elements, two updates", async (count) => {
    const [w, g] = [normals(count, 1), normals(count, 2)];
    const second = normals(count, 3).map((x) => Math.fround(x * x));
    const tensors = [hyper(), f32("w", w), f32("g", g), ...rates(), f32("second", second)];
    const update = dispatch("rmsprop_step", params(count), { RATES }, [
      "hyper",
      "w",
      "g",
      "rates",
      "step",
      "second",
    ]);
    const results = await run({ tensors, dispatches: [update, update] });
    const squares = (i: number) => 8 * U * (abs(second, i) + abs(g, i) ** 2);
    expect(worstError(results("second"), squares)).toBeLessThanOrEqual(1);
    const { cpu } = results("second");
    const change = (i: number) => ETA * (abs(w, i) + abs(g, i) / Math.sqrt(abs(cpu, i)));
    const tolerance = (i: number) => 8 * U * (abs(w, i) + 2 * change(i));
    expect(worstError(results("w"), tolerance)).toBeLessThanOrEqual(1);
  });

  test("adam_step with β = 0, weight decay, and gradients whose squares vanish", async () => {
    const tensors = [
      f32("w", [1, -2, 3]),
      f32("g", [0.5, -1e-25, 0]),
      ...rates(3),
      zeros("first", 3),
      zeros("second", 3),
    ];
    const changes = { beta1: 0, beta2: 0, epsilon: 1e-12 };
    const one = once("adam_step", params(3), { RATES }, [hyper(changes), ...tensors]);
    const { gpu, cpu } = (await run(one))("w");
    expect(worstError({ gpu, cpu }, (i) => 4 * U * abs(cpu, i))).toBeLessThanOrEqual(1);
  });

  test.each(["0 0", "0 1", "1 0", "1 1"])("picture, DIFFERENCE, MASKED: %s", async (variant) => {
    const [DIFFERENCE = 0, MASKED = 0] = variant.split(" ").map(Number);
    const value = [NaN, Infinity, -Infinity, -1.5, 2, 0, ...normals(3000, 1)];
    const lut = Array.from({ length: 256 }, (_, i) => 0xff00_0000 + i * 0x01_0101);
    const tensors = [
      f32("value", value),
      f32("reference", normals(value.length, 2)),
      f32("mask", bits(value.length, 3, 0.7)),
      u32("lut", lut),
      u32("pixels", new Uint32Array(value.length)),
    ];
    const range = { count: value.length, lut_size: 256, low: -1.5, high: 2, hidden: 0xff33_2211 };
    const results = await run(once("picture", range, { DIFFERENCE, MASKED }, tensors));
    expect(results("pixels").gpu).toEqual(results("pixels").cpu);
    expect(new Set(results("pixels").cpu).size).toBeGreaterThan(250);
  });
});
