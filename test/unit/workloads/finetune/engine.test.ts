/** Fine-tuning in the engine: loaded, trained, tested and measured like any other experiment. */
import { expect, test } from "vitest";
import type { EngineEvent } from "../../../../src/engine/engine.ts";
import { LocalEngine } from "../../../../src/engine/local-engine.ts";
import { unpackAsset } from "../../../../src/workloads/finetune/asset.ts";
import { cosine, openEmbedder, rowOf } from "../../../../src/workloads/finetune/embedder.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { labConfig, type LabConfig } from "../../../../src/workloads/finetune/config.ts";
import { effectiveRank, numericalRank } from "../../../../src/workloads/finetune/adapter.ts";
import type { UpdatesView } from "../../../../src/workloads/finetune/probes.ts";
import { correlation, ranksIn } from "../../../../src/workloads/finetune/correlation.ts";
import { labWorkload, type LabFacts } from "../../../../src/workloads/finetune/workload.ts";
import { encoderWithFew } from "../../../hosts/encoder.ts";

const file = encoderWithFew(20);
/** The test sentences of a planted run with six for training. */
const TESTS = 21;

async function trained(config: LabConfig): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  const workload = labWorkload(file, (program) => createWasmExecutor(program, "simd"));
  const engine = new LocalEngine({
    gpu: undefined,
    load: () => Promise.resolve(file.bytes),
    workloads: new Map([["finetune", () => Promise.resolve(workload)]]),
  });
  // The run in the form that a worker would send.
  engine.subscribe((event) => events.push(structuredClone(event)));
  await engine.load(config, "cpu");
  await engine.play();
  await engine.dispose();
  expect(events.filter(({ kind }) => kind === "error")).toEqual([]);
  expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({
    status: "finished",
    step: config.steps,
  });
  return events;
}

const lastOf = (events: readonly EngineEvent[], id: string) =>
  events
    .flatMap((event) => (event.kind === "steps" ? event.networks : []))
    .findLast((network) => network.id === id);

test("a plant is approached, and the spectra of the updates are shown beside it", async () => {
  const events = await trained(labConfig({ samples: 6, batch: 6, steps: 3, methods: ["lora", "galore"] }));
  const loaded = events.find((event) => event.kind === "loaded");
  expect(loaded?.kind === "loaded" && loaded.summary).toMatchObject({
    networks: [{ label: "LoRA" }, { label: "GaLore" }],
  });
  for (const id of ["lora", "galore"]) expect(lastOf(events, id)?.progress.headline, id).toBeLessThan(1);
  const views = events.flatMap((event) => (event.kind === "views" ? event.networks : [])) as unknown as {
    readonly id: string;
    readonly updates?: UpdatesView;
    readonly sentences?: Float32Array;
  }[];
  const facts = loaded?.kind === "loaded" ? (loaded.summary as unknown as LabFacts) : undefined;
  const before = facts?.testBefore ?? [];
  expect(before).toHaveLength(TESTS);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  // The measures of single sentences add up to their method's headline metric.
  for (const id of ["lora", "galore"]) {
    const pairs = views.findLast((view) => view.id === id && view.sentences)?.sentences ?? [];
    const now = [...pairs].filter((_, i) => i % 2 === 0);
    expect(sum(now) / sum(before), id).toBeCloseTo(lastOf(events, id)?.progress.headline ?? NaN, 5);
  }
  const seen = views.findLast(({ id, updates }) => id === "lora" && updates)?.updates;
  expect(seen?.planted["1.o"]).toHaveLength(2);
  expect(seen?.sigma["1.f1"]).toHaveLength(8);
  expect(seen?.sigma["1.o"]?.[0]).toBeGreaterThan(0);
  // The drift is that of the same sentences, embedded apart with the same updates.
  const texts = facts?.testTexts ?? [];
  const embed = openEmbedder(unpackAsset(file.bytes), (program) => createWasmExecutor(program, "simd"));
  const plain = await embed(texts);
  const tuned = await embed(texts, seen?.adapter);
  const moved = texts.map((_, i) => 1 - cosine(rowOf(plain, i), rowOf(tuned, i)));
  expect(lastOf(events, "lora")?.progress.evaluated["drift"]?.value).toBeCloseTo(sum(moved) / TESTS, 5);
  expect(sum(moved) / TESTS).toBeGreaterThan(1e-4);
  // The ranks are those of the shown spectrum.
  const { effectiveRank: effective, largeValues } = lastOf(events, "lora")?.progress.evaluated ?? {};
  expect(effective?.value).toBeCloseTo(effectiveRank(seen?.sigma["1.o"] ?? []), 5);
  expect(largeValues?.value).toBe(numericalRank(seen?.sigma["1.o"] ?? [], 0.01));
});

test("reviews drift with an adapter, and stay where only the head is trained", async () => {
  const events = await trained(
    labConfig({ task: "sentiment", samples: 4, batch: 4, steps: 4, methods: ["head", "lora"] }),
  );
  const drift = (id: string): number => lastOf(events, id)?.progress.evaluated["drift"]?.value ?? NaN;
  expect(drift("head")).toBeLessThan(1e-10);
  expect(drift("lora")).toBeGreaterThan(1e-6);
});

test("pairs: training improves on the fit, and the correlations are of the shown scores", async () => {
  const events = await trained(
    labConfig({ task: "pairs", samples: 6, batch: 6, steps: 2, methods: ["lora"], seeds: 2 }),
  );
  const loaded = events.find((event) => event.kind === "loaded");
  const facts = loaded?.kind === "loaded" ? (loaded.summary as unknown as LabFacts) : undefined;
  const { trainCount, testTexts = [], testScores = [] } = facts ?? {};
  expect(trainCount).toBe(6);
  expect(testTexts).toHaveLength(2 * testScores.length);
  const losses = events
    .flatMap((event) => (event.kind === "steps" ? event.networks : []))
    .flatMap(({ columns }) => [...(columns["loss"] ?? [])]);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? NaN);
  const shown = events
    .flatMap((event) => (event.kind === "views" ? event.networks : []))
    .findLast((view) => "sentences" in view) as unknown as { readonly sentences: Float32Array };
  const predicted = [...shown.sentences].filter((_, i) => i % 2 === 1);
  const { testPearson } = lastOf(events, "lora")?.progressBySeed[0]?.evaluated ?? {};
  expect(correlation(predicted, testScores)).toBeCloseTo(testPearson?.value ?? NaN, 5);
});

test("correlations: Pearson’s, and Spearman’s with shared ranks", () => {
  expect(correlation([1, 2, 3], [2, 4, 6.5])).toBeCloseTo(0.99795, 5);
  expect(ranksIn([3, 1, 3, 2])).toEqual([2.5, 0, 2.5, 1]);
  expect(correlation(ranksIn([1, 2, 3]), ranksIn([1, 10, 100]))).toBeCloseTo(1, 12);
});
