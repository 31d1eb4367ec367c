/** Compares the small kernels with their float64 references. Other kernels have test files of their own. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { chooseResidual, partialCount } from "../../../src/kernels/loss/residual.ts";
import {
  abs,
  bits,
  dispatch,
  f32,
  normals,
  once,
  parseShapes,
  runOne,
  U,
  u32,
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

describe("residual", () => {
  const sizes = parseShapes("1×1 7×3 64×2 65×1 4099×3 20481×1");

  const variants = ["0 0", "1 0", "1 1"].flatMap((variant) =>
    ["residual", "residual_any"].map((kernel) => [kernel, variant] as const),
  );
  test.each(variants)("%s, MASKED, HELD_OUT: %s", async (kernel, variant) => {
    const [MASKED = 0, HELD_OUT = 0] = variant.split(" ").map(Number);
    const served = sizes.filter(([count, batch]) =>
      [kernel, "residual"].includes(chooseResidual(count, batch).name),
    );
    expect(served.length).toBeGreaterThanOrEqual(4);
    for (const [count, batch] of served) {
      const value = normals(batch * count, 1);
      const wanted = normals(batch * count, 2);
      const mask = bits(batch * count, 3, 0.4);
      mask[0] = 1;
      const params = { count, batch, partial_count: partialCount(count) };
      const tensors = [
        f32("value", value),
        f32("wanted", wanted),
        f32("mask", MASKED ? mask : mask.map(() => NaN)),
        f32("scales", [2.5, 0.75, 1.5].slice(0, batch)),
        zeros("residual", batch * count),
        zeros("partials", batch * partialCount(count) * 2),
      ];
      const results = await run(once(kernel, params, { MASKED, HELD_OUT }, tensors));
      expect(
        worstError(results("residual"), (i) => 4 * U * abs(results("residual").cpu, i)),
      ).toBeLessThanOrEqual(1);
      // A sum of at most 64 squares, each of a rounded difference. Its relative error is at most (64 + 3) u,
      // because no term is negative.
      expect(
        worstError(results("partials"), (i) => 67 * U * abs(results("partials").cpu, i)),
      ).toBeLessThanOrEqual(1);
    }
  });

  test("HELD_OUT counts only the entries that the mask hides", async () => {
    const params = { count: 3, batch: 1, partial_count: 1 };
    const tensors = [
      f32("value", [1, 2, 4]),
      f32("wanted", [0, 0, 0]),
      f32("mask", [1, 0, 1]),
      f32("scales", [1]),
      zeros("residual", 3),
      zeros("partials", 2),
    ];
    const results = await run(once("residual", params, { MASKED: 1, HELD_OUT: 1 }, tensors));
    expect(results("residual").gpu).toEqual(Float32Array.of(1, 0, 4));
    expect(results("partials").gpu).toEqual(Float32Array.of(17, 4));
  });
});

describe("loss_history", () => {
  test.each([1, 2, 63, 64, 65, 1000])(
    "%i partial sums, three batch entries, wrap-around",
    async (trainCount) => {
      const recoveryCount = 2 * trainCount + 1;
      const train = normals(3 * trainCount * 2, 1).map(Math.abs);
      const recovery = normals(3 * recoveryCount * 2, 2).map(Math.abs);
      const params = { train_count: trainCount, recovery_count: recoveryCount, capacity: 4, batch: 3 };
      const names = ["train", "recovery", "step", "history"];
      const advance = dispatch("loss_history", params, { ADVANCE: 1 }, names);
      const stay = dispatch("loss_history", params, {}, names);
      const results = await run({
        tensors: [
          f32("train", train),
          f32("recovery", recovery),
          u32("step", [2, 7, 4_294_967_292]),
          zeros("history", 4 * 3 * 2),
        ],
        dispatches: [advance, stay, advance],
      });
      expect([...results("step").gpu]).toEqual([4, 9, 4_294_967_294]);
      const { gpu, cpu } = results("history");
      expect([...gpu].map((x) => x === 0)).toEqual([...cpu].map((x) => x === 0));
      // Each invocation adds its part; a tree then adds the parts. This makes at most count / 64 + 6
      // additions in a row, with no negative term.
      const additions = Math.ceil(recoveryCount / 64) + 6;
      expect(worstError({ gpu, cpu }, (i) => additions * U * abs(cpu, i))).toBeLessThanOrEqual(1);
    },
  );
});
