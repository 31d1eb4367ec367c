import { describe, expect, it } from "vitest";
import { digitsFile } from "../../../scripts/vite/digits.ts";
import { WORKLOADS } from "../../../src/engine/workloads.ts";
import { mlpWorkload } from "../../../src/workloads/digits/workload.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { runSweep, type SweepEvent, type SweepRequest } from "../../../src/jobs/sweep/run.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { cellsOf, parseAxis } from "../../../src/experiment/sweep.ts";
import { tableOf } from "../../../src/jobs/sweep/sweep.ts";
import { metricQuantity } from "../../../src/store/jobs/sweep-result.ts";
import { MLP_CODEC, mlpConfig } from "../../../src/workloads/digits/config.ts";
import { readTexts } from "../../../src/jobs/data/own-files.ts";
import { beginSweep, followSweep, NO_SWEEP } from "../../../src/store/jobs/sweep.ts";
import { sweepPoints } from "../../../src/store/jobs/sweep-result.ts";
import { FINETUNE } from "../../../src/store/kinds/finetune.ts";
import { planSweep, RATES_KEY } from "../../../src/store/sweep.ts";
import { openCpu } from "../../../src/wasm/open-cpu.ts";
import { labWorkload } from "../../../src/workloads/finetune/workload.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { encoderWithFew } from "../../hosts/encoder.ts";

const { config } = MF_CODEC.repair({
  data: "random",
  task: "mf",
  rows: 10,
  rank: 1,
  epsilon: 0.3,
  steps: 60,
  networks: ["original", "yaras"],
});

const encoder = encoderWithFew(1);

async function sweep(cells: SweepRequest["cells"], file?: unknown): Promise<SweepEvent[]> {
  const events: SweepEvent[] = [];
  const digits = digitsFile();
  const engine = new LocalEngine({
    gpu: undefined,
    load: (name) => {
      const asset = [digits, encoder].find((one) => one.name === name);
      return asset ? Promise.resolve(asset.bytes) : readBundled(name);
    },
    isUnseen: true,
    workloads: new Map([
      ...WORKLOADS,
      ["mlp", () => Promise.resolve(mlpWorkload(digits))],
      ["finetune", () => Promise.resolve(labWorkload(encoder, (program) => openCpu(program)))],
    ]),
  });
  await runSweep(engine, { cells, backend: "cpu", file }, (event) => events.push(event));
  await engine.dispose();
  return events;
}

const linesOf = (events: readonly SweepEvent[]) =>
  events.flatMap((event) => (event.kind === "line" ? [event.line] : []));

describe("runSweep", () => {
  it("makes one run after the other and reports each as the command line does", async () => {
    const events = await sweep(cellsOf(MF_CODEC, config, [parseAxis("L=2,3")], 2));
    expect(events.at(-1)).toEqual({ kind: "done" });
    const lines = linesOf(events);
    expect(lines.map(({ varied }) => varied)).toEqual([
      { L: "2", seed: "0" },
      { L: "2", seed: "1" },
      { L: "3", seed: "0" },
      { L: "3", seed: "1" },
    ]);
    for (const line of lines) {
      const { report, varied } = line;
      expect(report).toMatchObject({
        steps: 60,
        stopReason: "steps",
        backend: "cpu",
        seed: Number(varied["seed"]),
      });
      expect(report.models.map(({ id }) => id)).toEqual(["original", "yaras"]);
      for (const { metrics } of report.models) expect(metrics["recovery"]).toBeLessThan(1);
    }
    const errors = new Set(lines.map(({ report }) => report.models[0]?.metrics["recovery"]));
    expect(errors.size).toBe(4);
  });

  it("reports a run that could not be made and continues with the next", async () => {
    const base = MF_CODEC.repair({ ...config, data: "file" }).config;
    const [bad] = cellsOf(MF_CODEC, base, [parseAxis("L=2")], 1);
    const [good] = cellsOf(MF_CODEC, config, [parseAxis("L=2")], 1);
    const events = await sweep([bad, good].flatMap((cell) => cell ?? []));
    expect(events.filter(({ kind }) => kind !== "progress").map(({ kind }) => kind)).toEqual([
      "refused",
      "line",
      "done",
    ]);
    expect(events.find(({ kind }) => kind === "refused")).toMatchObject({
      message: expect.stringContaining("file"),
    });
  });

  it("reports a run that diverges", async () => {
    const [line] = linesOf(await sweep(cellsOf(MF_CODEC, config, [parseAxis("eta=4")], 1)));
    expect(line?.report.stopReason).toBe("diverged");
    expect(line?.report.models[0]?.metrics["recovery"]).toBeNull();
  });

  it("makes runs of digits, whose reports have named metrics", async () => {
    const base = mlpConfig({ width: 16, rHat: 4, samples: 60, batch: 10, steps: 20, arms: ["plain", "dln"] });
    const events = await sweep(cellsOf(MLP_CODEC, base, [parseAxis("eta=0.05,0.2")], 2));
    const lines = linesOf(events);
    expect(lines.map(({ varied }) => `${varied["eta"]} ${varied["seed"]}`)).toEqual([
      "0.05 0",
      "0.05 1",
      "0.2 0",
      "0.2 1",
    ]);
    const quantity = metricQuantity("testAccuracy", "Test accuracy", { format: String, scale: "linear" });
    const found = lines.map(({ report }) => quantity.of(report, "dln"));
    for (const accuracy of found) expect(accuracy).toBeGreaterThan(0.1);
    expect(new Set(found).size).toBeGreaterThan(1);
    for (const { report } of lines) expect(quantity.of(report, "thin")).toBeNaN();
    const [header, first] = tableOf(lines).split("\n");
    expect(header).toBe(
      "eta,seed,model,steps,loss,accuracy,testLoss,testAccuracy,best,best_step,ms_per_step",
    );
    expect(first).toMatch(/^0\.05,0,dln,20,/);
  });

  it("ends a sweep of all learning rates on a user’s texts with a curve for every method", async () => {
    const table = Array.from({ length: 12 }, (_, i) => `${i % 2 ? "good" : "bad"},"a meal, number ${i}"`);
    const { file, changes } = readTexts(new TextEncoder().encode(["label,text", ...table].join("\n")));
    const methods = ["head", "lora"];
    // The head starts at 0, so the first step moves nothing below it.
    const fields = { ...changes, methods, samples: 2, batch: 4, rank: 2, steps: 2 };
    const rates = { axes: [{ key: RATES_KEY, values: ["0.001", "0.1"] }], seeds: 1 };
    const { cells } = planSweep(FINETUNE, FINETUNE.repair(fields).config, rates, file);
    const state = (await sweep(cells, file)).reduce(
      (before, event) => followSweep(before, event, 1),
      beginSweep(NO_SWEEP, rates, cells, "cpu", 0),
    );
    expect([state.status, state.refused.size]).toEqual(["done", 0]);
    const drift = metricQuantity("drift", "Test drift", { format: String, scale: "linear" });
    const curves = methods.map((id) => sweepPoints(state, id, drift).map(({ median = NaN }) => median));
    for (const curve of curves) expect(curve.map(Number.isFinite)).toEqual([true, true]);
    const [head, [slow = NaN, fast = NaN] = []] = curves;
    expect(head).toEqual([0, 0]);
    expect(fast).toBeGreaterThan(slow);
  });
});
