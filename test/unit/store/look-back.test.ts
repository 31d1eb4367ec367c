import { describe, expect, it } from "vitest";
import type { NetworkView, RunSummary } from "../../../src/engine/engine.ts";
import { StepLog } from "../../../src/training/step-log.ts";
import { RECORDING_BYTES, RunData } from "../../../src/store/run/run-data.ts";

const pictures = (value: number, size = 4) => ({
  estimate: new Uint8ClampedArray(size).fill(value),
  difference: new Uint8ClampedArray(size).fill(value),
  values: new Float32Array(size / 4).fill(value),
});
const spectra = (value: number) => ({ endToEnd: [value], layers: [] });
const view = (rest: Omit<NetworkView, "id">): NetworkView[] => [{ id: "original", ...rest }];

function recorded(): RunData {
  const data = new RunData();
  data.start({ networks: [{ id: "original" }], experiment: { seeds: 1 } } as unknown as RunSummary);
  for (const step of [0, 10, 20]) {
    data.show(step, view({ spectra: spectra(step) }));
    data.show(step, view({ pictures: pictures(step) }));
  }
  return data;
}
const shown = (data: RunData) => {
  const { pictures: drawn, spectra: values } = data.networks.get("original")?.view ?? {};
  return [drawn?.estimate[0], values?.endToEnd[0]];
};

describe("looking back", () => {
  it("shows pictures and spectra of a recorded step, while training goes on, and the present again", () => {
    const data = recorded();
    expect(data.lookAt(19)).toBe(10);
    expect(shown(data)).toEqual([10, 10]);
    data.show(30, view({ pictures: pictures(30) }));
    expect(shown(data)).toEqual([10, 10]);
    expect(data.recording.steps).toEqual([0, 10, 20, 30]);
    expect(data.lookAt(undefined)).toBeUndefined();
    expect(shown(data)).toEqual([30, 20]);
  });

  it("spectra that come after the pictures of the same step complete its frame", () => {
    const data = recorded();
    data.show(20, view({ spectra: spectra(99) }));
    data.lookAt(20);
    expect(shown(data)).toEqual([20, 99]);
  });

  it("going back to a step forgets what was after it; a new run forgets all", () => {
    const data = recorded();
    data.show(10, view({ pictures: pictures(11) }));
    expect(data.recording.steps).toEqual([0, 10]);
    data.start({ networks: [], experiment: { seeds: 1 } } as unknown as RunSummary);
    expect(data.recording.steps).toEqual([]);
  });

  it("keeps to its memory, evenly over the run", () => {
    const data = recorded();
    const size = RECORDING_BYTES / 40;
    for (let step = 30; step <= 1000; step += 10) data.show(step, view({ pictures: pictures(1, size) }));
    expect(data.recording.byteLength).toBeLessThanOrEqual(RECORDING_BYTES);
    const { steps } = data.recording;
    expect(steps.at(-1)).toBe(1000);
    const gaps = steps.slice(1).map((step, i) => step - (steps[i] as number));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(160);
  });
});

it("a log keeps its last record even where there is no room", () => {
  const log = new StepLog<{ step: number }>(() => 10, 5, 9);
  log.add({ step: 1 });
  log.add({ step: 2 });
  expect(log.steps).toEqual([2]);
});
