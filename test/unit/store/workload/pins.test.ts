/** The pinned runs of a workload, their file, its sweep, and the claims that its page runs. */
import { describe, expect, it } from "vitest";
import type { NetworkSteps } from "../../../../src/engine/engine.ts";
import { isDrawnBeside, pinOf } from "../../../../src/store/pins/pins.ts";
import type { Claim } from "../../../../src/experiment/claims/claim.ts";
import { linkOfAll, offeredRuns } from "../../../../src/experiment/claims/record.ts";
import { CLAIMS, dotsOf, judgedClaim } from "../../../../src/store/claims.ts";
import { changeConfig } from "../../../../src/store/config.ts";
import { FINETUNE } from "../../../../src/store/kinds/finetune.ts";
import { curveTable } from "../../../../src/store/files/curve-table.ts";
import { MLP } from "../../../../src/store/kinds/digits.ts";
import type { Config, ModelNow, Run } from "../../../../src/store/state.ts";
import type { WorkloadKind } from "../../../../src/store/kind.ts";
import type { RunSummary } from "../../../../src/training/run-summary.ts";
import { RunData } from "../../../../src/store/run-data.ts";
import { runFiles } from "../../../../src/store/run-file.ts";
import { planSweep, sweptFields } from "../../../../src/store/sweep.ts";
import { NO_PROGRESS } from "../../../../src/training/progress.ts";
import { LAB_SWEEPS } from "../../../../src/workloads/finetune/presets.ts";

const config = changeConfig(MLP, MLP.repair(MLP.presets[0].fields).config, {
  seed: 3,
  arms: ["plain", "dln"],
}).config;

function trained(): { run: Run; data: RunData } {
  const data = new RunData();
  data.start({
    networks: [{ id: "plain" }, { id: "dln" }],
    experiment: { seeds: 2 },
  } as unknown as RunSummary);
  for (const id of ["plain", "dln"])
    data.append({
      id,
      firstStep: 0,
      columns: { loss: Float64Array.of(2.123456789, NaN, 0.5) },
      progressBySeed: [0.5, 0.75].map((value) => ({
        ...NO_PROGRESS,
        evaluated: { testAccuracy: { step: 2, value } },
      })),
      isRetraced: false,
    } as unknown as NetworkSteps);
  const models = ["plain", "dln"].map((id) => ({ id, flopsPerStep: 10 }));
  const run = { config, backend: "cpu", models } as unknown as Run;
  return { run, data };
}

const FILES = runFiles(MLP);

const isBeside = (kind: WorkloadKind, pinned: Config, shown: Config): boolean =>
  isDrawnBeside(kind, { id: "a", config: pinned }, shown);

describe("a pinned run", () => {
  it("keeps every curve, and is the same when its file is opened", () => {
    const { run, data } = trained();
    const pin = pinOf(MLP, run, data, "mine");
    expect(pin.models[1]?.curves["loss"]).toEqual({ steps: [0, 1, 2], values: [2.1235, NaN, 0.5] });
    expect(pin.models[1]?.curves["testAccuracy"]).toEqual({
      steps: [2],
      values: [0.625],
      low: [0.5],
      high: [0.75],
    });
    expect(FILES.readRunFile(FILES.writeRunFile({ run: pin, pins: [pin] }))).toEqual({
      run: pin,
      pins: [pin],
    });
    expect(FILES.readPins(FILES.writePins([pin]))).toEqual([pin]);
  });

  it("of another workload is refused with a sentence, and a broken one too", () => {
    const { run, data } = trained();
    const text = FILES.writeRunFile({ run: pinOf(MLP, run, data), pins: [] });
    expect(runFiles(FINETUNE).readRunFile(text)).toMatch(/another type of experiment/);
    expect(FILES.readRunFile(text.replace("[2.1235,", "["))).toMatch(/not a run of this playground/);
    expect(FILES.readRunFile("{")).toMatch(/not JSON/);
  });

  it("is drawn with runs on the same data alone", () => {
    expect(isBeside(MLP, config, { ...config, rate: 0.8 })).toBe(true);
    expect(isBeside(MLP, config, { ...config, data: "file" })).toBe(false);
    const lab = (id: string) =>
      FINETUNE.repair((FINETUNE.presets.find((preset) => preset.id === id) ?? FINETUNE.presets[0]).fields)
        .config;
    // With another number of sentences the teacher is the same. Planted changes in other matrices make another teacher.
    expect(isBeside(FINETUNE, lab("plant-one"), lab("plant-rank"))).toBe(true);
    expect(isBeside(FINETUNE, lab("plant-one"), lab("plant-all"))).toBe(false);
  });

  it("is a table with a row for each run, model and step", () => {
    const { run, data } = trained();
    const rows = curveTable(MLP, run, data, [pinOf(MLP, run, data)]);
    expect(rows).toHaveLength(2 * 2 * 3);
    expect(rows[1]).toMatchObject({ run: "", network: "plain", step: 1, loss: "", testAccuracy: "" });
    expect(rows.at(-1)).toMatchObject({
      run: "pinned 1",
      network: "dln",
      flops_counted: 20,
      testAccuracy_highest_seed: 0.75,
    });
  });
});

