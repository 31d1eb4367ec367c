import { expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import type { NetworkNow, LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { MF_PAGE } from "../../../src/ui/workloads/mf/page.tsx";
import type { WorkloadPage } from "../../../src/ui/parts/workload-page.ts";
import { receipt } from "../../../src/ui/share/receipt.ts";

const { config } = MF_CODEC.repair({ steps: 400, seed: 7 });

const run: LoadedRun = {
  config,
  backend: "webgpu",
  adapter: "Example 1",
  isFallback: false,
  models: [],
  rows: 128,
  cols: 128,
  observedCount: 8192,
  targetSigmas: [],
  recoveryOver: "heldout",
  psnrAtOne: 14.7,
  unit: { offset: 0, scale: 1, label: "", display: "identity" },
  pictureScale: { low: 0, high: 1, span: 0.25 },
  byteLength: 0,
  longestDispatch: 0,
};

const original: NetworkNow = {
  id: "original",
  label: "Original",
  parameters: 49_152,
  bytesPerStep: 1,
  byteLength: 1,
  flopsPerStep: 3.36e7,
  eta: 0.1,
  stabilityFraction: 0.25,
  layerShapes: [],
  rateScale: [],
  trainedParameters: 1,
  headline: "recovery",
  follows: "gradient",
  progress: {
    ...NO_PROGRESS,
    step: 400,
    headline: 0.25,
    loss: 0.125,
    best: 0.2,
    bestStep: 350,
  },
  progressBySeed: [],
  msPerStep: 1.25,
  msSpread: 0.1,
};

const state = { run, status: "finished", step: 400, stopped: undefined, models: [original] } as const;
const write = (changes: object = {}): string[] =>
  receipt(
    MF_PAGE as unknown as WorkloadPage,
    { ...state, ...changes } as unknown as Parameters<typeof receipt>[1],
    { metricsOf: () => ["train", "recovery"] },
    "https://example.org/#v=2&seed=7",
    "0.1.0",
    "2026-11-25",
  ).split("\n");

it("says what was run, where, how far and what came of it, a line for each network", () => {
  expect(write()).toEqual([
    "**DMF Playground** · Photograph, 50 % seen · Completion (Photo: alpine landscape), 128 × 128 · depth 3, r̂ = 20 · seed 7",
    "<https://example.org/#v=2&seed=7>",
    "",
    "After all 400 steps. Recovery error: relative, over the hidden entries; train error: over the observed entries.",
    "- Original: recovery error 0.250 (26.7 dB), best 0.200 (28.7 dB) at step 350, train error 0.125; 49,152 parameters, 33.6 M FLOPs per step (counted); 1.25 ms per step (measured)",
    "",
    "Trained on WebGPU (Example 1) · 2026-11-25 · version 0.1.0",
    "The link repeats the run from the same start. Results may differ in their last digits on another device, times will.",
  ]);
});

it("does not call a run finished that is not, and claims no error of a network that diverged", () => {
  const diverged = { ...original, progress: { ...NO_PROGRESS, step: 12, diverged: true } };
  const lines = write({ status: "running", step: 30, models: [diverged] });
  expect(lines[3]).toMatch(/^At step 30, still training\./);
  expect(lines[4]).toBe(
    "- Original: diverged at step 12; 49,152 parameters, 33.6 M FLOPs per step (counted)",
  );
  expect(write({ status: "paused", step: 30 })[3]).toMatch(/^At step 30; 400 were planned\./);
  const stopped = { rule: "seconds", step: 31 } as const;
  expect(write({ status: "stopped", stopped })[3]).toMatch(/^Stopped: after 0 s of training, at step 31\./);
});

it("names a software adapter, the CPU, and seeds that were trained together", () => {
  expect(write({ run: { ...run, isFallback: true } })[6]).toContain("Example 1, a software adapter");
  const seeds = { ...run, backend: "cpu", config: { ...config, seeds: 4 } } as const;
  expect(write({ run: seeds })[6]).toContain("on the CPU (WebAssembly)");
  expect(write({ run: seeds })[0]).toContain("seeds 7 to 10, results of the first");
});

it("says what the errors of sensing are over", () => {
  const sensing = { ...run, recoveryOver: "all", config: { ...config, task: "ms" } } as const;
  expect(write({ run: sensing })[3]).toContain(
    "Recovery error: relative, over all entries; train error: over the measurements.",
  );
});
