/**
 * Cases for the kernels of a text encoder and of GaLore: odd sizes, several runs, rows without a sentence.
 */
import { describe, expect, test } from "vitest";
import { packHyper } from "../../../src/kernels/optim/hyper.ts";
import type { Dispatch } from "../../../src/kernels/program.ts";
import { randomStream } from "../../../src/math/random.ts";
import { eightBitMaps } from "../../../src/models/eight-bit.ts";
import {
  abs,
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
  type Results,
} from "./compare.ts";

/** rows × columns × runs. */
const SHAPES = parseShapes("1×4×1 3×1×2 7×10×3 50×128×2 13×257×1 300×3×2");

/**
 * Spans of sentences with these lengths, and of their rows, for each of `batch` runs. `padding` rows belong
 * to no sentence.
 */
function spansOf(lengths: readonly number[], padding: number, batch: number) {
  const rows: number[] = [];
  const sentences: number[] = [];
  let first = 0;
  for (const length of lengths) {
    sentences.push(first, first + length);
    for (let i = 0; i < length; i++) rows.push(first, first + length);
    first += length;
  }
  for (let i = 0; i < padding; i++) rows.push(0, 0);
  const repeat = (values: readonly number[]) => Array.from({ length: batch }, () => values).flat();
  return { rows: first + padding, rowSpans: repeat(rows), sentenceSpans: repeat(sentences) };
}

