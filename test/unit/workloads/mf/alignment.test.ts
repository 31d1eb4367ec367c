import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import {
  createAlignmentProbe,
  type AlignmentProbe,
  type Cosines,
} from "../../../../src/workloads/mf/probes/alignment.ts";
import type { Session } from "../../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { svd } from "../../../../src/math/svd.ts";
import { multiply, transpose, type Matrix } from "../../../../src/math/matrix.ts";
import { readBundled } from "../../../hosts/bundled.ts";
import { cpuSession } from "../../../hosts/training/float64.ts";

/** |⟨a_i, b_i⟩| for the columns of full decompositions, for i below `count`. */
function cosines(a: Matrix, b: Matrix, count: number): number[] {
  const fractions = multiply(transpose(a), b);
  return Array.from({ length: count }, (_, i) => Math.abs(fractions.data[i * fractions.cols + i] as number));
}

async function open(fields: object) {
  const { config } = MF_CODEC.repair({
    data: "random",
    rank: 3,
    networks: ["original", "kwon"],
    ...fields,
  });
  const training = await buildTraining({ config: config, load: readBundled });
  const target = svd((training.problems[0] as (typeof training.problems)[number]).target);
  return { session: cpuSession(training), probe: createAlignmentProbe(config, training), target };
}

/** Checks that every determined cosine is correct. Returns their number. */
function expectClose(found: Cosines, left: Matrix, right: Matrix, target: { u: Matrix; v: Matrix }): number {
  const wanted = [...cosines(left, target.u, 3), ...cosines(right, target.v, 3)];
  const claimed = [...found.left, ...found.right];
  claimed.forEach((value, i) => {
    if (!Number.isNaN(value)) expect(Math.abs(value - (wanted[i] ?? NaN))).toBeLessThan(1e-3);
  });
  return claimed.filter((value) => !Number.isNaN(value)).length;
}

async function check(
  session: Session,
  probe: AlignmentProbe,
  target: { u: Matrix; v: Matrix },
): Promise<number> {
  let claimed = 0;
  for (const [network, alignment] of (await probe.measure(session)).entries()) {
    const f = svd(await session.endToEnd(network));
    claimed += expectClose(alignment, f.u, f.v, target);
    if (!alignment.outer) continue;
    const { first, last } = await session.outerFactors(network);
    claimed += expectClose(alignment.outer, svd(last).u, svd(first).v, target);
  }
  return claimed;
}

describe("the alignment with the target, against full decompositions in float64", () => {
  it("is within 1e-3 at every probe, each search beginning at the one before", async () => {
    const { session, probe, target } = await open({ task: "mc", rows: 60, observed: 0.6, epsilon: 0.1 });
    let claimed = 0;
    for (let round = 0; round < 12; round++) {
      await session.advance(0, 15);
      await session.advance(1, 15);
      claimed = await check(session, probe, target);
    }
    // At the end of this run all values are distinct: three vectors, two sides, two networks and the outer
    // layers.
    expect(claimed).toBe(18);
    const [original] = await probe.measure(session);
    expect(Math.min(...(original?.left ?? []), ...(original?.right ?? []))).toBeGreaterThan(0.99);
    session.destroy();
  });

  it("is right for rectangles and small matrices", async () => {
    const { session, probe, target } = await open({ task: "mf", rows: 20, cols: 12, epsilon: 0.2 });
    for (const network of [0, 1]) await session.advance(network, 100);
    expect(await check(session, probe, target)).toBe(18);
    session.destroy();
  });

  it("says nothing at the start, where all singular values are equal, nor of what is no number", async () => {
    const { session, probe } = await open({ task: "mf", rows: 60, rateMode: "raw", rate: 1e6 });
    const [start] = await probe.measure(session);
    expect([...(start?.left ?? []), ...(start?.outer?.right ?? [])].every(Number.isNaN)).toBe(true);
    await session.advance(0, 60);
    const [diverged] = await probe.measure(session);
    expect(diverged?.left).toEqual([NaN, NaN, NaN]);
    session.destroy();
  });

  it("says nothing of target vectors that are not determined", async () => {
    const { session, probe } = await open({
      task: "mf",
      rows: 20,
      spectrum: "list",
      sigmas: [1, 1, 0.4],
      epsilon: 0.2,
    });
    await session.advance(0, 300);
    const [original] = await probe.measure(session);
    expect(original?.left.map(Number.isNaN)).toEqual([true, true, false]);
    session.destroy();
  });
});
