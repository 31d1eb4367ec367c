/** Fused programs in float64: the same numbers to the bit as the separate dispatches, with fewer of them. */
import { expect, test } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { fuseBlock } from "../../../src/kernels/fusions/small-products.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { readBundled } from "../../hosts/bundled.ts";

const base = { data: "random", task: "mc", rows: 40, rank: 2, rHat: 3, epsilon: 0.5, observed: 0.6 };

/** The plan, and the same with the network's block fused. */
async function plansOf(fields: Record<string, unknown>, seeds: readonly number[]) {
  const { config, repairs } = MF_CODEC.repair({ ...base, ...fields });
  expect(repairs).toEqual([]);
  const plan = planTraining(await buildTraining({ config: config, load: readBundled, seeds }));
  const [id] = config.networks;
  return { plan, id, fused: fuseBlock(plan.program, `${id}/inner`)?.program };
}

/** Dispatches of a step before and after. */
const steps = (found: Awaited<ReturnType<typeof plansOf>>): (number | undefined)[] =>
  [found.plan.program, found.fused].map((program) => program?.lists[`${found.id}/step`]?.length);

// Before f: the inner products. After the gradients of the outer factors: everything of the inner ones.
test.each([
  ["yaras", 2, 12],
  ["yaras", 3, 15],
  ["yaras", 5, 21],
  ["yaras", 8, 30],
  ["thin", 4, 12],
  ["thin", 8, 24],
] as const)("%s, depth %i: 10 dispatches a step instead of %i", async (network, depth, before) => {
  const found = await plansOf({ networks: [network], depth }, [1, 2]);
  expect(steps(found)).toEqual([before, 10]);
  const [separate, fused] = [found.plan.program, found.fused ?? found.plan.program].map(
    (program) => new Session({ ...found.plan, program }, createCpuExecutor(program)),
  ) as [Session, Session];
  expect(await fused.advance(0, 12)).toMatchObject({ columns: (await separate.advance(0, 12)).columns });
  for (const b of [0, 1]) expect(await fused.factors(0, b)).toEqual(await separate.factors(0, b));
  // Writes reach the tensors inside the block.
  const start = await separate.checkpoint();
  for (const session of [separate, fused]) await session.advance(0, 3);
  fused.restore(start);
  separate.restore(start);
  await fused.evaluate(0);
  await separate.evaluate(0);
  expect(await fused.endToEnd(0, 1)).toEqual(await separate.endToEnd(0, 1));
});

test("optimizers with a state fuse the inner products before f alone", async () => {
  expect(steps(await plansOf({ networks: ["yaras"], depth: 4, optimizer: "adam", rate: 0.01 }, [1]))).toEqual(
    [23, 21],
  );
});

test("nothing is fused without inner products, and where a chain's inner factors are large", async () => {
  expect((await plansOf({ networks: ["thin"], depth: 3 }, [1])).fused).toBeUndefined();
  expect((await plansOf({ networks: ["original"], depth: 5 }, [1])).fused).toBeUndefined();
  expect((await plansOf({ networks: ["yaras"], rows: 80, rHat: 33 }, [1])).fused).toBeUndefined();
});
