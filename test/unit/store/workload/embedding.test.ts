/** The neighbours of a sentence before and after training, and the log of a run. */
import { expect, test, vi } from "vitest";
import { embed, logOf, place } from "../../../../src/store/embedding.ts";
import { WIDTH } from "../../../../src/workloads/finetune/asset.ts";

/** Unit vectors in the plane of the first two coordinates, given by their angles in degrees. */
const plane = (...degrees: readonly number[]): Float32Array =>
  Float32Array.from({ length: degrees.length * WIDTH }, (_, at) => {
    const angle = ((degrees[Math.floor(at / WIDTH)] ?? 0) * Math.PI) / 180;
    return at % WIDTH === 0 ? Math.cos(angle) : at % WIDTH === 1 ? Math.sin(angle) : 0;
  });

test("a worker that does not load rejects the call, and the next call starts another one", async () => {
  const workers: EventTarget[] = [];
  class Silent extends EventTarget {
    constructor() {
      super();
      workers.push(this);
    }
    readonly postMessage = () => undefined;
    readonly terminate = () => undefined;
  }
  vi.stubGlobal("Worker", Silent);
  try {
    for (const count of [1, 2]) {
      const made = embed(["a text"]);
      expect(workers).toHaveLength(count);
      workers.at(-1)?.dispatchEvent(new Event("error"));
      await expect(made).rejects.toThrow(/could not be started/);
    }
  } finally {
    vi.unstubAllGlobals();
  }
});

test("the nearest texts come first; moved is 1 − cosine to the sentence's embedding before, and drift its mean over the texts", () => {
  const texts = ["a", "b", "c", "d"];
  const before = plane(0, 10, 20, 30, 40);
  const names = (after: Float32Array) => place(texts, before, after).neighbours.map(({ text }) => text);
  expect(names(before)).toEqual(["a", "b", "c"]);
  const after = plane(60, 10, 20, 30, 40);
  expect(names(after)).toEqual(["d", "c", "b"]);
  const { moved, drift, neighbours } = place(texts, before, after);
  expect(moved).toBeCloseTo(0.5, 6);
  expect(drift).toBeCloseTo(0, 6);
  expect(drift).toBeGreaterThanOrEqual(0);
  const other = place(texts, before, plane(0, 10, 20, 30, 100));
  expect(other.moved).toBeCloseTo(0, 6);
  // One of the four texts has turned by 60°.
  expect(other.drift).toBeCloseTo(0.5 / 4, 6);
  expect(neighbours[0]?.cosine).toBeCloseTo(Math.cos(Math.PI / 9), 6);
});

test("the log has a line for each model and step, with the metrics that have a value there", () => {
  const curves: Readonly<Record<string, { steps: number[]; values: number[] }>> = {
    loss: { steps: [0, 1, 2], values: [3, 2, NaN] },
    testError: { steps: [0, 2], values: [1, 0.5] },
  };
  const data = {
    curveOf: (id: string, metric: string) => (id === "lora" && curves[metric]) || { steps: [], values: [] },
  };
  expect(
    logOf(data, ["lora", "deep"], ["testError", "loss"])
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { model: "lora", step: 0, testError: 1, loss: 3 },
    { model: "lora", step: 1, loss: 2 },
    { model: "lora", step: 2, testError: 0.5 },
  ]);
});
