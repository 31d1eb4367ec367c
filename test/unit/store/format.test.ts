import { expect, it } from "vitest";
import {
  compareTo,
  formatDigits,
  formatError,
  formatLarge,
  formatMs,
  formatSetting,
  formatTimes,
} from "../../../src/store/format.ts";

it.each([
  [1, "1.00"],
  [0.4312, "0.431"],
  [0.99996, "1.00"],
  [0.0042, "4.2e-3"],
  [1e-12, "1.0e-12"],
  [0, "0"],
  [12345, "1.2e4"],
  [NaN, "–"],
  [Infinity, "∞"],
  [undefined, "–"],
])("error %s is written %s", (value, text) => {
  expect(formatError(value)).toBe(text);
});

it("large counts get a unit and three digits", () => {
  expect(formatLarge(37_748_736)).toBe("37.7 M");
  expect(formatLarge(3610)).toBe("3.61 k");
  expect(formatLarge(12)).toBe("12");
  expect(formatLarge(1e100)).toBe("1.00e100");
});

it("numbers for reading have a minus sign", () => {
  expect([-0.22734, -2.5e6, 3e-9].map((value) => formatDigits(value, 3))).toEqual([
    "−0.227",
    "−2.50e6",
    "3e-9",
  ]);
});

it("times and settings have no more digits than they need", () => {
  expect(formatMs(0.31234)).toBe("0.312");
  expect(formatMs(NaN)).toBe("–");
  expect([33.4, 4.71, 1.043].map(formatTimes)).toEqual(["33", "4.7", "1.04"]);
  expect([0.1 + 0.2, 128, 2 ** 31 - 1].map(formatSetting)).toEqual(["0.3", "128", "2147483647"]);
});

it("comparisons say which way", () => {
  const parameters = (reference: number, value: number) =>
    compareTo(reference, value, "fewer", "more", "as many");
  expect(parameters(100, 25)).toBe("4.0× fewer");
  expect(parameters(25, 100)).toBe("4.0× more");
  expect(parameters(100, 100)).toBe("as many");
  expect(parameters(NaN, 100)).toBe("–");
});
