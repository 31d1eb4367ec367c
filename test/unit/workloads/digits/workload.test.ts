/** The digits workload as a run uses it, and its presets. */
import { describe, expect, test } from "vitest";
import { digitsFile } from "../../../../scripts/vite/digits.ts";
import type { Field } from "../../../../src/experiment/fields.ts";
import { listFields } from "../../../../src/experiment/fields.ts";
import { ModelSession, type StepMetrics } from "../../../../src/training/session.ts";
import type { RunInputs } from "../../../../src/training/plan.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { MLP_FIELDS, mlpConfig, type MlpConfig } from "../../../../src/workloads/digits/config.ts";
import { planMlp } from "../../../../src/workloads/digits/plan.ts";
import { MLP_PRESETS } from "../../../../src/workloads/digits/presets.ts";
import { parseLabelledTable } from "../../../../src/workloads/digits/table.ts";
import { ClassifierSession } from "../../../hosts/training/classifier-session.ts";
import { mlpWorkload } from "../../../../src/workloads/digits/workload.ts";

const file = digitsFile();
const workload = mlpWorkload(file);
const inputs = (config: MlpConfig, changes: Partial<RunInputs<MlpConfig>> = {}): RunInputs<MlpConfig> => ({
  config,
  seeds: Array.from({ length: config.seeds }, (_, b) => config.seed + b),
  load: () => Promise.resolve(file.bytes),
  tell: () => undefined,
  ...changes,
});

test("five arms learn to read digits, and the same config gives the same numbers", async () => {
  const config = mlpConfig({
    width: 40,
    samples: 300,
    steps: 60,
    rate: 0.2,
    arms: ["plain", "dln", "cdln", "thin", "cdlnRandom"],
  });
  const accuracies = async (): Promise<(readonly number[])[]> => {
    const plan = planMlp(await workload.build(inputs(config)));
    const trainer = new ClassifierSession(plan, await createWasmExecutor(plan.program));
    const found: (readonly number[])[] = [];
    for (const id of config.arms) {
      await trainer.advance(id, config.steps);
      found.push((await trainer.test(id)).accuracy);
    }
    trainer.destroy();
    return found;
  };
  const first = await accuracies();
  expect(Math.min(...first.flat())).toBeGreaterThan(0.5);
  expect(await accuracies()).toEqual(first);
});

test("mini-batches: all samples of a run in every epoch, another order in the next, and the same when asked again", async () => {
  const config = mlpConfig({ seeds: 2, samples: 30, batch: 10, arms: ["plain", "plainOtherOrder"] });
  const { orders } = await workload.build(inputs(config));
  const indices = (order: string, from: number): [number[], number[]] => {
    const runs: [number[], number[]] = [[], []];
    for (let t = from; t < from + 3; t++) {
      const values = new Float64Array(20);
      orders[order]?.(t, values);
      runs[0].push(...values.subarray(0, 10));
      runs[1].push(...values.subarray(10));
    }
    return runs;
  };
  const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
  const [first, second] = [indices("usual", 0), indices("usual", 3)];
  expect(new Set(first[0]).size).toBe(30);
  expect(sorted(second[0])).toEqual(sorted(first[0]));
  expect(second[0]).not.toEqual(first[0]);
  expect(sorted(first[1])).not.toEqual(sorted(first[0]));
  expect(indices("usual", 0)).toEqual(first);
  const other = indices("other", 0);
  expect(sorted(other[0])).toEqual(sorted(first[0]));
  expect(other[0]).not.toEqual(first[0]);
});

test("arms share the plain weights, and a live rate is told to each", async () => {
  const config = mlpConfig({
    samples: 50,
    batch: 10,
    rateCdln: 0.7,
    arms: ["plain", "cdln", "plainEqualFlops"],
  });
  const built = await workload.build(inputs(config));
  const [plain, cdln, equal] = built.arms.map(({ runs }) => runs[0]);
  expect(cdln?.[0]?.weight).toEqual(plain?.[0]?.weight);
  expect(cdln?.at(-1)?.weight).toEqual(plain?.at(-1)?.weight);
  expect(equal).toEqual(plain);
  const rates = workload.rates(built, { ...config, rate: 0.3, schedule: "linear" });
  expect(rates.map(({ eta }) => eta)).toEqual([0.3, 0.7, 0.3]);
  // This arm makes more than two updates per step, and its rate falls over all updates.
  expect(rates[2]?.schedule.lastStep).toBeGreaterThan(2 * (rates[0]?.schedule.lastStep ?? Infinity));
});

