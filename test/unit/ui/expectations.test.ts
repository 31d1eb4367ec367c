import { expect, it } from "vitest";
import { xAxis } from "../../../src/ui/charts/axes/x-axis.ts";
import { expectationsOf } from "../../../src/ui/charts/loss/expectations.ts";
import type { LoadedRun } from "../../../src/store/state.ts";

const namesOf = (escapes: readonly number[]): string[] => {
  const run = { expected: { escapes, exact: true }, networks: [{ id: "original" }] } as unknown as LoadedRun;
  return expectationsOf(run, xAxis("steps", [0, 1000], undefined)).map(({ name }) => name);
};

it.each([
  ["far apart", [100, 200, 400], ["σ₁", "σ₂", "σ₃"]],
  ["close", [100, 110, 400], ["σ₁–σ₂", "σ₃"]],
  ["close to a long name", [100, 110, 170, 400], ["σ₁–σ₃", "σ₄"]],
  ["joined by a long name that reaches back", [100, 170, 200, 600], ["σ₁–σ₃", "σ₄"]],
  ["beyond the axis", [100, 1001], ["σ₁"]],
] as const)("expected steps that are %s have names that do not overlap", (_, escapes, names) => {
  expect(namesOf(escapes)).toEqual(names);
});
