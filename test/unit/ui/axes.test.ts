import { describe, expect, it } from "vitest";
import {
  axisEnd,
  closer,
  formatTick,
  rangeBetween,
  scaleOf,
  axisWords,
  X_UNITS,
  xAxis,
  yAxis,
  type Axis,
} from "../../../src/ui/charts/axes.ts";
import { withTicks } from "../../../src/ui/charts/ticks.ts";
import { lastIndexAt, stepAt } from "../../../src/ui/charts/chart.ts";

const at = (axis: Axis): number[] => withTicks(axis).ticks.map((tick) => tick.at);

describe("a horizontal axis", () => {
  it.each([
    ["steps", [0, 400]],
    ["flops", [3e4, 7e7]],
    ["seconds", [2e-5, 0.9]],
    ["bytes", [1e5, 3e6]],
  ] as const)("%s: places and values are inverse, and the ticks lie inside", (unit, whole) => {
    const axis = xAxis(unit, whole);
    const scale = scaleOf(axis);
    for (const fraction of [0, 0.25, 1]) expect(scale.at(scale.invert(fraction))).toBeCloseTo(fraction, 10);
    expect(at(axis).length).toBeGreaterThan(1);
    for (const tick of at(axis)) {
      expect(scale.at(tick)).toBeGreaterThanOrEqual(-1e-9);
      expect(scale.at(tick)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it("has decades as ends if it is logarithmic, and step 0 has no place on it", () => {
    const axis = xAxis("flops", [3e4, 7e7]);
    expect(axis.domain).toEqual([1e4, 1e8]);
    expect(scaleOf(axis).at(0)).toBeNaN();
  });

  it.each([1e308, Infinity])("has few ticks up to %f", (end) => {
    expect(at(xAxis("flops", [1, end])).length).toBeLessThan(20);
  });

  it("keeps at least two ticks in a narrow range of a logarithmic axis", () => {
    expect(at(xAxis("flops", [1, 10], [3.2e4, 4.1e4])).length).toBeGreaterThan(1);
  });

  it("zooms into half of what is shown, to two steps at least", () => {
    expect(closer(xAxis("steps", [0, 400]), 0.5)).toEqual([100, 300]);
    expect(closer(xAxis("steps", [0, 400]), 1)).toEqual([200, 400]);
    expect(rangeBetween(xAxis("steps", [10, 12], [10, 12]), 0.2, 0.3)).toEqual([10, 12]);
  });

  it.each([
    [400, [0, 100, 200, 300, 400]],
    [2000, [0, 500, 1000, 1500, 2000]],
    [3, [0, 1, 2, 3]],
    [1, [0, 1]],
  ])("of steps to %i has ticks at round steps", (last, ticks) => {
    expect(at(xAxis("steps", [0, last]))).toEqual(ticks);
  });

  it("keeps its end while a run continues, and then moves it by a round number", () => {
    expect(axisEnd(300, 400)).toBe(400);
    const ends = [401, 450, 500, 501, 999, 1001].map((step) => axisEnd(step, 400));
    expect(ends).toEqual([500, 500, 500, 600, 1000, 1250]);
  });

  it("has short texts", () => {
    const texts = (unit: "steps" | "flops" | "seconds" | "bytes", ...xs: number[]) =>
      xs.map((x) => X_UNITS[unit].format(x).replace("\u202f", " "));
    expect(texts("steps", 1200)).toEqual(["1,200"]);
    expect(texts("flops", 1e4, 1.8e6, 2.5e7, 1e8, 2e9)).toEqual(["10 k", "1.8 M", "25 M", "100 M", "2 G"]);
    expect(texts("seconds", 2e-5, 0.002, 3)).toEqual(["20 µs", "2 ms", "3 s"]);
    expect(texts("bytes", 1e5, 2e6)).toEqual(["0.1 MB", "2 MB"]);
  });
});

it("an axis counts rounds if the workload’s steps are rounds, and bytes begin at 0", () => {
  const { choice, name, place } = axisWords("steps", "round");
  expect([choice, name, place(3)]).toEqual(["rounds", "Round", "round 3"]);
  expect(axisWords("bytes", "round").step).toBe("round");
  expect(xAxis("bytes", [5, 80])).toMatchObject({ domain: [0, 80], isLog: false });
});

it("the step of a place is the last that is not beyond it", () => {
  const seconds = (step: number): number => step / 10;
  expect([-1, 0, 0.05, 0.1, 3.99, 4, 99].map((x) => stepAt(seconds, x, 40))).toEqual([
    0, 0, 0, 1, 39, 40, 40,
  ]);
  expect(stepAt(seconds, 1, -1)).toBe(0);
});

it("the value at a step is the last one before it, and there is none after the end", () => {
  expect([-1, 0, 9, 10, 20, 21].map((step) => lastIndexAt([0, 10, 20], step))).toEqual([-1, 0, 0, 1, 2, -1]);
  expect(lastIndexAt([], 0)).toBe(-1);
});

describe("a vertical axis", () => {
  const shown = (...parameters: Parameters<typeof yAxis>) => {
    const axis = withTicks(yAxis(...parameters));
    return { domain: axis.domain, ticks: axis.ticks.map((tick) => tick.at) };
  };

  it("of errors spans decades, with ticks at 2 and 5 times each if there are few", () => {
    expect(shown("log", [1.001, 0.22])).toEqual({ domain: [0.1, 1.3], ticks: [0.1, 0.2, 0.5, 1] });
    expect(shown("log", [1, 3.4e-5])).toEqual({
      domain: [1e-5, 1.3],
      ticks: [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1],
    });
  });

  it("of errors stays where float32 has digits, whatever comes, and is never blank", () => {
    expect(shown("log", [1, 0, 1e-12]).domain).toEqual([1e-7, 1.3]);
    expect(shown("log", [1, 1e300]).domain).toEqual([0.1, 1e4]);
    for (const values of [[], [NaN], [Infinity, -Infinity], [NaN, 0.5]])
      expect(shown("log", values).domain).toEqual([0.1, 1.3]);
    for (const scale of [
      "log",
      "decades",
      "fraction",
      "accuracy",
      "error",
      "amount",
      "db",
      "linear",
    ] as const)
      for (const values of [[], [NaN], [0], [1], [-5e3, 1e9]]) {
        const { domain, ticks } = shown(scale, values);
        expect(domain[1], `${scale} ${values.join()}`).toBeGreaterThan(domain[0]);
        expect(ticks.length, `${scale} ${values.join()}`).toBeGreaterThan(1);
        expect(ticks.length, `${scale} ${values.join()}`).toBeLessThan(30);
      }
  });

  it("of a diverged run has short ticks", () => {
    expect(withTicks(yAxis("log", [1, 1e300])).ticks.map(({ text }) => text)).toEqual([
      "0.1",
      "1",
      "10",
      "100",
      "1000",
      "10⁴",
    ]);
    expect([0, 2e4, 1e-3].map(formatTick)).toEqual(["0", "2·10⁴", "10⁻³"]);
  });

  it("of decibels has round ends", () => {
    expect(shown("db", [14.7, 25.9, 28.8])).toEqual({ domain: [10, 30], ticks: [10, 15, 20, 25, 30] });
  });

  it("of fractions is near the best value if the start was far below it", () => {
    expect(shown("fraction", [0.52, 0.84]).domain).toEqual([0.5, 0.85]);
    expect(shown("fraction", [0.48, 1]).domain).toEqual([0.4, 1]);
    expect(shown("fraction", [0.1, 0.8, 0.92]).domain).toEqual([0.65, 0.95]);
    expect(shown("accuracy", [0.1, 0.92]).domain).toEqual([0, 1]);
  });

  it("of relative errors runs up to 1, or further if one grows", () => {
    const upTo = (values: readonly number[]) => shown("error", values).domain;
    expect(upTo([1, 0.81])).toEqual([0.75, 1]);
    expect(upTo([1.0000001, 0.81])).toEqual([0.75, 1]);
    expect(upTo([1, 1.43])[1]).toBe(1.5);
    expect(upTo([1, 99])[1]).toBe(2);
  });

  it("of amounts begins at 0", () => {
    expect(shown("amount", [0, 0.0213])).toEqual({
      domain: [0, 0.025],
      ticks: [0, 0.005, 0.01, 0.015, 0.02, 0.025],
    });
    expect(shown("amount", [0, 1.3]).domain).toEqual([0, 1.4]);
  });

  it("of a sweep covers all values, on powers of ten or at round values", () => {
    for (const values of [[0.61, 0.94], [1.2, 5.4, 31.7], [4e-5, 9e-4], [0.9], [0], [250, 8000]])
      for (const scale of ["linear", "decades"] as const) {
        const { domain } = shown(scale, values);
        for (const value of values.filter((one) => scale === "linear" || one > 0)) {
          expect(value, scale).toBeGreaterThanOrEqual(domain[0]);
          expect(value, scale).toBeLessThanOrEqual(domain[1]);
        }
      }
    expect(shown("decades", [3e-4, 0.2, 0]).ticks).toEqual([1e-4, 1e-3, 0.01, 0.1, 1]);
    expect([[0.55, 0.55], [1], [0]].map((flat) => shown("linear", flat).domain)).toEqual([
      [0.44, 0.56],
      [0.8, 1],
      [0, 1],
    ]);
  });
});

it("a value of 0 has a place on a linear axis only", () => {
  expect(scaleOf({ domain: [0, 1] }).at(0)).toBe(0);
  expect(scaleOf({ domain: [0.1, 1], isLog: true }).at(0)).toBeNaN();
});
