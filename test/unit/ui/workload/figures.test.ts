/** The ranks of an update, and the axes of a metric. */
import { describe, expect, it } from "vitest";
import type { UpdatesView } from "../../../../src/workloads/finetune/probes.ts";
import { effectiveRank, numericalRank } from "../../../../src/store/kinds/finetune.ts";
import {
  LAYERS,
  leftOutText,
  matricesOf,
  movedByAll,
  plantText,
  readable,
  spaceOfLayers,
  toScale,
  totalText,
} from "../../../../src/ui/workloads/finetune/facts.ts";
import { spread } from "../../../../src/ui/workloads/finetune/Below.tsx";
import { beyondOf, metricChart, type Source } from "../../../../src/ui/charts/curves/metric-chart.ts";
import type { Quantity } from "../../../../src/ui/parts/workload-page.ts";

describe("the rank of an update", () => {
  it("is as many as there are equal singular values, and 1 where one stands alone", () => {
    expect(effectiveRank([2, 2, 2, 2])).toBeCloseTo(4, 12);
    expect(effectiveRank([3, 0, 0])).toBeCloseTo(1, 12);
    expect(effectiveRank([])).toBeNaN();
  });

  it("counts singular values that are large compared with the first", () => {
    expect([1e-2, 1e-4].map((fraction) => numericalRank([1, 0.5, 1e-3, 1e-5], fraction))).toEqual([2, 3]);
  });

  it("is compared with the planted one by its ratio", () => {
    const of = (name: string, sigma: readonly number[]) => ({ name, sigma });
    const [none, one, four] = [of("none", []), of("one", [1]), of("four", [1, 1, 1, 1])];
    expect(plantText([1, 1], [four, of("three", [1, 1, 1]), none])).toBe(
      "The planted change has rank 2 and effective rank 2.0. No method comes within 10\u202f% of this effective rank; nearest is three (3.0), farthest four (4.0). No singular value of at least 10⁻³ measured yet: none.",
    );
    expect(plantText([2, 1], [four, one])).toMatch(
      /rank 1\.9\. No method .* nearest is one \(1\.0\), farthest four \(4\.0\)\.$/,
    );
    expect(plantText([1, 1], [four, of("two", [1, 0.7])])).toMatch(
      /rank 2\.0\. two \(2\.0\) comes within 10\u202f% of this effective rank\.$/,
    );
    expect(plantText([2, 1], [none])).toBe("No singular value of at least 10⁻³ measured yet.");
    expect(plantText([], [one])).toBe("");
  });

  it("calls directions near the planted ones only at a small angle", () => {
    const of = (name: string, toPlant: number) => ({ name, sigma: [1], toPlant });
    expect(plantText([2, 1], [of("lora", 77.2), of("deep", 71.8)])).toMatch(
      / No method comes within 30° of the planted directions \(90° is unrelated\); nearest is deep \(72°\), farthest lora \(77°\)\.$/,
    );
    expect(plantText([2, 1], [of("lora", 30.6), of("deep", 30.4)])).toMatch(
      / deep \(30°\) comes within 30° of the planted directions \(90° is unrelated\)\.$/,
    );
  });

  it("names all methods that are level, and none where all are far from the planted directions", () => {
    const of = (name: string, toPlant: number, sigma = [1]) => ({ name, sigma, toPlant });
    expect(plantText([1, 1], [of("lora", 60.2, [1, 1]), of("deep", 59.8, [2, 2.01])])).toMatch(
      / lora \(2\.0\) and deep \(2\.0\) come within .* nearest are (lora|deep) \(60°\) and (lora|deep) \(60°\)\.$/,
    );
    expect(plantText([1, 1], [of("lora", 60), of("deep", NaN, [])])).toMatch(
      /; nearest is lora \(60°\)\. No singular value .* measured yet: deep\.$/,
    );
    expect(plantText([1, 1], [of("lora", 81.4), of("deep", 90, [1, 1])])).toMatch(
      / No method comes near the planted directions: all are 81° or more away, and 90° is unrelated\.$/,
    );
  });

  it("counts the directions that each method moves in all matrices", () => {
    const view = (sigma: Record<string, number[]>, kept = 1) =>
      ({ sigma, planted: { "1.q": [2, 1], "1.o": [2, 1] }, adapter: { matrices: [{ kept }] } }) as never;
    const deep = { name: "deep", view: view({ "1.q": [1, 1e-9], "1.o": [2, 0.5, 1e-3] }) };
    const all = { "1.q": [1, 1, 1], "1.o": [1, 1, 1] };
    expect(totalText([{ name: "lora", view: view(all) }, deep])).toBe(
      "In all matrices together 4 directions are planted; lora moves 6, deep 3 (singular values above 1\u202f% of the method’s largest). deep moves fewer than are planted in Query.",
    );
    const wide = { name: "wide", view: view({ "1.q": [2], "1.o": [2, 1] }) };
    expect(totalText([deep, wide])).toMatch(/\)\. deep and wide move fewer than are planted in Query\.$/);
    expect(totalText([{ name: "full", view: view(all, 0.9) }])).toMatch(/; full moves at least 6 \(/);
    expect(totalText([{ name: "lora", view: view({ "1.q": [1e-9] }) }])).toBe("");
    expect(totalText([{ name: "lora", view: undefined }])).toBe("");
  });
});

