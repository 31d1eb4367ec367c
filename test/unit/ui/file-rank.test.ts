/** The rank that a run on a user file takes from the file's singular values. */
import { expect, it } from "vitest";
import { rankOf } from "../../../src/ui/workloads/mf/import/FilePreview.tsx";

const of = (sigma: readonly number[], count = 32) => rankOf({ sigma, count, rank90: undefined });

it("the rank is where the singular values end, and unknown if they fall slowly", () => {
  expect(of([1, 0.8, 0.5, 0.2, 1e-7, 1e-8])).toBe(4);
  expect(of([1, 0.8, 0.5, 0.2, 0.1])).toBeUndefined();
  expect(of([1, 0.5, 0.2, 1e-5], 8)).toBeUndefined();
  expect(of([0, 0, 0])).toBeUndefined();
  // With noise there is a step down, but no value is negligible.
  expect(of([1, 0.8, 0.78, 0.015, 0.007, 0.006])).toBe(3);
  expect(of([1, 0.05, 0.04, 0.03])).toBeUndefined();
});