describe("a sweep of a workload", () => {
  it("takes values of its settings, and seeds by their number", () => {
    const keys = sweptFields(MLP).map(({ key }) => key);
    for (const key of ["eta", "s", "rhat", "samples"]) expect(keys).toContain(key);
    for (const key of ["seed", "seeds", "file", "data"]) expect(keys).not.toContain(key);
    const { cells, problem } = planSweep(MLP, config, {
      axes: [{ key: "s", values: ["0.25", "1"] }],
      seeds: 2,
    });
    expect(problem).toBeUndefined();
    expect(cells.map(({ link }) => link)).toEqual([
      "v=2&id=mlp&s=0.25&arms=plain,dln&seed=3",
      "v=2&id=mlp&s=0.25&arms=plain,dln&seed=4",
      "v=2&id=mlp&arms=plain,dln&seed=3",
      "v=2&id=mlp&arms=plain,dln&seed=4",
    ]);
  });

  it("has ready-made ones that can be made, at one rate for both methods", () => {
    expect(LAB_SWEEPS.map(({ id }) => id)).toEqual(["rate", "rank", "samples"]);
    for (const example of LAB_SWEEPS) {
      const { cells, problem } = planSweep(FINETUNE, FINETUNE.repair(example.fields).config, example.setup);
      expect(problem, example.id).toBeUndefined();
      expect(cells.length, example.id).toBeGreaterThan(5);
      for (const { config: experiment } of cells) expect(experiment["rateDeep"]).toBe(experiment["rate"]);
    }
  });

  it("says why values or data cannot be swept", () => {
    const axes = [{ key: "s", values: ["100"] }];
    expect(planSweep(MLP, config, { axes, seeds: 1 }).problem).toMatch(/Initial scale s takes/);
    const own = { ...config, data: "file" } as typeof config;
    expect(planSweep(MLP, own, { axes, seeds: 1 }).problem).toMatch(/only with the playground’s own data/);
  });
});

describe("claims", () => {
  it("link to all their seeds at once", () => {
    // The seeds of a federated run cannot train together, and the federated claims share their runs.
    const together = CLAIMS.filter(({ codec: { id } }) => id !== "mf" && id !== "federated");
    const links = together.flatMap((claim) =>
      offeredRuns(claim).map(({ config: one }) => claim.codec.encode(one)),
    );
    expect(links[0]).toBe("v=2&id=mlp&arms=plain,dln,cdln,cdlnRandom,thin,plainEqualFlops&seed=15&B=10");
    expect(new Set(links).size).toBe(links.length);
  });

  it("judge the run that their link makes, and no other", () => {
    const tenOf = (value: number): number[] => Array.from({ length: 10 }, () => value);
    const accuracies = {
      plain: tenOf(0.8),
      dln: [...tenOf(0.9).slice(3), 0.7, 0.7, 0.7],
      cdln: tenOf(0.9),
      plainEqualFlops: tenOf(0.9),
    };
    const models = Object.entries(accuracies).map(([id, values]) => ({
      id,
      progressBySeed: values.map((value) => ({ evaluated: { testAccuracy: { step: 400, value } } })),
    })) as unknown as readonly ModelNow[];
    const link = linkOfAll(CLAIMS.find(({ id }) => id === "digits-same-rate") as Claim) ?? "";
    const judged = judgedClaim(link, models);
    expect(judged?.claim.id).toBe("digits-same-rate");
    expect(judged?.judgement).toMatchObject({
      passed: false,
      ours: expect.stringContaining("7 of 10 seeds"),
    });
    expect(judgedClaim(link.replace("B=10", "B=9"), models)).toBeUndefined();
    // A network that diverged has no result, whatever its last test was.
    const won = models.map((model) => ({
      ...model,
      progressBySeed: models[1]?.id === model.id ? models[2]?.progressBySeed : model.progressBySeed,
    })) as unknown as readonly ModelNow[];
    const passed = (all: readonly ModelNow[]) => judgedClaim(link, all)?.judgement.passed;
    expect(passed(won)).toBe(true);
    const progress = { diverged: true } as unknown as ModelNow["progress"];
    expect(passed(won.map((model) => (model.id === "dln" ? { ...model, progress } : model)))).toBe(false);
  });

  it("judge nothing by one seed of several", () => {
    const claim = CLAIMS.find(({ id }) => id === "fed-bytes") as Claim;
    const [first] = offeredRuns(claim);
    const link = first ? claim.codec.encode(first.config) : "";
    expect(link).toContain("id=federated");
    expect(link).toContain("seed=1");
    const models = ["fedavg", "all"].map((id) => ({
      id,
      progressBySeed: [
        { evaluated: { testAccuracy: { step: 12, value: 0.8 }, megabytes: { step: 12, value: 1 } } },
      ],
    })) as unknown as readonly ModelNow[];
    expect(judgedClaim(link, models)).toBeUndefined();
  });

  it("have pictures of the last test of every seed", () => {
    const of = (label: string, seed: number, testAccuracy: number | null) => ({
      label,
      seed,
      models: [{ id: "plain", metrics: { loss: 1, testAccuracy }, best: 1, bestStep: 1 }],
    });
    const record = { results: [of("a", 0, 0.5), of("a", 1, 0.7), of("b", 0, null)] };
    const found = dotsOf(record as unknown as Parameters<typeof dotsOf>[0]);
    expect(found?.metric.id).toBe("testAccuracy");
    expect(found?.rows).toEqual([
      { label: "a", model: "plain", values: [0.5, 0.7], mean: expect.closeTo(0.6) },
      { label: "b", model: "plain", values: [], mean: NaN },
    ]);
  });
});
