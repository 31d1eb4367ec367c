import { expect, test } from "vitest";
import type { BenchmarkEvent } from "../../../src/jobs/benchmark/client.ts";
import {
  benchmarkJson,
  benchmarkLines,
  benchmarkText,
  followBenchmark,
  growth,
  NO_BENCHMARK,
} from "../../../src/store/jobs/benchmark.ts";

const row = (engine: "WebGPU" | "WebAssembly", d: number, value: number): BenchmarkEvent => ({
  kind: "row",
  engine,
  row: { what: "original, step", shape: `d = ${d}`, value, unit: "steps/s" },
});

const events: readonly BenchmarkEvent[] = [
  { kind: "engine", engine: "WebAssembly", device: "SIMD" },
  row("WebAssembly", 64, 8000),
  row("WebAssembly", 128, 2000),
  row("WebAssembly", 256, 125),
  { kind: "engine", engine: "WebGPU", device: "some adapter" },
  row("WebGPU", 64, 1234.5),
  { kind: "missing", engine: "WebGPU", reason: "The device was lost." },
  { kind: "done" },
];
const state = events.reduce(followBenchmark, NO_BENCHMARK);

test("one line for each thing measured, one value for each engine that measured it", () => {
  expect(state.status).toBe("done");
  expect(benchmarkLines(state).map(({ shape, values }) => [shape, values])).toEqual([
    ["d = 64", { WebAssembly: 8000, WebGPU: 1234.5 }],
    ["d = 128", { WebAssembly: 2000 }],
    ["d = 256", { WebAssembly: 125 }],
  ]);
});

test("growth from the smallest to the largest size, where there are two", () => {
  expect(growth(state, "WebAssembly", "original, step")).toBeCloseTo(3, 12);
  expect(growth(state, "WebGPU", "original, step")).toBeUndefined();
  expect(growth(state, "WebGPU", "compressed, step")).toBeUndefined();
});

test("the shared result says where and with what it was measured, and what is missing", () => {
  const where = { date: "today", browser: "one of them" };
  const text = benchmarkText(state, where);
  for (const part of ["browser: one of them", "WebGPU: some adapter", "The device was lost."])
    expect(text).toContain(part);
  expect(text).toContain("original, step, d = 64: WebAssembly 8,000, WebGPU 1,230 steps/s");
  expect(JSON.parse(benchmarkJson(state, where))).toMatchObject({
    format: "dmf-card-1",
    date: "today",
    devices: state.devices,
    rows: state.rows,
  });
});

test("a failure of the whole benchmark is reported", () => {
  const failed = followBenchmark(NO_BENCHMARK, { kind: "failed", message: "No worker." });
  expect(failed).toMatchObject({ status: "failed", notes: ["No worker."] });
});
