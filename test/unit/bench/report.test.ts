/** The report of the benchmark. Each of its sentences, tables and pictures must follow from the record. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exhausted, limitsOf, missTables, fractionsOf } from "../../../bench/scripts/dispatches.mjs";
import { curvesOf, exponent, growthPicture, lawTable } from "../../../bench/scripts/growth.mjs";
import { reportOf } from "../../../bench/scripts/report.mjs";
import { summary } from "../../../bench/scripts/summary.mjs";
import { TARGETS, verdict } from "../../../bench/scripts/targets.mjs";

const OURS = "DMF Playground";

test("docs/benchmarks.md and its pictures follow from docs/benchmarks.json", async () => {
  const inDocs = (name: string): string => readFileSync(`docs/${name}`, "utf8");
  const report = await reportOf(JSON.parse(inDocs("benchmarks.json")));
  expect(Object.keys(report)).toContain("benchmarks.md");
  for (const [name, text] of Object.entries(report)) expect(text === inDocs(name), name).toBe(true);
});

/**
 * Five sizes that take 2 ns for each of n³ operations, except for one size that takes three times as long.
 */
const growth = [16, 32, 64, 128, 256].map((n) => ({
  what: "growth original in d",
  shape: String(n),
  engine: OURS,
  on: "WebAssembly",
  value: 2e-6 * n ** 3 * (n === 16 ? 3 : 1),
  flops: n ** 3,
}));

const row = (what: string, shape: string, engine: string, on: string, value: number) => ({
  what,
  shape,
  engine,
  on,
  value,
});
const training = [
  row("training original", "128", OURS, "WebGPU", 30),
  row("training original", "128", "jax-js", "WebGPU", 20),
  row("training original", "128", "TensorFlow.js", "WebGPU", 5),
  row("training original", "256", OURS, "WebGPU", 9),
  row("training original", "256", "jax-js", "WebGPU", 10),
];

const recordOf = (suites: object, adapter = "google swiftshader") => ({
  hosts: { chromium: { adapter, suites } },
});

test("a curve is compared with its operations at its best pace", () => {
  const record = recordOf({ growth: { rows: growth } });
  const [curve] = curvesOf(record, "chromium");
  expect(curve?.best).toBeCloseTo(0.5, 12);
  expect(curve?.points.map(({ loss }: { loss: number }) => Number(loss.toFixed(9)))).toEqual([3, 1, 1, 1, 1]);
  expect(exponent(curve?.points, ({ lawMs }: { lawMs: number }) => lawMs)).toBeCloseTo(3, 12);
  const [, line] = lawTable(record, "chromium");
  expect(line?.slice(0, 2)).toEqual(["original, WebAssembly: d", "d^3.00"]);
  expect(line?.at(-1)).toBe("16 (3.00×)");
});

test("ratings have a law and a picture of their own", () => {
  const rows = [1e4, 1e5, 1e6].map((count) => ({
    what: "growth compressed in ratings",
    shape: String(count),
    engine: OURS,
    on: "WebAssembly",
    value: 2e-5 * count,
    flops: 200 * count,
  }));
  const record = recordOf({ ratings: { rows } });
  expect(lawTable(record, "chromium")).toEqual([]);
  const [, line] = lawTable(record, "chromium", "ratings");
  expect(line?.slice(0, 3)).toEqual(["compressed, WebAssembly: ratings", "ratings^1.00", "ratings^1.00"]);
  expect(growthPicture(record, "chromium", "Chromium", "ratings")?.match(/<circle /g)).toHaveLength(3);
});

test("its picture has every point, and no other", () => {
  const svg = growthPicture(recordOf({ growth: { rows: growth } }), "chromium", "Chromium") ?? "";
  expect(svg.match(/<circle /g)).toHaveLength(growth.length);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(growthPicture(recordOf({}), "chromium", "Chromium")).toBeUndefined();
});

test("five lines say who is ahead of whom, from the record alone", () => {
  const lines = summary(recordOf({ training: { rows: training } }), { chromium: "Chromium" });
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe(
    "- **Training the original network**: Chromium: not always ahead of jax-js, 0.90 to 1.50 × as fast on WebGPU (128 … 256).",
  );
  expect(lines.slice(1, 4).every((line: string) => line.includes("not measured"))).toBe(true);
  expect(lines[4]).toMatch(/Chromium 0 of \d\. Every WebGPU adapter here computes in software/);
  const [, , , , hardware] = summary(recordOf({}, "nvidia"), { chromium: "Chromium" });
  expect(hardware).not.toContain("software");
});