describe("plain at equal operations", () => {
  const config = mlpConfig({
    width: 24,
    samples: 60,
    batch: 10,
    steps: 30,
    rate: 0.3,
    schedule: "linear",
    seeds: 2,
    arms: ["plain", "dln", "plainEqualFlops"],
  });
  const EQUAL = 2;
  const open = async (changes: Partial<MlpConfig> = {}) => {
    const made = { ...config, ...changes };
    const plan = planMlp(await workload.build(inputs(made)));
    return { plan, session: new ModelSession(plan, await createWasmExecutor(plan.program)) };
  };
  const lossOf = (metrics: StepMetrics): number[] => [...(metrics.columns["loss"] ?? [])];

  test("one step costs as much as one of DLN, and is as many updates as that buys", async () => {
    const { plan, session } = await open();
    const [plain, dln, equal] = plan.models;
    expect(equal?.cost.flopsPerStep).toBeCloseTo(dln?.cost.flopsPerStep ?? NaN, 6);
    expect(equal?.cost.parameters).toBe(plain?.cost.parameters);
    const updates = Math.round((equal?.pace ?? NaN) * config.steps);
    expect(updates).toBeGreaterThan(config.steps);
    // It must equal the plain network with that many steps, whose rate falls over all of them.
    const long = await open({ steps: updates, arms: ["plain"] });
    const wanted = lossOf(await long.session.advance(0, updates));
    const found = [7, 1, 22];
    const losses: number[] = [];
    for (const count of found) losses.push(...lossOf(await session.advance(EQUAL, count)));
    expect(losses).toHaveLength(2 * config.steps);
    for (let step = 0; step < config.steps; step++)
      for (const b of [0, 1])
        expect(losses[2 * step + b]).toBe(wanted[2 * Math.round((equal?.pace ?? NaN) * step) + b]);
    expect(lossOf(await session.evaluate(EQUAL))).toEqual(lossOf(await long.session.evaluate(0)));
    session.destroy();
    long.session.destroy();
  });

  test("goes on from a checkpoint to the bit, and a changed rate holds from the step it came at", async () => {
    const [first, second] = [await open(), await open()];
    await first.session.advance(EQUAL, 11);
    second.session.restore(await first.session.checkpoint());
    const wanted = lossOf(await first.session.advance(EQUAL, 9));
    expect(lossOf(await second.session.advance(EQUAL, 9))).toEqual(wanted);
    const rates = workload.rates(await workload.build(inputs(config)), { ...config, rate: 0 });
    first.session.setRates(rates);
    await first.session.advance(EQUAL, 4);
    const stands = await first.session.checkpoint();
    await first.session.advance(EQUAL, 4);
    const later = await first.session.checkpoint();
    expect(later.tensors["plainEqualFlops/W[1]"]).toEqual(stands.tensors["plainEqualFlops/W[1]"]);
    for (const { session } of [first, second]) session.destroy();
  });

  test("a round makes no more updates than the device can record", async () => {
    const { plan, session } = await open({ depth: 8, steps: 5000 });
    const pace = plan.models[EQUAL]?.pace ?? NaN;
    expect(session.longestRound).toBe(Math.floor(1024 / pace));
    await session.advance(EQUAL, 3);
    const { columns } = await session.advance(EQUAL, session.longestRound);
    expect(columns["loss"]?.every(Number.isFinite)).toBe(true);
    await expect(session.advance(EQUAL, session.longestRound + 2)).rejects.toThrow("a round makes at most");
    session.destroy();
  });
});

test("a user's table, and a missing one", async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i % 2},${i},${i % 2 ? "odd" : "even"}`);
  const config = mlpConfig({ data: "file", samples: 48, batch: 8, arms: ["plain", "cdln"] });
  const built = await workload.build(
    inputs(config, { file: parseLabelledTable(new TextEncoder().encode(lines.join("\n"))) }),
  );
  expect(built.data).toMatchObject({ features: 2, classes: 2 });
  await expect(workload.build(inputs(config))).rejects.toMatchObject({ code: "no-file" });
});

describe("presets", () => {
  const refuses = (field: Field<MlpConfig>, config: MlpConfig): boolean => {
    const value: unknown = config[field.name];
    if (field.kind === "integer" || field.kind === "real")
      return !(
        typeof value === "number" &&
        (field.kind === "real" || Number.isInteger(value)) &&
        value >= field.min(config) &&
        value <= field.max(config)
      );
    if (field.kind === "choice") return !field.options.includes(value as string);
    if (field.kind === "choices") return !(value as string[]).every((one) => field.options.includes(one));
    return false;
  };

  test.each(MLP_PRESETS.map((preset) => [preset.id, preset] as const))(
    "%s is in range",
    (_id, { fields }) => {
      const config = mlpConfig(fields);
      const refused = listFields(MLP_FIELDS).filter((field) => refuses(field, config));
      expect(refused.map(({ name }) => name)).toEqual([]);
    },
  );

  test("ids and link keys are unique", () => {
    for (const names of [MLP_PRESETS.map(({ id }) => id), listFields(MLP_FIELDS).map(({ key }) => key)])
      expect(new Set(names).size).toBe(names.length);
  });
});
