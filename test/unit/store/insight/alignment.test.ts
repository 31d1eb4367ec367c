import { describe, expect, it } from "vitest";
import {
  alignmentMap,
  foundAt,
  ofOuter,
  ofProduct,
  seriesOf,
} from "../../../../src/store/insight/alignment.ts";
import { StepHistory, type AlignmentHistory } from "../../../../src/store/run/step-history.ts";

function history(values: readonly (readonly [step: number, u1: number, u2: number])[]): AlignmentHistory {
  const made: AlignmentHistory = new StepHistory();
  for (const [step, ...left] of values)
    made.add({ step, alignment: { left, right: left.map((value) => value / 2) } });
  return made;
}

describe("the alignment over steps", () => {
  const made = history([
    [0, NaN, NaN],
    [10, 0.995, 0.1],
    [20, 0.5, 0.2],
    [30, 0.992, 0.3],
    [40, 0.999, 0.991],
  ]);

  it("is a series of one component on one side; without outer layers there are no values", () => {
    expect(seriesOf(made, ofProduct(1, "right"))).toEqual({
      steps: [0, 10, 20, 30, 40],
      values: [NaN, 0.05, 0.1, 0.15, 0.4955],
    });
    expect(seriesOf(made, ofOuter(0, "left")).values.every(Number.isNaN)).toBe(true);
  });

  it("counts as found from where it stays found", () => {
    expect(foundAt(seriesOf(made, ofProduct(0, "left")))).toEqual({ after: 20, by: 30 });
    expect(foundAt(seriesOf(made, ofProduct(1, "left")))).toEqual({ after: 30, by: 40 });
    expect(foundAt(seriesOf(made, ofProduct(0, "right")))).toBeUndefined();
    expect(foundAt({ steps: [], values: [] })).toBeUndefined();
  });

  it("as a map has a row for each component and even columns over the steps", () => {
    expect(alignmentMap(made, "left", 40, 3)).toEqual([
      [NaN, 0.5, 0.999],
      [NaN, 0.2, 0.991],
    ]);
  });
});
