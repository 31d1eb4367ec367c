/**
 * Tests in float64 every golden training of an adapted weight, the initializations that the files describe,
 * and the 8-bit maps.
 */
import { describe, expect, test } from "vitest";
import compressed from "./deep_compressed.json" with { type: "json" };
import eightBit from "./galore_adam_8bit.json" with { type: "json" };
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import {
  fromRows,
  frobeniusNorm,
  multiply,
  subtract,
  transpose,
  type Matrix,
} from "../../src/math/matrix.ts";
import { eightBitMaps } from "../../src/models/eight-bit.ts";
import { deepCompressedStart } from "../../src/models/parametrizations/adapters.ts";
import { goldenLab } from "./cases.ts";
import { followGolden } from "./follow.ts";

const cases = goldenLab();

test("the trainings are there", () => expect(cases.length).toBeGreaterThanOrEqual(8));

test.each(cases)("%s, in float64", (_name, golden) =>
  followGolden(
    golden,
    async (program) => createCpuExecutor(program),
    (step) => (step <= 20 ? 1e-9 : 1e-7),
  ),
);

test("8-bit maps", () => {
  const { signed, unsigned } = eightBitMaps();
  for (const [found, wanted] of [
    [signed, eightBit.codebook_signed],
    [unsigned, eightBit.codebook_unsigned],
  ] as const) {
    expect(found).toHaveLength(256);
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i] as number, 15));
  }
});

describe("compressed Deep LoRA starts along the first gradient", () => {
  const close = (found: Matrix | undefined, rows: number[][]): void => {
    const wanted = fromRows(rows);
    expect(frobeniusNorm(subtract(found as Matrix, wanted))).toBeLessThanOrEqual(
      1e-11 * frobeniusNorm(wanted),
    );
  };
  test.each([
    ["wide", compressed.construction],
    ["tall", compressed.construction_tall_12x10],
  ])("%s", (_name, { G, O, left, right }) => {
    const [rightT, ...rest] = deepCompressedStart(fromRows(G), fromRows(O), 4, 1e-3);
    close(rightT && transpose(rightT), right);
    close(rest.at(-1), left);
    expect(rest).toHaveLength(4);
    // The basis of the longer side is orthonormal. The other basis is its image under O.
    const basis = right.length >= left.length ? fromRows(right) : fromRows(left);
    multiply(transpose(basis), basis).data.forEach((value, i) =>
      expect(value).toBeCloseTo(Number(i % 5 === 0), 12),
    );
  });
});
