import { describe, expect, it } from "vitest";
import { singularValues } from "../../../src/math/decompositions.ts";
import { fromRows, multiply } from "../../../src/math/matrix.ts";
import { airportDistances, parsePgm, resample } from "../../../src/problem/bundled.ts";
import { generatedProblem, lowRankTarget, realProblem } from "../../../src/problem/generate.ts";
import { drawMask } from "../../../src/problem/mask.ts";
import { errorNorms, psnr, relativeErrors } from "../../../src/problem/problem.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { LINSPACE, PLAIN_OPTIONS } from "../../hosts/problems.ts";

const completion = {
  task: "completion",
  seed: 3,
  observedFraction: 0.4,
  measurements: 0,
  ...PLAIN_OPTIONS,
} as const;

describe("generated problems", () => {
  it("have the spectrum that they say", () => {
    const { target } = lowRankTarget(3, 20, 15, 4, LINSPACE);
    const sigma = singularValues(target);
    [1, 5 / 6, 4 / 6, 0.5, 0, 0].forEach((value, i) => expect(sigma[i]).toBeCloseTo(value, 12));
  });

  it("normalise the Gaussian target to σ₁ = 1 and keep its scale", () => {
    const { target, sigmaOne } = lowRankTarget(3, 40, 40, 5, { ...LINSPACE, kind: "gaussian" });
    const sigma = singularValues(target);
    expect(sigma[0]).toBeCloseTo(1, 12);
    expect(sigma[5]).toBeLessThan(1e-12);
    expect(sigmaOne).toBeGreaterThan(8);
  });

  it("observe exactly ⌊p·m·n⌋ entries, whatever the depth", () => {
    const mask = drawMask(3, 13, 7, "exact", 0.4);
    expect(mask.reduce((sum, value) => sum + value, 0)).toBe(36);
    expect(generatedProblem(lowRankTarget(3, 13, 7, 2, LINSPACE), completion).mask).toEqual(mask);
  });

  it("measure y = A vec Φ in sensing", () => {
    const problem = generatedProblem(lowRankTarget(3, 5, 4, 2, LINSPACE), {
      ...completion,
      task: "sensing",
      measurements: 30,
    });
    if (!problem.sensing) throw new Error("sensing has measurements");
    const { A, y } = problem.sensing;
    expect(A.rows).toBe(30);
    expect(multiply(A, { rows: 20, cols: 1, data: problem.target.data })).toEqual(y);
  });
});

describe("real problems", () => {
  const data = fromRows([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 10],
  ]);
  const problem = realProblem(data, { label: "", display: "identity", peak: 1 }, completion);

  it("come back in the data's units", () => {
    const { offset, scale } = problem.unit;
    problem.target.data.forEach((value, i) =>
      expect(offset + scale * value).toBeCloseTo(data.data[i] ?? NaN, 12),
    );
  });

  it("centre on the observed mean and normalise σ₁ of the observed part", () => {
    const mask = problem.mask ?? new Float64Array();
    const seen = problem.target.data.map((value, i) => value * (mask[i] ?? 0));
    expect(seen.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    const scaled = { rows: 3, cols: 3, data: seen.map((value) => value * problem.lossScale) };
    expect(singularValues(scaled)[0]).toBeCloseTo(1, 12);
  });

  it("measure recovery over held-out entries only, and PSNR from it", () => {
    expect(problem.recoveryOver).toBe("heldout");
    const norms = errorNorms(problem);
    expect(norms.recoveryCount).toBe(6);
    const mean = problem.unit.offset;
    const heldOut = [...data.data].filter((_, i) => problem.mask?.[i] === 0);
    const meanSquare = heldOut.reduce((sum, value) => sum + (value - mean) ** 2, 0) / heldOut.length;
    expect(psnr(problem, norms, 1)).toBeCloseTo(-10 * Math.log10(meanSquare), 10);
    expect(relativeErrors(norms, norms.train, norms.recovery)).toEqual({ train: 1, recovery: 1 });
  });
});

describe("bundled data", () => {
  it("has airports whose squared distances are of rank 4", async () => {
    const distances = airportDistances(await readBundled("airports.json"));
    expect(distances.rows).toBe(305);
    const sigma = singularValues(distances);
    expect((sigma[3] ?? 0) / (sigma[0] ?? 1)).toBeGreaterThan(0.1);
    expect((sigma[4] ?? 1) / (sigma[0] ?? 1)).toBeLessThan(1e-14);
  });

  it.each(["alpine.pgm", "canyon.pgm"])("has %s, averaged to any size", async (name) => {
    const photo = parsePgm(await readBundled(name));
    expect([photo.rows, photo.cols]).toEqual([384, 384]);
    const mean = (data: Float64Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
    for (const size of [128, 100])
      expect(mean(resample(photo, size, size).data)).toBeCloseTo(mean(photo.data), 10);
    expect(resample(photo, 384, 384)).toEqual(photo);
  });

  it("refuses a damaged photograph", () => {
    expect(() => parsePgm(new Uint8Array([80, 53, 10]))).toThrow(/damaged/);
  });
});
