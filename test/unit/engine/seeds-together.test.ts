/** Seeds that train together: each must train as it does alone, whatever its mask. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { readUserFile } from "../../../src/workloads/mf/user-file.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { ofSeed } from "../../../src/training/seeds.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining, type Training } from "../../../src/workloads/mf/training.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import type { Executor, Program } from "../../../src/kernels/program.ts";
import { NETWORK_NAMES } from "../../../src/workloads/mf/config/fields.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { errorsOf } from "../../hosts/errors.ts";

/** With p = .985 and 8 × 8 entries, the masks hide one, none and two. */
const SEEDS = [2, 0, 5];
const STEPS = 60;

/** A table of rank 1 with a hole in every third row. */
const table = Array.from({ length: 12 }, (_, i) =>
  Array.from({ length: 9 }, (_cell, j) => (i % 3 === 0 && j === (2 * i) % 9 ? "" : (i + 1) * (j + 2))).join(
    ",",
  ),
).join("\n");

const base = { task: "mc", data: "random", rows: 12, rank: 2, observed: 0.6, epsilon: 0.3 };
const uniform = { ...base, mask: "uniform", networks: NETWORK_NAMES };
const settings: readonly (readonly [name: string, fields: Record<string, unknown>])[] = [
  ["the same number of observed entries for each seed", { ...uniform, mask: "exact" }],
  ["a different number of observed entries for each seed", uniform],
  ["the same, 11 × 7", { ...uniform, rows: 11, cols: 7, noise: 0.1, optimizer: "momentum" }],
  [
    "a mean over the seen entries",
    { ...uniform, loss: "kwonMean", rate: 20, networks: ["original", "yaras"] },
  ],
  ["some observed entries held out", { ...uniform, validation: 0.2, networks: ["original", "thin"] }],
  [
    "a picture of noise, which one seed observes whole",
    { ...uniform, data: "noise", rows: 8, observed: 0.985 },
  ],
  [
    "few observed entries, multiplied alone",
    { ...uniform, rows: 72, cols: 64, observed: 0.2, networks: ["original", "thin"] },
  ],
  [
    "a block of a file with missing cells",
    {
      ...uniform,
      data: "file",
      mask: "block",
      rows: 12,
      cols: 9,
      // At the rate of files, ScaledGD diverges here: r̂ exceeds the rank, and a block hides what would hold the rest.
      networks: NETWORK_NAMES.filter((id) => id !== "scaledGd"),
    },
  ],
];

const EXECUTORS = {
  float64: (program: Program): Promise<Executor> => Promise.resolve(createCpuExecutor(program)),
  WebAssembly: (program: Program): Promise<Executor> => createWasmExecutor(program),
};

describe.each(settings)("%s", (_name, fields) => {
  it.each(["float64", "WebAssembly"] as const)("in %s", async (name) => {
    const { config, repairs } = MF_CODEC.repair(fields);
    expect(repairs).toEqual([]);
    const file =
      fields["data"] === "file"
        ? await readUserFile("table.csv", new TextEncoder().encode(table))
        : undefined;
    const trainingOf = (seeds: number[]): Promise<Training> =>
      buildTraining({ config: config, load: readBundled, seeds, file });
    const trained = async (training: Training) => {
      const plan = planTraining(training);
      const session = new Session(plan, await EXECUTORS[name](plan.program));
      const errors = [];
      for (const network of plan.models.keys()) {
        await session.advance(network, STEPS);
        errors.push(errorsOf(await session.evaluate(network)));
      }
      session.destroy();
      return errors;
    };
    const together = await trained(await trainingOf(SEEDS));
    for (const [b, seed] of SEEDS.entries()) {
      const alone = await trained(await trainingOf([seed]));
      for (const [network, { train, recovery }] of alone.entries()) {
        const of = together[network];
        expect(ofSeed(of?.train ?? train, 3, b), `${config.networks[network]}, ${seed}`).toEqual(train);
        expect(ofSeed(of?.recovery ?? recovery, 3, b)).toEqual(recovery);
        expect(recovery[0]).toBeGreaterThan(0);
      }
    }
  });
});
