import { expect, it } from "vitest";
import { xAxis } from "../../../src/ui/charts/axes.ts";
import { fittingNames, namedBelow } from "../../../src/ui/charts/Frame.tsx";
import { rowsOf } from "../../../src/ui/charts/PlotTools.tsx";
import { escapeMarks } from "../../../src/ui/workloads/mf/charts/curves.tsx";
import type { LoadedRun } from "../../../src/store/kinds/matrix-state.ts";

const namesOf = (escapes: readonly number[]): string[] => {
  const run = { expected: { escapes, exact: true }, models: [{ id: "original" }] } as unknown as LoadedRun;
  return escapeMarks(run, xAxis("steps", [0, 1000])).map(({ name }) => name);
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

it("the lower one of two close lines has its name below itself", () => {
  const [mean, best] = [
    { name: "mean fill", y: 1 },
    { name: "best rank 10", y: 0.7 },
  ];
  const step = { name: "σ₁", x: 100 };
  const below = (y: number, domain: readonly [number, number] = [1e-4, 10]) =>
    namedBelow([mean, { ...best, y }, step], { isLog: true, domain }).size;
  expect([...namedBelow([best, step, mean], { isLog: true, domain: [1e-4, 10] })]).toEqual([best]);
  expect([below(0.7), below(0.05), below(0.7, [0.5, 1.3])]).toEqual([1, 0, 0]);
  const inDb = namedBelow(
    [
      { ...mean, y: 10 },
      { ...best, y: 12 },
    ],
    { isLog: false, domain: [0, 30] },
  );
  expect([...inDb].map(({ name }) => name)).toEqual(["mean fill"]);
});

it("names at the ends of curves need room beside the end, and wide charts have room for long ones", () => {
  const long = { name: "Original, Compressed, Thin, Narrow, pinned: before", room: 1 };
  const short = { name: "Original", room: 0.5 };
  expect(fittingNames([long, short], 300)).toEqual([short]);
  expect(fittingNames([long, short], 900)).toEqual([long, short]);
  expect(fittingNames([{ name: "Plain, DLN, C-DLN, random, Thin", room: 1 }], 360)).toEqual([]);
  expect(fittingNames([{ ...long, room: 0.5 }, short], 600)).toEqual([short]);
});

it("a dot at the last step leaves the rows of the table as they are", () => {
  const xs = Array.from({ length: 401 }, (_, step) => step);
  const look = { colour: "", width: 1 };
  const curve = { key: "original", name: "Original", xs, ys: xs, look };
  const dot = { key: "risen", xs: [300], ys: [1], look };
  const rows = rowsOf({ curves: [curve, dot], x: xAxis("steps", [0, 400], [100, 300]) });
  expect(rows).toHaveLength(21);
  expect([rows[0], rows.at(-1)]).toEqual([100, 300]);
});
