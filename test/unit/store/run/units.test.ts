import { expect, it } from "vitest";
import { formatDifference, formatValue } from "../../../../src/store/run/units.ts";

const unit = { offset: 0, label: "", display: "identity" } as const;

it("writes values of any size in a few characters", () => {
  expect(formatValue({ ...unit, scale: 1e100 }, 1)).toBe("1.0e100");
  expect(formatValue({ ...unit, scale: 1e20 }, -1)).toBe("−1.0e20");
  expect(formatDifference({ ...unit, scale: 3e99 }, 1)).toBe("3.0e99");
  expect(formatValue({ ...unit, scale: 1 }, 12_345)).toBe("12,345");
  expect(formatValue({ ...unit, scale: 1 }, 0.123)).toBe("0.12");
  expect(formatDifference({ ...unit, scale: 1 }, -2.4e-5)).toBe("−2.4e-5");
});