it("sentences from Windows-1252 have no control characters", () => {
  expect(readable("is\u0085was \u0096 é\u0097")).toBe("is…was – é—");
  const all = Array.from({ length: 32 }, (_, i) => String.fromCharCode(0x80 + i)).join("");
  expect(readable(all).match(/[\u0080-\u009f]/g)).toHaveLength(5);
});

it("the ranks open on a matrix that every method has moved", () => {
  const view = (sigma: Record<string, number[]>) => ({ sigma }) as unknown as UpdatesView;
  const [lora, deep] = [view({ "1.q": [4], "1.k": [3] }), view({ "1.q": [1e-9], "1.k": [2] })];
  expect(movedByAll(["1.q", "1.k"], [lora, deep])).toBe("1.k");
  // The head alone has no update.
  expect(movedByAll(["1.q", "1.k"], [undefined, view({}), lora])).toBe("1.q");
  expect(movedByAll(["1.q"], [lora, deep])).toBeUndefined();
  expect(movedByAll(["1.q"], [undefined])).toBeUndefined();
});

it("says in how many matrices a method has nothing to draw", () => {
  const view = (sigma: Record<string, number[]>) => ({ sigma }) as unknown as UpdatesView;
  const methods = [
    { name: "Head only", view: view({}) },
    { name: "LoRA", view: view({ "1.q": [1, 0.5], "1.k": [1] }) },
  ];
  expect(leftOutText(1e-3, methods)).toBe("");
  const textOf = (sigma: Record<string, number[]>) =>
    leftOutText(1e-3, [...methods, { name: "Deep LoRA", view: view(sigma) }]);
  expect(textOf({ "1.q": [1e-8], "1.k": [1] })).toBe(
    " Not drawn, because all values there are below 10⁻³: Deep LoRA in 1 of 2 matrices.",
  );
  expect(textOf({ "1.q": [1e-8], "1.k": [1e-9] })).toMatch(/: Deep LoRA in every matrix\.$/);
  expect(textOf({ "1.q": [1e-8], "1.k": [] })).toMatch(/: Deep LoRA in 1 of 2 matrices\.$/);
});

it("draws the encoder’s matrices to one scale", () => {
  const shapes = LAYERS.map((layer) =>
    matricesOf(layer).map(({ title, rows, cols }) => `${title} ${toScale(rows)} × ${toScale(cols)}`),
  );
  expect(shapes).toEqual([
    [
      "Query 0.5 × 0.5",
      "Key 0.5 × 0.5",
      "Value 0.5 × 0.5",
      "Output 1 × 0.5",
      "FFN in 3 × 1",
      "FFN out 1 × 3",
    ],
    ["Query 1 × 1", "Key 1 × 1", "Value 1 × 1", "Output 1 × 1", "FFN in 3 × 1", "FFN out 1 × 3"],
  ]);
  expect(spaceOfLayers()).toEqual({ across: 6, down: 4 });
});

