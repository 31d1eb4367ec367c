/**
 * Cases for the kernels of a classifier: shapes with 1, primes, sizes that are not multiples of the vector,
 * several runs, folded grids.
 */
import { describe, expect, test } from "vitest";
import { KERNELS } from "../../hosts/kernels.ts";
import { randomStream } from "../../../src/math/random.ts";
import {
  abs,
  f32,
  normals,
  once,
  parseShapes,
  U,
  u32,
  worstError,
  zeros,
  type Case,
  type Results,
} from "./compare.ts";

/** rows × columns × runs. */
const SHAPES = parseShapes("1×1×1 1×3×2 7×10×3 50×128×2 13×257×1 2×3×5 300×1×2");

export function describeClassifierKernels(host: string, run: (one: Case) => Promise<Results>): void {
  describe(`on ${host}`, () => {
    test("gather_samples takes the rows of each run's own step", async () => {
      for (const [rows, cols, batch] of SHAPES) {
        const pool = rows + 5;
        const batches = 3;
        const random = randomStream(1, "test");
        const order = Uint32Array.from({ length: batch * batches * rows }, () => random.integer(pool));
        const steps = [7, 4_294_967_295, 0, 2, 3].slice(0, batch);
        const tensors = [
          f32("source", normals(pool * cols, 1)),
          u32(
            "labels",
            Uint32Array.from({ length: pool }, (_, i) => i + 1),
          ),
          u32("order", order),
          u32("step", steps),
          zeros("out", batch * rows * cols),
          u32("out_labels", new Uint32Array(batch * rows)),
        ];
        const results = await run(once("gather_samples", { rows, cols, batch, batches }, {}, tensors));
        expect([...results("out").gpu]).toEqual([...results("out").cpu].map(Math.fround));
        expect([...results("out_labels").gpu]).toEqual([...results("out_labels").cpu]);
        expect(results("out_labels").gpu[0]).toBe((order[batch * rows] as number) + 1);
      }
    });

    test.each([0, 1])("bias_add, RELU: %i", async (RELU) => {
      for (const [rows, cols, batch] of SHAPES) {
        const [x, bias] = [normals(batch * rows * cols, 1), normals(batch * cols, 2)];
        const gain = Math.fround(Math.SQRT2);
        const tensors = [f32("bias", bias.map(Math.abs)), f32("x", x)];
        const results = await run(once("bias_add", { rows, cols, batch, gain }, { RELU }, tensors));
        const { gpu, cpu } = results("x");
        const added = (i: number) => abs(bias, Math.floor(i / (rows * cols)) * cols + (i % cols));
        expect(worstError({ gpu, cpu }, (i) => 3 * U * (gain * abs(x, i) + added(i)))).toBeLessThanOrEqual(1);
        expect(gpu.some((value) => value < 0)).toBe(!RELU && cpu.some((value) => value < 0));
      }
    });

    test("relu and relu_backward, with folded grids too", async () => {
      for (const { count, WORKGROUP } of [
        { count: 1, WORKGROUP: 64 },
        { count: 1003, WORKGROUP: 64 },
        { count: 4 * 65_535 + 7, WORKGROUP: 1 },
      ]) {
        const x = normals(count, 5).map((value, i) => (i === 0 ? 1 : value));
        const results = await run(once("relu", { count }, { WORKGROUP }, [f32("x", x)]));
        expect([...results("x").gpu]).toEqual([...x].map((value) => Math.max(0, value)));
        const [h, g] = [x.map((value) => Math.max(0, value)), normals(count, 6)];
        const mask = once("relu_backward", { count, gain: 1.5 }, { WORKGROUP }, [f32("h", h), f32("g", g)]);
        const { gpu, cpu } = (await run(mask))("g");
        expect(worstError({ gpu, cpu }, (i) => U * abs(cpu, i))).toBeLessThanOrEqual(1);
        expect([...gpu].map((value) => value === 0)).toEqual([...h].map((value) => value === 0));
      }
    });

    test("a NaN passes the ReLUs, so that divergence is seen", async () => {
      const values = [NaN, -1, 2, NaN];
      const alone = await run(once("relu", { count: 4 }, {}, [f32("x", values)]));
      expect([...alone("x").gpu]).toEqual([NaN, 0, 2, NaN]);
      const params = { rows: 1, cols: 4, batch: 1, gain: 1 };
      const tensors = [f32("bias", [0, 0, 0, 0]), f32("x", values)];
      const fused = await run(once("bias_add", params, { RELU: 1 }, tensors));
      expect([...fused("x").gpu]).toEqual([NaN, 0, 2, NaN]);
    });

    test("column_sums", async () => {
      for (const [rows, cols, batch] of SHAPES) {
        const g = normals(batch * rows * cols, 1);
        const params = { rows, cols, batch, scale: 0.75 };
        const results = await run(
          once("column_sums", params, {}, [f32("g", g), zeros("sums", batch * cols)]),
        );
        const size = (at: number) => {
          const from = Math.floor(at / cols) * rows * cols + (at % cols);
          return Array.from({ length: rows }, (_, i) => abs(g, from + i * cols)).reduce((a, b) => a + b);
        };
        expect(worstError(results("sums"), (i) => (rows + 1) * U * size(i))).toBeLessThanOrEqual(1);
      }
    });

    test.each([0, 1])("softmax_cross_entropy, labels shared: %i", async (shared) => {
      for (const [rows, classes, batch] of parseShapes("1×2×1 7×10×3 300×3×2 5×20×4")) {
        // Logits of up to about 90. The exp of the largest exceeds float32.
        const logits = normals(batch * rows * classes, 1).map((value) => Math.fround(30 * value));
        const random = randomStream(2, "test");
        const stride = shared ? 0 : rows;
        const labels = Uint32Array.from({ length: shared ? rows : batch * rows }, () =>
          random.integer(classes),
        );
        const params = { rows, classes, batch, label_stride: stride, scale: 1 / rows };
        const tensors = [
          f32("logits", logits),
          u32("labels", labels),
          zeros("gradient", logits.length),
          zeros("partials", 2 * batch * rows),
        ];
        const results = await run(once("softmax_cross_entropy", params, {}, tensors));
        // exp(x) is good to (3 + 2 |x|) ulp in WGSL, and x = z − max is rounded.
        const spread = Math.max(...logits) - Math.min(...logits);
        const relative = (8 + 4 * spread) * U;
        const { gpu, cpu } = results("gradient");
        expect(worstError({ gpu, cpu }, () => relative / rows)).toBeLessThanOrEqual(1);
        const found = results("partials");
        const tolerance = (i: number) => (i % 2 ? 0.5 : relative * (1 + abs(found.cpu, i)));
        expect(worstError(found, tolerance)).toBeLessThanOrEqual(1);
        const right = (pairs: ArrayLike<number>) => Array.from(pairs).filter((_, i) => i % 2);
        expect(right(found.gpu)).toEqual(right(found.cpu));
      }
    });

    test("equal logits: the first class is predicted, and the loss is log K", async () => {
      const params = { rows: 2, classes: 4, batch: 1, label_stride: 2, scale: 1 };
      const tensors = [
        f32("logits", [1, 1, 1, 1, -90, -90, -90, -90]),
        u32("labels", [0, 3]),
        zeros("gradient", 8),
        zeros("partials", 4),
      ];
      const results = await run(once("softmax_cross_entropy", params, {}, tensors));
      const { gpu } = results("partials");
      expect([gpu[1], gpu[3]]).toEqual([1, 0]);
      expect(gpu[0]).toBeCloseTo(Math.log(4), 5);
      expect(gpu[2]).toBeCloseTo(Math.log(4), 5);
      expect([...results("gradient").gpu]).toEqual([-0.75, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, -0.75]);
    });

    test("the grid of gather_samples folds where one dimension is too short", () => {
      const size = { rows: 1000, cols: 1000, batch: 3, gain: 1, scale: 1, batches: 1 };
      const grid = KERNELS.get("gather_samples")?.grid(size, { WORKGROUP: 32 }) ?? [];
      expect(grid[1]).toBeGreaterThan(1);
    });
  });
}
