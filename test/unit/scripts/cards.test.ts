/** docs/cards.md must follow from the files in docs/cards/, which the page's benchmark saves. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { cardsPage } from "../../../scripts/cards.mjs";
import { benchmarkJson, followBenchmark, NO_BENCHMARK } from "../../../src/store/jobs/benchmark.ts";

const DOCS = new URL("../../../docs/", import.meta.url);

it("docs/cards.md is made from the files of docs/cards (node scripts/cards.mjs)", () => {
  const files = readdirSync(new URL("cards/", DOCS)).filter((name) => name.endsWith(".json"));
  const texts = files.map((name) => readFileSync(new URL(`cards/${name}`, DOCS), "utf8"));
  expect(readFileSync(new URL("cards.md", DOCS), "utf8")).toBe(cardsPage(texts));
});

it("a card has its speed at each size, as shares of its own peaks, and its kernels", () => {
  const row = (what: string, shape: string, value: number, unit: string) =>
    ({ kind: "row", engine: "WebGPU", row: { what, shape, value, unit } }) as const;
  const state = [
    { kind: "engine", engine: "WebGPU", device: "some card" } as const,
    row("multiply-add peak", "in registers", 1000, "GFLOP/s"),
    row("bandwidth", "n = 33554432", 100, "GB/s"),
    row("matrix product", "512 × 512 × 512", 500, "GFLOP/s"),
    row("original, step", "d = 512", 1234.5, "steps/s"),
    row("original, step", "d = 512", 250, "GFLOP/s"),
    row("original, step", "d = 512", 10, "GB/s"),
    {
      kind: "card",
      card: { info: {}, limits: {}, features: ["subgroups"], kernels: ["matmul_tiled {}"] },
    } as const,
  ].reduce(followBenchmark, NO_BENCHMARK);
  const page = cardsPage([benchmarkJson(state, { date: "2026-01-02T00:00:00Z", browser: "a browser" })]);
  expect(page).toContain("## some card");
  expect(page).toContain("512 × 512 × 512 500 (50 %) GFLOP/s");
  expect(page).toContain("| original | d = 512 | 1,230 | 250 (25 %) | 10 (10 %) |");
  expect(page).toContain("    matmul_tiled {}");
});
