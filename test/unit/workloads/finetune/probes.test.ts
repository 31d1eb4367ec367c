/** Compares updates as thin products, their spectra and their angles with ΔW itself. */
import { expect, test } from "vitest";
import { orthonormalize } from "../../../../src/math/qr.ts";
import {
  columns,
  mapElements,
  multiply,
  scale,
  scaleColumns,
  subtract,
  transpose,
  type Matrix,
} from "../../../../src/math/matrix.ts";
import { gaussian } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import { singularValues } from "../../../../src/math/svd.ts";
import type { Adaptation, Factor } from "../../../../src/models/parametrizations/adapted.ts";
import {
  adapterMatrix,
  angleTo,
  cutTo,
  lowRankOf,
  shapeOfName,
} from "../../../../src/workloads/finetune/adapter.ts";
import { deltaOf } from "../../../hosts/training/delta.ts";

const random = randomStream(1, "test");
const factor = (name: string, rows: number, cols: number): Factor => ({
  name,
  runs: [gaussian(random, rows, cols), gaussian(random, rows, cols)],
  rateScale: 1,
});
const lora = [factor("A", 3, 12), factor("B", 10, 3)];
const CASES: Readonly<Record<string, Adaptation>> = {
  dense: { kind: "dense" },
  "one term": { kind: "terms", terms: [{ scale: 0.5, factors: lora, trained: true }] },
  "a term less its start": {
    kind: "terms",
    terms: [
      { scale: 0.5, factors: lora, trained: true },
      { scale: -0.5, factors: lora, trained: false },
    ],
  },
  "three factors": {
    kind: "terms",
    terms: [
      { scale: 1, factors: [factor("W1", 4, 12), factor("W2", 4, 4), factor("W3", 10, 4)], trained: true },
    ],
  },
  "an edit of the input": { kind: "input", scale: 2, phi: factor("phi", 3, 12), psi: factor("psi", 3, 12) },
};

const BOTH_RUNS = Object.entries(CASES).flatMap(([name, adaptation]) =>
  [0, 1].map((b) => [name, b, adaptation] as const),
);

test.each(BOTH_RUNS)("%s, run %i", (_name, b, adaptation) => {
  const base = gaussian(random, 10, 12);
  const moved = new Map<string, Matrix>();
  const present = (name: string): Matrix => {
    const factors =
      adaptation.kind === "terms"
        ? adaptation.terms.flatMap((term) => term.factors)
        : adaptation.kind === "input"
          ? [adaptation.phi, adaptation.psi]
          : [];
    const start = factors.find((one) => one.name === name)?.runs[b] ?? base;
    const value = moved.get(name) ?? mapElements(start, (entry) => entry + 0.1 * random.normal());
    moved.set(name, value);
    return value;
  };
  const delta = deltaOf(adaptation, base, b, present);
  const wanted = singularValues(delta);
  const update = lowRankOf(adaptation, base, present, b);
  const found = update?.sigma ?? [];
  const product = update && multiply(update.B, update.A);
  delta.data.forEach((value, i) => expect(product?.data[i]).toBeCloseTo(value, 10));
  expect(update?.kept).toBeCloseTo(1, 10);
  expect(found.length).toBeGreaterThanOrEqual(3);
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i] as number, 10));
  for (const rest of wanted.slice(found.length)) expect(rest).toBeLessThan(1e-10);
});

test("an encoder that is frozen, or has not moved yet, shows no update", () => {
  const base = gaussian(random, 10, 12);
  expect(lowRankOf({ kind: "none" }, base, () => base)).toBeUndefined();
  expect(lowRankOf({ kind: "dense" }, base, () => base)).toBeUndefined();
});

test("a dense update is cut to sixteen directions, and the energy that they keep is told", () => {
  const base = gaussian(random, 30, 40);
  const delta = gaussian(random, 30, 40);
  const moved = subtract(base, scale(delta, -1));
  const update = lowRankOf({ kind: "dense" }, base, () => moved);
  const all = singularValues(delta).map((value) => value * value);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  expect(update?.sigma).toHaveLength(16);
  expect(update?.kept).toBeCloseTo(sum(all.slice(0, 16)) / sum(all), 6);
});

test("a dense update is cut to a chosen rank, and still tells how much of it is kept", () => {
  const { rows, cols } = shapeOfName("1.o");
  const sigma = [3, 2, 1];
  const [u, v] = [rows, cols].map((side) => orthonormalize(gaussian(random, side, 3))) as [Matrix, Matrix];
  const whole = adapterMatrix("1.o", { B: scaleColumns(u, sigma), A: transpose(v), sigma, kept: 0.7 });
  const [cut] = cutTo({ matrices: [whole] }, 2).matrices;
  expect(cut).toMatchObject({ rank: 2 });
  expect(cut?.kept).toBeCloseTo((0.7 * (9 + 4)) / 14, 6);
  const wanted = adapterMatrix("1.o", {
    B: columns(scaleColumns(u, sigma), 0, 2),
    A: transpose(columns(v, 0, 2)),
    sigma,
    kept: 1,
  });
  expect(cut?.A).toEqual(wanted.A);
  expect(cut?.B).toEqual(wanted.B);
  expect(cutTo({ matrices: [whole] }, 8).matrices).toEqual([whole]);
});

test("the angle to a subspace: 0 inside, 90° outside, 45° halfway", () => {
  const u = orthonormalize(gaussian(random, 10, 4));
  const v = orthonormalize(gaussian(random, 12, 4));
  const [inU, outU] = [columns(u, 0, 2), columns(u, 2, 4)];
  const [inV, outV] = [columns(v, 0, 2), columns(v, 2, 4)];
  const space = { u: inU, v: inV };
  const angle = (B: Matrix, A: Matrix) =>
    angleTo({ B, A: transpose(A), sigma: singularValues(multiply(B, transpose(A))), kept: 1 }, space);
  expect(angle(inU, inV)).toBeCloseTo(0, 5);
  expect(angle(outU, inV)).toBeCloseTo(90, 5);
  expect(angle(inU, outV)).toBeCloseTo(90, 5);
  expect(angle(u, v)).toBeCloseTo(45, 5);
});
