/** GaLore with every optimizer: its moments live in the projected space, as in the authors' code. */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { planTraining } from "../../../../src/workloads/mf/plan/plan.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { readBundled } from "../../../hosts/bundled.ts";
import { cpuSession } from "../../../hosts/training/float64.ts";

const STEPS = 60;

async function galore(optimizer: string) {
  const { config } = MF_CODEC.repair({
    task: "mf",
    data: "random",
    rows: 32,
    rank: 3,
    depth: 3,
    epsilon: 0.1,
    optimizer,
    rateMode: "raw",
    rate: 0.01,
    galoreRank: 3,
    galoreGap: 10,
    networks: ["galore"],
    steps: STEPS,
    seed: 7,
  });
  return buildTraining({ config, load: readBundled });
}

it("takes Adam's path of the projected gradients", async () => {
  const session = cpuSession(await galore("adam"));
  const { columns } = await session.advance(0, STEPS);
  const last = await session.evaluate(0);
  const errors = [...(columns["recovery"] ?? []), ...(last.columns["recovery"] ?? [])];
  // Computed independently, with moments of the projected gradients.
  const expected = { 1: 0.998236, 10: 0.886933, 20: 0.434114, 60: 0.042802 };
  for (const [step, error] of Object.entries(expected)) expect(errors[Number(step)]).toBeCloseTo(error, 5);
});

it.each([
  ["gd", 0],
  ["momentum", 1],
  ["rmsprop", 2],
  ["adam", 2],
])("%s keeps %d projected tensors for each factor", async (optimizer, count) => {
  const { program, models } = planTraining(await galore(optimizer));
  const lengths = new Map(program.tensors.map(({ name, length }) => [name, length]));
  const moments = (models[0]?.state ?? []).filter((name) => /first|second|velocity/.test(name));
  expect(moments.map((name) => lengths.get(name))).toEqual(Array.from({ length: 3 * count }, () => 32 * 3));
});
