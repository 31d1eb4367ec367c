/** The probes of claims that compare paths, on a small run. */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { farthest, makeProbe } from "../../../../../src/workloads/mf/claims/probes.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";

it("measures the distance of points from a line between points", () => {
  const path = [
    [0, 0, 0],
    [2, 0, 0],
    [2, 2, 0],
  ];
  expect(farthest([[1, 0, 0.5]], path)).toBeCloseTo(0.5, 14);
  expect(farthest([[3, 3, 0]], path)).toBeCloseTo(Math.SQRT2, 14);
  expect(farthest(path, path)).toBe(0);
  // A path that stops on the way lies on the other, but not the other way round.
  const half = path.slice(0, 2);
  expect([farthest(half, path), farthest(path, half)]).toEqual([0, 2]);
});

const measured = async (gamma: number) => {
  const { config } = MF_CODEC.repair({
    task: "mf",
    data: "random",
    rows: 20,
    rank: 2,
    rHat: 4,
    epsilon: 0.1,
    gamma,
    networks: ["original", "yaras"],
  });
  const training = await buildTraining({ config, load: readBundled });
  const session = cpuSession(training);
  return { session, probe: makeProbe("components", { experiment: config, training, session }) };
};

it("compares the paths of two networks in three components, and refuses half of a path", async () => {
  const { session, probe } = await measured(0);
  let last: Readonly<Record<string, number>> = {};
  for (let step = 0; step <= 300; step += 20) {
    if (step > 0) for (const network of [0, 1]) await session.advance(network, 20);
    for (const network of [0, 1]) await session.evaluate(network);
    last = await probe(step);
  }
  // Up to the bulk term, both take the same path, whose two singular values need no more than three components.
  expect(last["apart"]).toBeLessThan(0.02);
  expect(last["apart"]).toBeGreaterThan(0);
  expect(last["fraction"]).toBeGreaterThan(0.99);
  session.destroy();
  const other = await measured(0);
  await expect(other.probe(20)).rejects.toMatchObject({ code: "foreign-state" });
  other.session.destroy();
});
