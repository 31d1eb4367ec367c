import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { costOf } from "../../../../src/jobs/benchmark/work.ts";
import { largestTensor, refuseOversized } from "../../../../src/gpu/compile.ts";
import { planTraining, type StepOptions } from "../../../../src/workloads/mf/plan/plan.ts";
import { HISTORY_CAPACITY } from "../../../../src/training/plan.ts";
import { learningRate, sharpnessOf } from "../../../../src/workloads/mf/rates.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { PRESETS, presetExperiment } from "../../../../src/workloads/mf/presets.ts";
import { NETWORK_NAMES } from "../../../../src/workloads/mf/config/fields.ts";
import { readBundled } from "../../../hosts/bundled.ts";

const experimentOf = (fields: object) => MF_CODEC.repair({ data: "random", ...fields }).config;

async function planOf(fields: object, seeds?: number[], options?: StepOptions) {
  const experiment = experimentOf(fields);
  return planTraining(
    await buildTraining({ config: experiment, load: readBundled, ...(seeds && { seeds }) }),
    options,
  );
}

describe("planTraining", () => {
  const d = 32;
  const k = 8;
  const fields = { task: "mc", rows: d, rank: 2, networks: NETWORK_NAMES };
  const find = (plan: Awaited<ReturnType<typeof planOf>>, id: string) => {
    const network = plan.models.find((candidate) => candidate.id === id);
    if (!network) throw new Error(`${id} is planned`);
    return network;
  };

  it("counts parameters and floating-point operations as a count by hand does", async () => {
    const plan = await planOf(fields);
    const matmuls: Record<string, number> = {
      original: 6 * 2 * 2 * d ** 3 * 0.5,
      yaras: 6 * d * d * k + 3 * (2 * k * k * d) + 3 * (2 * 2 * k ** 3),
      thin: 6 * d * d * k + 3 * (2 * k * k * d),
      shallow: 3 * 2 * d ** 3,
    };
    for (const [id, wanted] of Object.entries(matmuls)) {
      const elementwise = 6 * d * d + 2 * find(plan, id).cost.parameters;
      expect(find(plan, id).cost.flopsPerStep, id).toBe(wanted + elementwise);
    }
    expect(find(plan, "original").cost.parameters).toBe(3 * d * d);
    expect(find(plan, "yaras").cost.parameters).toBe(2 * d * k + 3 * k * k);
    expect(find(plan, "thin").cost.parameters).toBe(2 * d * k + k * k);
    expect(find(plan, "kwon").cost.parameters).toBe(2 * d * 4 + 16);
    expect(find(plan, "spectral").cost.parameters).toBe(2 * d * 4);
    // ScaledGD makes the same products, and on the CPU two Gram matrices with their factorizations and solves.
    expect(find(plan, "scaledGd").cost.flopsPerStep - find(plan, "spectral").cost.flopsPerStep).toBeCloseTo(
      2 * (2 * 16 * d) + 2 * d * (2 * 16) + (2 * 64) / 3,
      6,
    );
    // Its factors solve least squares problems, so they train without a rate.
    expect(find(plan, "altmin").cost.trainedParameters).toBe(find(plan, "altmin").cost.parameters);
  });

  it("counts bytes moved and held within a fifth of a count by hand", async () => {
    const plan = await planOf(fields);
    const [dd, dk, kk] = [d * d, d * k, k * k];
    // Numbers that a step reads and writes: the forward products, the residual (f, target, mask, D) and the
    // gradients that update in place.
    const moved: Record<string, number> = {
      original: 2 * 3 * dd + 4 * dd + 2 * 3 * dd + 3 * 4 * dd,
      thin:
        4 * dk + kk + 2 * dk + dd + 4 * dd + (dd + 4 * dk) + (dd + 2 * dk) + 2 * (2 * dk + 2 * kk) + 2 * dk,
      shallow: 3 * dd + 4 * dd + 2 * 4 * dd,
    };
    for (const [id, numbers] of Object.entries(moved))
      expect(Math.abs(find(plan, id).cost.bytesPerStep / (4 * numbers) - 1), id).toBeLessThan(0.2);
    // Factors, the products between them, D, and the ring of errors.
    const history = 4 * 2 * HISTORY_CAPACITY;
    expect(Math.abs(find(plan, "original").cost.byteLength / (4 * 7 * dd + history) - 1)).toBeLessThan(0.2);
    expect(find(plan, "thin").cost.byteLength).toBeLessThan(find(plan, "original").cost.byteLength);
  });

  it("leaves out what a frozen factor needs: γ = 0 saves a third of the large products", async () => {
    const [frozen, learning] = [await planOf({ ...fields, gamma: 0 }), await planOf(fields)];
    const saved = find(learning, "yaras").cost.flopsPerStep - find(frozen, "yaras").cost.flopsPerStep;
    // U needs an m × n by n × k product, Vᵀ one with the product of the W̃; both are updated.
    expect(saved).toBe(2 * d * d * k + 2 * k * k * d + 2 * 2 * d * k);
    const keeping = await planOf({ ...fields, gamma: 0 }, undefined, { keepGradients: true });
    expect(find(keeping, "yaras").G.map((gradient) => gradient !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it("updates a factor in its gradient's own product, except for one of two factors that are multiplied with each other", async () => {
    const dispatchesOf = async (options?: StepOptions) => {
      const { program } = await planOf({ ...fields, depth: 3 }, undefined, options);
      return Object.fromEntries(NETWORK_NAMES.map((id) => [id, program.lists[`${id}/step`]?.length]));
    };
    const [kept, inPlace] = [await dispatchesOf({ keepGradients: true }), await dispatchesOf()];
    expect([kept["original"], inPlace["original"]]).toEqual([11, 9]);
    expect([kept["yaras"], inPlace["yaras"]]).toEqual([19, 15]);
    expect(inPlace["galore"]).toBe(kept["galore"]);
  });

  it("multiplies with the observed entries alone where they are few, and counts operations as on paper", async () => {
    const [side, of] = [64, { ...fields, rows: 64, networks: ["thin"] }];
    const [few, many] = [await planOf({ ...of, observed: 0.125 }), await planOf({ ...of, observed: 0.5 })];
    expect(find(few, "thin").cost.flopsPerStep).toBe(find(many, "thin").cost.flopsPerStep);
    // The operations performed: an eighth of the two products with D.
    const made = [few, many].map(({ program }) => costOf(program, "thin/step").flops);
    expect((made[1] ?? NaN) - (made[0] ?? NaN)).toBe(2 * 2 * side * side * k * (1 - 0.125));
  });

  it("lists the observed entries of every seed, by row and by column", async () => {
    const of = { ...fields, rows: 64, cols: 80, observed: 0.2, networks: ["thin"] };
    const training = await buildTraining({ config: experimentOf(of), load: readBundled, seeds: [0, 1] });
    const { program } = planTraining(training);
    const valuesOf = (name: string) =>
      program.tensors.find((tensor) => tensor.name === `observed by ${name}`)?.initial ?? [];
    const placesOf = (name: string, lines: number, place: (line: number, at: number) => number) => {
      const [starts, entries] = [valuesOf(`${name}/starts`), valuesOf(`${name}/entries`)];
      return training.problems.map((_, b) =>
        Array.from({ length: lines }, (__, line) => line).flatMap((line) => {
          const [first, last] = [starts[b * lines + line], starts[b * lines + line + 1]];
          return Array.from(entries)
            .slice(first, last)
            .map((at) => place(line, at));
        }),
      );
    };
    const wanted = training.problems.map(({ mask }) =>
      Array.from(mask ?? []).flatMap((value, i) => (value ? [i] : [])),
    );
    expect(placesOf("row", 64, (row, col) => row * 80 + col)).toEqual(wanted);
    const byColumn = placesOf("column", 80, (col, row) => row * 80 + col);
    expect(byColumn.map((places) => places.toSorted((a, b) => a - b))).toEqual(wanted);
  });

  it("gives the costs of one seed when seeds are trained together", async () => {
    const [one, three] = [await planOf(fields), await planOf(fields, [0, 1, 2])];
    expect(three.batch).toBe(3);
    for (const id of NETWORK_NAMES) {
      const [ofOne, ofThree] = [find(one, id).cost, find(three, id).cost];
      expect({ ...ofThree, byteLength: 0 }, id).toEqual({ ...ofOne, byteLength: 0 });
      // Counters and rates, which all seeds share, are counted too.
      expect(ofThree.byteLength / ofOne.byteLength, id).toBeCloseTo(1, 1);
    }
  });

  it("refuses a program that the device cannot hold, and says what to do", async () => {
    const training = await buildTraining({
      config: experimentOf({ task: "ms", rows: 16, measurements: 4000, networks: ["thin"] }),
      load: readBundled,
    });
    const { program } = planTraining(training);
    const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 21 };
    expect(() => refuseOversized(program, limits)).toThrow(/A needs 4 MiB.*allows 2 MiB.*fewer measurements/);
    const enough = { ...limits, maxStorageBufferBindingSize: largestTensor(program) };
    expect(() => refuseOversized(program, enough)).not.toThrow();
  });

  it("binds only tensors that it declares", async () => {
    const { program } = await planOf({ ...fields, optimizer: "adam" });
    const names = new Set(program.tensors.map(({ name }) => name));
    for (const dispatch of Object.values(program.lists).flat())
      for (const tensor of dispatch.tensors) expect(names, dispatch.label).toContain(tensor);
  });
});

/** All networks with a learning rate. Alternating minimization has none. */
const WITH_RATE = NETWORK_NAMES.filter((id) => id !== "altmin");

describe("learning rates", () => {
  const setting = { task: "mc", rows: 32, rank: 2, gamma: 3, alpha: 3, rate: 0.25 };
  it("are η̂·2/L for all when shared", () => {
    const experiment = experimentOf(setting);
    WITH_RATE.forEach((id) => expect(learningRate(experiment, id)).toBeCloseTo(1 / 6, 14));
    expect(learningRate(experiment, "altmin")).toBe(0);
  });

  it("are η̂·2/λ for each otherwise", () => {
    const experiment = experimentOf({ ...setting, rateMode: "perNetwork" });
    const lambdas = {
      original: 3,
      yaras: 7.9742918,
      thin: 3,
      kwon: 3 * 3 ** (2 / 3),
      narrow: 3,
      shallow: 2,
      burerMonteiro: 2,
      spectral: 2,
      scaledGd: 2,
      galore: 3,
    };
    WITH_RATE.forEach((id) => {
      expect(sharpnessOf(experiment, id)).toBeCloseTo(lambdas[id], 6);
      expect(learningRate(experiment, id)).toBeCloseTo(0.5 / lambdas[id], 8);
    });
  });

  it("follow the presets: .5, .5 and .276 on the photograph", () => {
    const photo = presetExperiment(PRESETS.find(({ id }) => id === "photo") as (typeof PRESETS)[number]);
    const rates = (["original", "thin", "yaras"] as const).map((id) => learningRate(photo, id));
    expect(rates.slice(0, 2)).toEqual([0.5, 0.5]);
    expect(rates[2]).toBeCloseTo(0.2756, 4);
  });

  it("allow heavy ball 1 + β times as much", () => {
    const experiment = experimentOf({
      ...setting,
      optimizer: "momentum",
      rateMode: "perNetwork",
      rate: 0.25,
      beta: 0.5,
    });
    expect(learningRate(experiment, "original")).toBeCloseTo((0.25 * 2 * 1.5) / 3, 14);
  });
});
