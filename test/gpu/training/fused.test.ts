/**
 * Fused steps on a real device, on both compilers: the factors follow the path of the separate dispatches to the bit.
 * Only the errors may differ in their last digits, because their sums have another order.
 */
import { getGpu } from "#gpu-host";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice, type OpenDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { placesOf } from "../../../src/kernels/fusions/choose.ts";
import type { Program } from "../../../src/kernels/program.ts";
import { productKernels } from "../../../src/training/tuner.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { readBundled } from "../../hosts/bundled.ts";

let opened: OpenDevice;
beforeAll(async () => {
  opened = await openDevice(getGpu());
});
afterAll(() => opened.device.destroy());

const STEPS = 12;
const base = { data: "random", task: "mc", rank: 2, epsilon: 0.5, networks: ["yaras", "thin"] };
const BOTH = ["product_residual", "small_products"];
const settings: readonly [name: string, fields: Record<string, unknown>, kernels: string[]][] = [
  ["completion, 37 × 32, depth 8", { rows: 37, cols: 32, rHat: 4, depth: 8, observed: 0.6 }, BOTH],
  ["factorization, depth 2, γ = 0.5", { task: "mf", rows: 20, rHat: 4, depth: 2, gamma: 0.5 }, BOTH],
  ["Adam", { rows: 24, rHat: 4, depth: 4, optimizer: "adam", rate: 0.01, observed: 0.7 }, BOTH],
  // Sizes that are not whole vec4s.
  [
    "23 × 17, weight decay",
    { rows: 23, cols: 17, depth: 4, weightDecay: 0.01, observed: 0.7 },
    BOTH.slice(1),
  ],
  // With noise, f is compared with two matrices.
  ["noise", { rows: 24, rHat: 4, depth: 4, noise: 0.2, observed: 0.7 }, BOTH.slice(1)],
];

test.each(settings)("%s", async (_name, fields, kernels) => {
  const { config, repairs } = MF_CODEC.repair({ ...base, ...fields });
  expect(repairs).toEqual([]);
  const plan = planTraining(await buildTraining({ config: config, load: readBundled, seeds: [1, 2] }));
  const fuse = (isFallback: boolean, form: number): Program =>
    placesOf(plan.program, { isFallback }).reduce(
      (program, place) => place(program).at(form)?.program ?? program,
      plan.program,
    );
  const open = async (program: Program) =>
    new Session({ ...plan, program }, await createGpuExecutor(opened.device, program));
  const separate = await open(plan.program);
  // The fusions of a software adapter, then those of a graphics card with the first and the last tile size.
  const programs = [fuse(true, 0), fuse(false, 0), fuse(false, -1)];
  expect(programs.map(productKernels)).toEqual(
    [["small_products"], kernels, kernels].map((names) => expect.arrayContaining(names)),
  );
  const fused = await Promise.all(programs.map(open));
  for (const network of [0, 1]) {
    const wanted = (await separate.advance(network, STEPS)).columns;
    await separate.evaluate(network);
    for (const session of fused) {
      const found = (await session.advance(network, STEPS)).columns;
      for (const id of ["train", "recovery"]) {
        expect(found[id]).toHaveLength(2 * STEPS);
        found[id]?.forEach((error, i) => expect(error / (wanted[id]?.[i] ?? NaN)).toBeCloseTo(1, 5));
      }
      await session.evaluate(network);
      for (const b of [0, 1]) {
        expect(await session.factors(network, b)).toEqual(await separate.factors(network, b));
        expect(await session.endToEnd(network, b)).toEqual(await separate.endToEnd(network, b));
      }
    }
  }
  for (const session of [separate, ...fused]) session.destroy();
});