export function describeEncoderKernels(host: string, run: (one: Case) => Promise<Results>): void {
  describe(`on ${host}`, () => {
    test("take_slot takes the numbers of each run's own step", async () => {
      const [count, batch, slots] = [5, 3, 4];
      const source = Uint32Array.from({ length: slots * batch * count }, (_, i) => i + 1);
      const tensors = [
        u32("source", source),
        u32("step", [2, 4, 4_294_967_295]),
        u32("out", new Uint32Array(batch * count)),
      ];
      const { gpu } = (await run(once("take_slot", { count, batch, slots }, {}, tensors)))("out");
      const from = (slot: number, entry: number) => (slot * batch + entry) * count;
      expect([...gpu]).toEqual(
        [from(2, 0), from(0, 1), from(3, 2)].flatMap((at) => [...source.subarray(at, at + count)]),
      );
    });

    test("add", async () => {
      for (const count of [1, 7, 1003]) {
        const [x, out] = [normals(count, 1), normals(count, 2)];
        const results = await run(once("add", { count }, {}, [f32("x", x), f32("out", out)]));
        expect([...results("out").gpu]).toEqual(
          [...out].map((value, i) => Math.fround(value + (x[i] as number))),
        );
      }
    });

    test("layer_norm and its backward pass", async () => {
      for (const [rows, cols, batch] of SHAPES) {
        const count = rows * cols * batch;
        // The values are far from mean 0, so that a variance computed from squares alone would fail.
        const x = normals(count, 1).map((value) => Math.fround(value + 30));
        const [scale, bias, g, dx] = [
          normals(cols, 2),
          normals(cols, 3),
          normals(count, 4),
          normals(count, 5),
        ];
        const params = { rows, cols, batch };
        const forward = await run(
          once("layer_norm", params, {}, [
            f32("x", x),
            f32("scale", scale),
            f32("bias", bias),
            zeros("y", count),
            zeros("moments", 2 * rows * batch),
          ]),
        );
        const { cpu: moments } = forward("moments");
        // The mean is off by U · 31 · log(cols), divided by the standard deviation.
        const off = (i: number) => {
          const row = Math.floor(i / cols);
          return 40 * U * 33 * (moments[2 * row + 1] as number);
        };
        const tolerance = (i: number) =>
          U * 8 + off(i) * (1 + abs(scale, i % cols)) * 2 + U * 8 * abs(bias, i % cols);
        expect(worstError(forward("y"), tolerance), `${rows} × ${cols}`).toBeLessThanOrEqual(1);
        if (cols === 1) continue;
        const saved = Float64Array.from(moments, Math.fround);
        const backward = await run(
          once("layer_norm_backward", params, {}, [
            f32("g", g),
            f32("x", x),
            f32("scale", scale),
            f32("moments", saved),
            f32("dx", dx),
          ]),
        );
        const bound = (i: number) =>
          U * 16 * abs(dx, i) + off(i) * 16 * (1 + (moments[2 * Math.floor(i / cols) + 1] as number));
        expect(worstError(backward("dx"), bound), `${rows} × ${cols}, backward`).toBeLessThanOrEqual(1);
      }
    });

    test.each([
      { lengths: [1], padding: 0, batch: 1, heads: 1, width: 4 },
      { lengths: [3, 1, 5], padding: 2, batch: 2, heads: 2, width: 6 },
      { lengths: [12, 7, 9, 2], padding: 5, batch: 2, heads: 4, width: 64 },
      { lengths: [90], padding: 0, batch: 1, heads: 3, width: 15 },
    ])("attention, %j", async ({ lengths, padding, batch, heads, width }) => {
      const { rows, rowSpans } = spansOf(lengths, padding, batch);
      const spans = u32("spans", rowSpans);
      const maxSpan = Math.max(...lengths) + 1;
      const [count, size] = [batch * rows * width, width / heads];
      const [q, k, v, da] = [1, 2, 3, 4].map((seed) => normals(count, seed)) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const params = { rows, width, heads, max_span: maxSpan, batch };
      const scale = 1 / Math.sqrt(size);
      const places = batch * rows * heads * maxSpan;
      const forward = await run(
        once("attention_weights", { ...params, scale }, {}, [
          f32("q", q),
          f32("k", k),
          spans,
          zeros("weights", places),
        ]),
      );
      // Scores of up to about 5, each off by U · size; exp is accurate to (3 + 2 |x|) ulp.
      expect(worstError(forward("weights"), () => U * (60 + 4 * size))).toBeLessThanOrEqual(1);
      const weights = Float64Array.from(forward("weights").cpu, Math.fround);
      const backward = await run(
        once("attention_weights_backward", params, {}, [
          f32("da", da),
          f32("v", v),
          spans,
          f32("weights", weights),
          zeros("dscores", places),
        ]),
      );
      // In a sentence of one token, the weight is constant, so all gradients are 0.
      const { gpu, cpu } = backward("dscores");
      const worst = Math.max(...gpu.map((value, i) => Math.abs(value - (cpu[i] as number))));
      expect(worst).toBeLessThanOrEqual(U * 32 * (4 + size));
      for (const TRANSPOSE of [0, 1]) {
        const mixed = await run(
          once("attention_mix", { ...params, scale: 0.5 }, { TRANSPOSE }, [
            f32("weights", weights),
            f32("x", v),
            spans,
            zeros("out", count),
          ]),
        );
        expect(
          worstError(mixed("out"), () => U * 8 * (4 + maxSpan)),
          `TRANSPOSE ${TRANSPOSE}`,
        ).toBeLessThanOrEqual(1);
        const ends = mixed("out").gpu.subarray((rows - padding) * width, rows * width);
        expect([...ends].every((value) => value === 0)).toBe(true);
      }
    });

    test("the mean over spans and its backward pass; rows in no span get 0", async () => {
      for (const [lengths, padding, cols, batch] of [
        [[1], 0, 1, 1],
        [[3, 1, 5], 4, 7, 2],
        [[20, 4], 0, 130, 3],
      ] as const) {
        const { rows, sentenceSpans } = spansOf(lengths, padding, batch);
        const spans = u32("spans", sentenceSpans);
        const params = { rows, spans: lengths.length, cols, batch };
        const count = batch * lengths.length * cols;
        const x = normals(batch * rows * cols, 1);
        const means = await run(once("span_mean", params, {}, [f32("x", x), spans, zeros("mean", count)]));
        expect(worstError(means("mean"), () => U * 4 * (4 + rows))).toBeLessThanOrEqual(1);
        const dirty = f32("dx", normals(batch * rows * cols, 3));
        const back = await run(
          once("span_mean_backward", params, {}, [f32("g", normals(count, 2)), spans, dirty]),
        );
        const { gpu, cpu } = back("dx");
        expect(worstError({ gpu, cpu }, (i) => 4 * U * abs(cpu, i))).toBeLessThanOrEqual(1);
        expect([...gpu].map((value) => value === 0)).toEqual([...cpu].map((value) => value === 0));
      }
    });

    test("tanh_unit and its backward pass, from tiny to saturated", async () => {
      for (const [rows, cols, batch] of SHAPES)
        for (const size of [1e-4, 1, 10]) {
          const count = rows * cols * batch;
          const x = normals(count, 1).map((value) => Math.fround(size * value));
          const params = { rows, cols, batch };
          const forward = await run(
            once("tanh_unit", params, {}, [f32("x", x), zeros("z", count), zeros("norms", rows * batch)]),
          );
          const { cpu: norms } = forward("norms");
          // 1 − exp(−2|x|) is off by a few U, whatever its size.
          const tolerance = (i: number) => U * 24 * (1 + 1 / (norms[Math.floor(i / cols)] as number));
          expect(worstError(forward("z"), tolerance), `${rows} × ${cols}, ${size}`).toBeLessThanOrEqual(1);
          const saved = [forward("z"), forward("norms")].map(({ cpu }) =>
            Float64Array.from(cpu, Math.fround),
          );
          const g = normals(count, 2);
          const back = await run(
            once("tanh_unit_backward", params, {}, [
              f32("g", g),
              f32("z", saved[0] as Float64Array),
              f32("norms", saved[1] as Float64Array),
              zeros("dx", count),
            ]),
          );
          if (cols === 1) continue;
          const bound = (i: number) => (U * 64 * Math.sqrt(cols)) / (norms[Math.floor(i / cols)] as number);
          expect(worstError(back("dx"), bound), `${rows} × ${cols}, ${size}, backward`).toBeLessThanOrEqual(
            1,
          );
        }
    });

    test("squared_distance", async () => {
      for (const [rows, cols, batch] of SHAPES) {
        const count = rows * cols * batch;
        const [z, targets] = [normals(count, 1), normals(count, 2)];
        const params = { rows, cols, batch, scale: 0.25 };
        const results = await run(
          once("squared_distance", params, {}, [
            f32("z", z),
            f32("targets", targets),
            zeros("gradient", count),
            zeros("partials", 2 * rows * batch),
          ]),
        );
        expect(
          worstError(results("gradient"), (i) => 2 * U * (abs(z, i) + abs(targets, i))),
        ).toBeLessThanOrEqual(1);
        expect(worstError(results("partials"), () => U * 8 * (4 + cols) * 4)).toBeLessThanOrEqual(1);
      }
    });

    test("pair_error", async () => {
      for (const [pairs, cols, batch] of SHAPES) {
        const count = pairs * batch;
        const z = normals(2 * count * cols, 1).map((value) => value / Math.sqrt(cols));
        const [targets, a, b] = [normals(count, 2), normals(batch, 3), normals(batch, 4)];
        const results = await run(
          once("pair_error", { pairs, cols, batch, scale: 0.25 }, {}, [
            f32("z", z),
            f32("targets", targets),
            f32("a", a),
            f32("b", b),
            zeros("dz", z.length),
            ...["dscores", "cosines"].map((name) => zeros(name, count)),
            zeros("partials", 2 * count),
          ]),
        );
        for (const name of ["dz", "dscores", "cosines", "partials"])
          expect(
            worstError(results(name), () => U * 64 * (4 + cols)),
            name,
          ).toBeLessThanOrEqual(1);
      }
    });

    test("scale_rows multiplies each row by its own number", async () => {
      for (const [rows, cols, batch] of SHAPES) {
        const [scale, x] = [normals(rows * batch, 1), normals(rows * cols * batch, 2)];
        const results = await run(
          once("scale_rows", { rows, cols, batch }, {}, [
            f32("scale", scale),
            f32("x", x),
            zeros("out", x.length),
          ]),
        );
        expect([...results("out").gpu]).toEqual(
          [...x].map((value, i) => Math.fround(value * (scale[Math.floor(i / cols)] as number))),
        );
      }
    });

    test("span_gram adds the squared gradients of sentences, row by row", async () => {
      for (const [lengths, padding, batch] of [
        [[1], 0, 1],
        [[3, 1, 7], 2, 2],
        [[13, 40], 0, 1],
      ] as const) {
        const { rows, rowSpans } = spansOf(lengths, padding, batch);
        const [gCols, uCols] = [37, 5];
        const [g, u, out] = [
          normals(batch * rows * gCols, 1),
          normals(batch * rows * uCols, 2),
          normals(batch * rows, 3),
        ];
        const params = { rows, g_cols: gCols, u_cols: uCols, batch, scale: 0.25 };
        const results = await run(
          once("span_gram", params, {}, [f32("g", g), f32("u", u), u32("spans", rowSpans), f32("out", out)]),
        );
        // Each term of a row is about gCols · uCols, and both of its sums round.
        const bound = (i: number) =>
          U * (abs(out, i) + (gCols + uCols) * gCols * uCols * Math.max(...lengths));
        expect(worstError(results("out"), bound)).toBeLessThanOrEqual(1);
      }
    });

    const hyper = uniform("hyper", packHyper({ beta1: 0.9, beta2: 0.999, epsilon: 1e-6 }));

    test("adam_direction", async () => {
      for (const count of [1, 10, 1003]) {
        const [g, first, second] = [normals(count, 1), normals(count, 2), normals(count, 3).map(Math.abs)];
        const tensors = [
          hyper,
          f32("g", g),
          u32("step", [3]),
          f32("first", first),
          f32("second", second),
          zeros("out", count),
        ];
        const results = await run(once("adam_direction", { count }, {}, tensors));
        expect(worstError(results("first"), (i) => 4 * U * (abs(first, i) + abs(g, i)))).toBeLessThanOrEqual(
          1,
        );
        const { cpu } = results("out");
        const scale = (i: number) =>
          64 * U * (abs(cpu, i) + (abs(first, i) + abs(g, i)) / Math.sqrt(abs(second, i)));
        expect(worstError(results("out"), scale)).toBeLessThanOrEqual(1);
      }
    });

    test("adam_direction_8bit, from random codes: the new codes differ from the reference’s by one at most", async () => {
      for (const count of [3, 256, 700, 5000]) {
        const { signed, unsigned } = eightBitMaps();
        const random = randomStream(4, "test");
        const words = Math.ceil(count / 4);
        const codes = () => Uint32Array.from({ length: words }, () => random.integer(2 ** 32));
        const maxima = normals(2 * Math.ceil(count / 256), 5).map(Math.abs);
        const g = normals(count, 1);
        const maps = f32("maps", [...signed, ...unsigned].map(Math.fround));
        const tensors = [
          hyper,
          f32("g", g),
          u32("step", [3]),
          maps,
          u32("codes1", codes()),
          u32("codes2", codes()),
          f32("maxima", maxima),
          zeros("out", count),
        ];
        const results = await run(once("adam_direction_8bit", { count }, {}, tensors));
        expect(worstError(results("maxima"), () => 8 * U * 4)).toBeLessThanOrEqual(1);
        const { cpu } = results("out");
        expect(worstError(results("out"), (i) => 64 * U * (1 + 1e3 * abs(cpu, i)))).toBeLessThanOrEqual(1);
        for (const name of ["codes1", "codes2"]) {
          const bytes = ({ gpu, cpu: wanted }: { gpu: ArrayLike<number>; cpu: ArrayLike<number> }) =>
            [gpu, wanted].map((values) => new Uint8Array(Uint32Array.from(values).buffer).subarray(0, count));
          const [found, wanted] = bytes(results(name)) as [Uint8Array, Uint8Array];
          const apart = found.map((code, i) => Math.abs(code - (wanted[i] as number)));
          expect(Math.max(...apart), name).toBeLessThanOrEqual(1);
          expect(apart.filter((difference) => difference > 0).length, name).toBeLessThanOrEqual(count / 50);
          expect(name === "codes1" || Math.min(...found) >= 1).toBe(true);
        }
      }
    });

    test("adam_direction_8bit takes no huge step where second moments underflow", async () => {
      // Next to a gradient of 100, the squares of most other gradients lie below half of the smallest code.
      // The second block's squares are 0 in float32, and the third block has no gradient. After 20 steps, all
      // gradients but the first become 0. If code 0 were used, a step would then be divided by ε alone: 4,880
      // times the rate.
      const [block, trained, steps] = [256, 20, 26];
      const gradient = (i: number): number => {
        if (i === 0) return 100;
        if (i >= block) return i < 2 * block ? 1e-30 : 0;
        return 100 * 10 ** (-3 - (8 * i) / (block - 1));
      };
      const count = 3 * block;
      const g = Float32Array.from({ length: count }, (_, i) => gradient(i));
      const { signed, unsigned } = eightBitMaps();
      const tensors = [
        hyper,
        f32("g", g),
        f32(
          "stopped",
          g.map((value, i) => (i === 0 ? value : 0)),
        ),
        f32("maps", [...signed, ...unsigned].map(Math.fround)),
        u32("codes1", new Uint32Array(count / 4)),
        u32("codes2", new Uint32Array(count / 4)),
        zeros("maxima", 6),
        ...["first", "second"].map((name) => zeros(name, count)),
      ];
      const dispatches: Dispatch[] = [];
      for (let t = 1; t <= steps; t++) {
        const now = t <= trained ? "g" : "stopped";
        const [step, out, single] = [`step ${t}`, `out ${t}`, `single ${t}`];
        tensors.push(u32(step, [t]), zeros(out, count), zeros(single, count));
        const eight = ["hyper", now, step, "maps", "codes1", "codes2", "maxima", out];
        dispatches.push(
          dispatch("adam_direction_8bit", { count }, {}, eight),
          dispatch("adam_direction", { count }, {}, ["hyper", now, step, "first", "second", single]),
        );
      }
      const results = await run({ tensors, dispatches });
      const largest = (name: string): number[] =>
        Object.values(results(name)).map((values) =>
          Math.max(
            ...[...values].slice(1).map((value) => (Number.isFinite(value) ? Math.abs(value) : Infinity)),
          ),
        );
      for (let t = 1; t <= steps; t++) {
        expect(Math.max(...largest(`single ${t}`)), `single precision, step ${t}`).toBeLessThan(1.01);
        expect(Math.max(...largest(`out ${t}`)), `step ${t}`).toBeLessThan(1.3);
      }
      // The first block's small gradients have code 1, and would otherwise have code 0.
      const least = 0.5 * (unsigned[1] as number);
      const { gpu: second } = results("second");
      const codes = new Uint8Array(Uint32Array.from(results("codes2").gpu).buffer);
      const under = [...second.keys()].filter(
        (i) => i < block && (second[i] as number) < least * (second[0] as number),
      );
      expect(under.length).toBeGreaterThan(block / 2);
      for (const i of under) expect(codes[i], `code ${i}`).toBe(1);
      // In the second block, all squares have vanished. The third has no gradients.
      expect([...results("maxima").gpu].slice(3)).toEqual([0, 0, 0]);
      expect([...results(`out ${steps}`).gpu].slice(2 * block).every((value) => value === 0)).toBe(true);
    });
  });
}