const limit = (name: string, value: number, unit: string) => ({
  ...row("limit", name, OURS, "WebGPU", value),
  unit,
});
/** Ten GFLOP/s; one read or store in a nanosecond, four as a vector; four GB/s; ten microseconds for a dispatch. */
const limits = [
  limit("arithmetic", 10, "GFLOP/s"),
  limit("arithmetic with 64 sums", 8, "GFLOP/s"),
  limit("reads f32", 1, "10⁹ numbers/s"),
  limit("stores f32", 1, "10⁹ numbers/s"),
  limit("reads vec4f", 4, "10⁹ numbers/s"),
  limit("stores vec4f", 4, "10⁹ numbers/s"),
  limit("bandwidth", 4, "GB/s"),
  limit("dispatch", 0.01, "ms"),
];
/** Takes a millisecond: half for 5 MFLOP, .4 for reads and stores, .1 for its tensors, .01 for itself. */
const product = {
  ...row("dispatch original", "128", OURS, "WebGPU", 1),
  dispatch: {
    kernel: "matmul_lanes",
    size: "(128 × 128) · (128 × 128)",
    calls: 2,
    flops: 5e6,
    arithmetic: "arithmetic",
    bytes: 4e5,
    reads: 3e5,
    stores: 1e5,
    access: "f32",
  },
};
const limitsByName = new Map(limits.map((one) => [one.shape, one]));

test("a dispatch's time is shared out among arithmetic, the longer of two kinds of traffic, and the dispatch", () => {
  const shares = fractionsOf(product, limitsByName);
  expect(shares.arithmetic).toBeCloseTo(0.5, 12);
  expect(shares.memory).toBeCloseTo(0.4, 12);
  expect(shares.dispatch).toBeCloseTo(0.01, 12);
  const many = { ...product, dispatch: { ...product.dispatch, bytes: 2e6 } };
  expect(fractionsOf(many, limitsByName).memory).toBeCloseTo(0.5, 12);
  const withMany = { ...product, dispatch: { ...product.dispatch, arithmetic: "arithmetic with 64 sums" } };
  expect(fractionsOf(withMany, limitsByName).arithmetic).toBeCloseTo(0.625, 12);
});

test("a dispatch that is faster than the kernel for a limit sets it", () => {
  const fast = { ...product, value: 0.005, dispatch: { ...product.dispatch, flops: 1e5, bytes: 0 } };
  const found = limitsOf(recordOf({ dispatches: { rows: [...limits, fast] } }), "chromium");
  expect([...found].map(([name, { value }]) => [name, Number(value.toFixed(9))])).toEqual([
    ["arithmetic", 20],
    ["arithmetic with 64 sums", 8],
    ["reads f32", 60],
    ["stores f32", 20],
    ["reads vec4f", 4],
    ["stores vec4f", 4],
    ["bandwidth", 4],
    ["dispatch", 0.005],
  ]);
});

test("in software the parts add up to what is exhausted; on a graphics card the largest counts", () => {
  const shares = { arithmetic: 0.5, memory: 0.4, dispatch: 0.01 };
  expect(exhausted(shares, true)).toBe("arithmetic + memory 90 %");
  expect(exhausted(shares, false)).toBe("none: arithmetic 50 %");
  expect(exhausted({ ...shares, dispatch: 0.8 }, false)).toBe("dispatch 80 %");
});

test("only a size that misses its target gets a table", () => {
  const step = row("step original", "128", OURS, "WebGPU", 1.9);
  const recordWith = (ours: number) =>
    recordOf({
      training: {
        rows: [
          row("training original", "128", OURS, "WebGPU", ours),
          row("training original", "128", "jax-js", "WebGPU", 20),
        ],
      },
      dispatches: { rows: [...limits, step, product] },
    });
  const [table, ...others] = missTables(recordWith(30), "chromium");
  expect(others).toEqual([]);
  expect(table?.title).toBe(
    "Training original, d = 128: 1.50 × jax-js, not 2 ×. A step takes 1.90 ms, its dispatches one by one 2.00 ms.",
  );
  expect(table?.lines[1]).toEqual(
    ["matmul_lanes", "(128 × 128) · (128 × 128)", "2", "1.00", "100 %", "5.00", "0.40"].concat([
      "50 %",
      "40 %",
      "1 %",
      "arithmetic + memory 90 %",
    ]),
  );
  expect(missTables(recordWith(41), "chromium")).toEqual([]);
});

test("a target is met only if every size was measured", () => {
  const [target] = TARGETS.filter(([work]) => work.startsWith("training original on WebGPU"));
  const verdictOf = (sizes: readonly number[], ours: number): string => {
    const rows = sizes.flatMap((d) => [
      row("training original", String(d), OURS, "WebGPU", ours),
      row("training original", String(d), "jax-js", "WebGPU", 10),
    ]);
    return verdict(target as (typeof TARGETS)[number], recordOf({ training: { rows } }), "chromium");
  };
  const all = [128, 160, 192, 224, 256, 320, 384, 448, 512];
  expect(verdictOf(all, 25)).toMatch(/^✓/);
  expect(verdictOf(all.slice(1), 25)).toMatch(/^\? –/);
  expect(verdictOf(all.slice(1), 15)).toMatch(/^✗ –/);
  expect(verdictOf([], 25)).toBe("–");
});
