/** The axis of seconds and the table of costs tell the same time. */
import { expect, it } from "vitest";
import type { MatrixSummary } from "../../../../src/workloads/mf/summary.ts";
import { MatrixData } from "../../../../src/store/kinds/matrix-data.ts";
import { stepsOf } from "../steps.ts";

function started(): MatrixData {
  const data = new MatrixData();
  data.start({ networks: [{ id: "original" }], experiment: { seeds: 1 } } as unknown as MatrixSummary);
  return data;
}
const take = (data: MatrixData, firstStep: number, count: number, msPerStep: number): void =>
  data.append({ ...stepsOf("original", firstStep, new Float64Array(count).fill(0.5)), msPerStep });
const secondsAt = (data: MatrixData, step: number): number =>
  data.models.get("original")?.seconds.at(step) ?? NaN;

it("after each round, steps times the table's time per step are the seconds of the last step", () => {
  const data = started();
  take(data, 0, 1, NaN);
  // The table's time is the mean so far: rounds of 2, 4 and 3 ms per step.
  for (const [firstStep, mean] of [
    [1, 2],
    [11, 3],
    [21, 3],
  ] as const) {
    take(data, firstStep, 10, mean);
    const last = firstStep + 9;
    expect(secondsAt(data, last)).toBeCloseTo((last * mean) / 1000, 12);
  }
  expect(secondsAt(data, 10)).toBeCloseTo(0.02, 12);
});

it("after a return, the table's time is that of the steps since, and the axis goes on from there", () => {
  const data = started();
  take(data, 0, 1, NaN);
  take(data, 1, 20, 2);
  take(data, 10, 1, NaN);
  take(data, 11, 10, 5);
  expect(secondsAt(data, 10)).toBeCloseTo(0.02, 12);
  expect(secondsAt(data, 20) - secondsAt(data, 10)).toBeCloseTo(0.05, 12);
});
