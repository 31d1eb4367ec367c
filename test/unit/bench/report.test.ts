/** The report of the benchmark. Each of its sentences, tables and pictures must follow from the record. */
import { expect, test } from "vitest";
import { curvesOf, exponent, growthPicture, lawTable } from "../../../bench/scripts/growth.mjs";
import { summary } from "../../../bench/scripts/summary.mjs";

const OURS = "DMF Playground";

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
    "- **Training the original network**: Chromium: 0.90 to 1.50 × the fastest peer on WebGPU (128 … 256).",
  );
  expect(lines.slice(1, 4).every((line: string) => line.includes("not measured"))).toBe(true);
  expect(lines[4]).toMatch(/Chromium 0 of \d\. Every WebGPU adapter here computes in software/);
  const [, , , , hardware] = summary(recordOf({}, "nvidia"), { chromium: "Chromium" });
  expect(hardware).not.toContain("software");
});