it("keeps labels apart, and inside their chart", () => {
  expect(spread([90, 50, 10], 10)).toEqual([90, 50, 10]);
  expect(spread([50, 50, 45], 10)).toEqual([50, 40, 30]);
  expect(spread([5, 4, 3], 10)).toEqual([20, 10, 0]);
});

describe("a metric's axes", () => {
  const source = (values: readonly number[], flopsPerStep = 1): Source => ({
    id: "plain",
    look: { name: "Plain", colour: "red", width: 1 },
    flopsPerStep,
    curve: { steps: values.map((_, i) => 10 * i), values, low: values, high: values },
  });
  const quantity = (scale: Quantity["scale"]): Quantity => ({
    id: "q",
    label: "Q",
    scale,
    format: String,
    tick: String,
  });
  const run = { step: 20, steps: 40, hasBand: false };

  it("marks curves that leave the vertical axis within the horizontal one", () => {
    const beyond = (
      values: readonly number[],
      scale: Quantity["scale"],
      zoom?: readonly [number, number],
    ) => {
      const chart = metricChart([source(values)], quantity(scale), "steps", { ...run, zoom });
      return beyondOf(chart.curves, chart);
    };
    expect(beyond([1, 2.6, 1.7], "error")).toEqual({ above: 2.6 });
    expect(beyond([1, 1.7], "error")).toEqual({});
    expect(beyond([0.6, 0.7, 0.7, 0.84], "fraction", [0, 20])).toEqual({});
    expect(beyond([0.1, 0.8, 0.9], "fraction")).toEqual({ below: 0.1 });
    expect(beyond([0.1, 0.8, 0.9], "fraction", [10, 20])).toEqual({});
  });

  it("tells the last measured value with its step, and none after the end", () => {
    const { curves, x } = metricChart([source([1, NaN, 0.5], 8)], quantity("log"), "flops", run);
    const read = curves[0]?.read;
    expect([79, 80, 160, 161].map((at) => read?.(at))).toEqual([
      { step: 0, cells: ["1"] },
      { step: 10, cells: ["–"] },
      { step: 20, cells: ["0.5"] },
      { step: 20, cells: ["0.5"] },
    ]);
    expect(x.isLog).toBe(true);
    const over = metricChart([source([1, 0.5])], quantity("log"), "steps", run).curves[0];
    expect([9, 10, 11].map((at) => over?.read?.(at).cells[0])).toEqual(["1", "0.5", "–"]);
  });

  it("stands over each model's own seconds and bytes, and reads the step there", () => {
    const own = { ...source([1, 0.8, 0.6]), secondsAt: (at: number) => at / 100, bytesAt: () => NaN };
    const { curves, x } = metricChart([own], quantity("log"), "seconds", run);
    expect(curves[0]?.xs).toEqual([0, 0.1, 0.2]);
    expect(curves[0]?.read?.(0.15)).toEqual({ step: 10, cells: ["0.8"] });
    expect(x).toMatchObject({ domain: [0.1, 1], isLog: true });
    const bytes = metricChart([own], quantity("log"), "bytes", run);
    expect(bytes.curves[0]?.xs).toEqual([NaN, NaN, NaN]);
    // Nothing is known yet, so the axis ends at a megabyte.
    expect(bytes.x.domain).toEqual([0, 1e6]);
  });

  it("has a level as a mark where the axis shows it, and other marks over steps only", () => {
    const marks = [
      { name: "without training", y: 0.1 },
      { name: "", x: 20 },
    ];
    const of = (unit: "steps" | "flops", scale: Quantity["scale"]) =>
      metricChart([source([0.1, 0.9])], quantity(scale), unit, { ...run, marks }).marks;
    expect(of("steps", "accuracy")).toEqual(marks);
    expect(of("flops", "fraction")).toEqual([]);
  });
});
