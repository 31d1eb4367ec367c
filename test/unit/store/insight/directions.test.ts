/** Compares the figure “does this direction move?” with training in float64. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { bulk } from "../../../../src/workloads/mf/network/theory.ts";
import { multiply, transpose, frobeniusNorm } from "../../../../src/math/matrix.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import type { Problem } from "../../../../src/workloads/mf/data/problem.ts";
import {
  foldDirection,
  followDirection,
  pickDirection,
  turnToTarget,
} from "../../../../src/store/insight/directions.ts";
import { cpuSession } from "../../../hosts/training/float64.ts";
import { readBundled } from "../../../hosts/bundled.ts";

const STEPS = 200;

async function trained(fields: object) {
  const { config } = MF_CODEC.repair({
    data: "random",
    rows: 20,
    rank: 2,
    epsilon: 0.3,
    networks: ["original"],
    ...fields,
  });
  const training = await buildTraining({ config: config, load: readBundled });
  const { target } = training.problems[0] as Problem;
  const eta = training.networks[0]?.optimizer.rate.eta ?? NaN;
  const session = cpuSession(training);
  const start = await session.factors(0);
  await session.advance(0, STEPS);
  const now = await session.factors(0);
  session.destroy();
  return { experiment: config, start, now, eta, setting: { start, epsilon: 0.3, target, rank: 2 } };
}

describe("a direction through the layers", () => {
  it("with Φx = 0 and ΦᵀOx = 0 keeps its partner, and shrinks as ρ", async () => {
    const { setting, now, eta, experiment } = await trained({ task: "mf" });
    const { depth, epsilon, weightDecay } = experiment;
    const rho = bulk({ depth, epsilon, eta, weightDecay, lossScale: 1 }, STEPS);
    for (const draw of [0, 1, 2]) {
      const x = pickDirection("quiet", setting, draw);
      expect(frobeniusNorm(multiply(setting.target, x))).toBeLessThan(1e-12);
      followDirection(x, setting, now).forEach(({ angle, stretch, pull }, l) => {
        expect(angle).toBeLessThan(1e-9);
        // The gradient pulls it straight back.
        expect(pull).toBeCloseTo(180, 6);
        expect(stretch).toBeCloseTo(rho[l] ?? NaN, 10);
      });
    }
    expect(rho[0]).toBeLessThan(0.29);
  });

  it("is pulled along its partner’s line only as long as it has no part of the target’s own", async () => {
    const { setting } = await trained({ task: "mf" });
    const quiet = pickDirection("quiet", setting, 0);
    const pull = (degrees: number) =>
      followDirection(turnToTarget(quiet, setting.target, degrees), setting, setting.start)[0]?.pull ?? NaN;
    expect(pull(0)).toBeCloseTo(180, 6);
    expect(pull(5)).toBeLessThan(170);
    expect(pull(90)).toBeLessThan(pull(5));
  });

  it("that is random, or the target’s own, turns", async () => {
    const { setting, now } = await trained({ task: "mf" });
    for (const degrees of [0, 90]) {
      const x = turnToTarget(pickDirection("random", setting, 0), setting.target, degrees);
      expect(multiply(transpose(x), x).data[0]).toBeCloseTo(1, 12);
      expect(Math.max(...followDirection(x, setting, now).map(({ angle }) => angle))).toBeGreaterThan(5);
    }
  });

  it("is one entry of the diagonal if it is quiet, and lies in the block if it is the target’s own", async () => {
    const { setting, now } = await trained({ task: "mf" });
    const quiet = pickDirection("quiet", setting, 0);
    const folded = (degrees: number) =>
      foldDirection(turnToTarget(quiet, setting.target, degrees), quiet, setting, now);
    const unit = (place: number, length = 1) =>
      Array.from({ length: 20 }, (_, i) => (i === place ? length : 0));
    const rounded = ({ data }: { readonly data: Float64Array }) =>
      Array.from(data, (value) => Math.round(value * 1e9) / 1e9 + 0);
    for (const { layer, enters, leaves, inBlock } of folded(0)) {
      const rho = rounded(layer)[4 * 20 + 4] ?? NaN;
      const rows = Array.from({ length: 20 }, (_, i) => rounded(layer).slice(20 * i, 20 * i + 20));
      expect(rows.slice(4)).toEqual(rows.slice(4).map((_, i) => unit(i + 4, rho)));
      expect(rows.slice(0, 4).map((row) => row.slice(4))).toEqual(Array(4).fill(Array(16).fill(0)));
      expect(rounded(enters)).toEqual(unit(4));
      expect(rounded(leaves)).toEqual(unit(4, rho));
      expect(inBlock).toBeCloseTo(0, 10);
    }
    for (const { enters, inBlock } of folded(90)) {
      expect(rounded(enters)).toEqual(unit(0));
      expect(inBlock).toBeCloseTo(1, 10);
    }
  });

  it("turns where entries are hidden, and has its partner before training", async () => {
    const { setting, start, now } = await trained({ task: "mc", observed: 0.5 });
    const x = pickDirection("quiet", setting, 0);
    expect(Math.max(...followDirection(x, setting, now).map(({ angle }) => angle))).toBeGreaterThan(1);
    for (const { angle, stretch } of followDirection(x, setting, start)) {
      expect(angle).toBeLessThan(1e-9);
      expect(stretch).toBeCloseTo(0.3, 12);
    }
  });
});
