/** Compares gd_step, momentum_step and adam_step with their float64 references. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { packHyper } from "../../../src/kernels/optim/hyper.ts";
import { KERNELS } from "../../hosts/kernels.ts";
import {
  abs,
  dispatch,
  f32,
  normals,
  once,
  runOne,
  U,
  u32,
  uniform,
  worstError,
  zeros,
  type Case,
  type Results,
} from "./compare.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

const run = (one: Case): Promise<Results> => runOne(device, one);

const [ETA, DECAY] = [Math.fround(0.01), Math.fround(0.1)];
const HYPER = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/** Pairs for four steps. The current update's pair is at its own index; the counter is one ahead. */
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
const hyper = (changes: Partial<typeof HYPER> = {}) =>
  uniform("hyper", packHyper({ ...HYPER, ...changes }).map(Math.fround));
const params = (count: number) => ({ count, rate_scale: 0.5 });

test.each([
  { count: 1, WORKGROUP: 64 },
  { count: 1003, WORKGROUP: 64 },
  { count: 4 * 65_535 * 2 + 7, WORKGROUP: 1 },
  { count: 4 * 65_535 * 8 + 77, WORKGROUP: 8 },
])("gd_step, $count elements, $WORKGROUP invocations in a workgroup", async ({ count, WORKGROUP }) => {
  const w = Float64Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i + 1)));
  const g = Float64Array.from({ length: count }, (_, i) => Math.fround(Math.cos(i)));
  const one = once("gd_step", params(count), { WORKGROUP, RATES }, [f32("w", w), f32("g", g), ...rates()]);
  const grid = KERNELS.get("gd_step")?.grid(params(count), { WORKGROUP }) ?? [];
  expect((grid[1] ?? 0) > 1, "the grid is folded").toBe(count > 100_000);
  const { cpu, gpu } = (await run(one))("w");
  const tolerance = (i: number) => 4 * U * (abs(w, i) + ETA * (abs(g, i) + abs(w, i)));
  expect(worstError({ cpu, gpu }, tolerance)).toBeLessThanOrEqual(1);
  expect(gpu[count - 1]).not.toBe(w[count - 1]);
});

test("momentum_step, two updates", async () => {
  const count = 1003;
  const w = normals(count, 1);
  const g = normals(count, 2);
  const update = dispatch("momentum_step", params(count), { RATES }, [
    "hyper",
    "w",
    "g",
    "rates",
    "step",
    "v",
  ]);
  const tensors = [hyper(), f32("w", w), f32("g", g), ...rates(), f32("v", normals(count, 3))];
  const results = await run({ tensors, dispatches: [update, update] });
  expect(worstError(results("v"), (i) => 8 * U * (2 * abs(g, i) + 4))).toBeLessThanOrEqual(1);
  const tolerance = (i: number) => 8 * U * (abs(w, i) + ETA * (2 * abs(g, i) + abs(w, i) + 4));
  expect(worstError(results("w"), tolerance)).toBeLessThanOrEqual(1);
});

const times = [1, 2, 5, 100, 693, 10_000, 1_000_000];
test.each(times)("adam_step at t = %i", async (t) => {
  const count = 257;
  const [g, first] = [normals(count, 2), normals(count, 3)];
  const second = normals(count, 4).map((x) => Math.fround(x * x));
  const w = Float64Array.from({ length: count }, () => 0);
  const tensors = [
    hyper(),
    f32("w", w),
    f32("g", g),
    ...rates(t, 0),
    f32("first", first),
    f32("second", second),
  ];
  const results = await run(once("adam_step", params(count), { RATES }, tensors));
  expect(worstError(results("first"), (i) => 4 * U * (abs(first, i) + abs(g, i)))).toBeLessThanOrEqual(1);
  expect(worstError(results("second"), (i) => 4 * U * (abs(second, i) + abs(g, i) ** 2))).toBeLessThanOrEqual(
    1,
  );
  // w contains only the update. Its relative error comes from exp, two divisions, a root and the series (a
  // few units each), and from cancellation in the first moment.
  const { cpu } = results("w");
  const moment = results("first").cpu;
  const cancelled = (i: number) => (abs(first, i) + abs(g, i)) / abs(moment, i);
  expect(worstError(results("w"), (i) => (24 + 4 * cancelled(i)) * U * abs(cpu, i))).toBeLessThanOrEqual(1);
});

test("adam_step with β = 0, with weight decay, and with gradients whose squares vanish", async () => {
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
  expect([...cpu]).toEqual([
    expect.closeTo(1 - 0.005 - 0.001, 7),
    expect.closeTo(-2 + 0.002, 7),
    expect.closeTo(3 - 0.003, 7),
  ]);
  expect(worstError({ gpu, cpu }, (i) => 4 * U * abs(cpu, i))).toBeLessThanOrEqual(1);
});
