import { expect, it } from "vitest";
import { growthText, hasGrown } from "../../../src/ui/workloads/mf/why/Growth.tsx";

const ridge = (count: number, start: readonly number[], now: readonly number[]) => ({
  indices: start.map((_, i) => i),
  count,
  lines: [
    { step: 0, values: start },
    { step: 1200, values: now },
  ],
});

it("counts the singular values that grew and shrank by a tenth, among those that the plot draws", () => {
  const [start, now] = [
    [1, 1, 1, 1],
    [1.5, 1.05, 0.95, 0.8],
  ];
  expect(growthText(ridge(4, start, now))).toBe(
    "by step 1,200, 1 of 4 singular values have grown by a tenth or more and 1 have shrunk",
  );
  expect(growthText(ridge(128, start, now))).toContain("1 of 4 drawn singular values");
});

it("nothing has grown while the largest value is within a tenth of its start", () => {
  expect(hasGrown(ridge(2, [1, 1], [1.05, 1]))).toBe(false);
  expect(hasGrown(ridge(2, [1, 1], [1.2, 1]))).toBe(true);
});
