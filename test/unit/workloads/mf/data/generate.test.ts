import { describe, expect, it } from "vitest";
import { singularValues } from "../../../../../src/math/svd.ts";
import { fromRows, multiply } from "../../../../../src/math/matrix.ts";
import {
  airportDistances,
  BUNDLED,
  loadBundled,
  parsePgm,
  resample,
} from "../../../../../src/workloads/mf/data/bundled.ts";
import {
  generatedProblem,
  lowRankTarget,
  realProblem,
} from "../../../../../src/workloads/mf/data/generate.ts";
import { drawMask, holdOut } from "../../../../../src/workloads/mf/data/mask.ts";
import {
  errorNorms,
  psnr,
  recoveryWeights,
  validationError,
} from "../../../../../src/workloads/mf/data/problem.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { LINSPACE, PLAIN_OPTIONS } from "../../../../hosts/training/problems.ts";

const completion = {
  task: "completion",
  seed: 3,
  observed: 0.4,
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
    const { target, sigmaOne } = lowRankTarget(3, 40, 40, 5, { ...LINSPACE, spectrum: "gaussian" });
    const sigma = singularValues(target);
    expect(sigma[0]).toBeCloseTo(1, 12);
    expect(sigma[5]).toBeLessThan(1e-12);
    expect(sigmaOne).toBeGreaterThan(8);
  });

  it("observe exactly ⌊p·m·n⌋ entries, those of the seed’s mask", () => {
    const mask = drawMask({ seed: 3, mask: "exact", observed: 0.4 }, { rows: 13, cols: 7 });
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

  it.each(Object.keys(BUNDLED) as (keyof typeof BUNDLED)[])(
    "takes %s only as it was made: not cut, not changed by a bit, not a page in its place",
    async (name) => {
      const whole = await readBundled(name);
      expect(await loadBundled(readBundled, name)).toEqual(whole);
      for (const bytes of [
        whole.subarray(0, whole.length / 2),
        whole.map((value, i) => (i === 1000 ? value ^ 1 : value)),
        new TextEncoder().encode("<!doctype html><p>the page</p>"),
        new Uint8Array(),
      ]) {
        const damaged = loadBundled(() => Promise.resolve(bytes), name);
        await expect(damaged).rejects.toThrow(`The bundled file ${name} arrived damaged`);
      }
      await expect(loadBundled(() => Promise.reject(new Error("gone")), name)).rejects.toThrow("(gone)");
    },
  );
});

describe("a validation split", () => {
  const size = 12 * 9;
  const data = { rows: 12, cols: 9, data: Float64Array.from({ length: size }, (_, i) => Math.sin(i) + 2) };
  const unit = { label: "", display: "identity" } as const;
  const whole = realProblem(data, unit, completion);
  const split = realProblem(data, unit, { ...completion, validation: 0.25 });
  const count = (weights: ArrayLike<number> | undefined): number =>
    Array.from(weights ?? []).reduce((sum, weight) => sum + weight, 0);

  it("takes its share of the observed entries, by the seed, and of nothing else", () => {
    expect(count(split.validation)).toBe(Math.round(0.25 * count(whole.mask)));
    whole.mask?.forEach((seen, i) =>
      expect((split.mask?.[i] ?? 0) + (split.validation?.[i] ?? 0)).toBe(seen),
    );
    const again = realProblem(data, unit, { ...completion, validation: 0.25 });
    expect(again.validation).toEqual(split.validation);
    expect(realProblem(data, unit, { ...completion, seed: 4, validation: 0.25 }).validation).not.toEqual(
      split.validation,
    );
  });

  it("leaves the hidden entries, over which recovery is measured, as they were", () => {
    expect(split.recoveryOver).toBe("heldout");
    expect(recoveryWeights(split)).toEqual(recoveryWeights(whole));
  });

  it("keeps validation entries out of mean, scale and training", () => {
    const other = { ...data, data: data.data.map((v, i) => (split.validation?.[i] === 1 ? 100 * v : v)) };
    const changed = realProblem(other, unit, { ...completion, validation: 0.25 });
    expect(changed.unit).toEqual(split.unit);
    expect(changed.lossScale).toBe(split.lossScale);
  });

  it("measures the relative error over its own entries", () => {
    const half = { ...split.observed, data: split.observed.data.map((v) => v / 2) };
    expect(validationError(split, half)).toBeCloseTo(0.5, 12);
    const elsewhere = {
      ...half,
      data: split.observed.data.map((v, i) => (split.validation?.[i] === 1 ? v : 9)),
    };
    expect(validationError(split, elsewhere)).toBe(0);
    expect(validationError(whole, half)).toBeUndefined();
  });

  it("leaves at least one entry to be trained on, and takes at least one", () => {
    const two = Float64Array.of(1, 0, 1, 0);
    expect(count(holdOut(0, two, 0.5).mask)).toBe(1);
    expect(count(holdOut(0, two, 0.001).validation)).toBe(1);
    const one = { rows: 2, cols: 2, data: Float64Array.of(1, 2, 3, 5) };
    const least = { ...completion, observed: 0.25, validation: 0.1 };
    expect(() => realProblem(one, unit, least)).toThrow(/Only one entry is observed/);
  });
});
