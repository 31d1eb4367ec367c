import { describe, expect, it } from "vitest";
import { show } from "../show.ts";
import type { MatrixSummary, MatrixView } from "../../../../src/workloads/mf/summary.ts";
import { StepLog } from "../../../../src/training/step-log.ts";
import { RECORDING_BYTES } from "../../../../src/store/run-data.ts";
import { MatrixData } from "../../../../src/store/kinds/matrix-data.ts";
import { nearestSpectraSentence, spectraStepText } from "../../../../src/store/run/spectra-step.ts";
import { followProgress, NO_PROGRESS } from "../../../../src/training/progress.ts";
import type { PlannedModel } from "../../../../src/training/plan.ts";
import { stepsOf } from "../steps.ts";

const pictures = (value: number, size = 4) => ({
  estimate: new Uint8ClampedArray(size).fill(value),
  difference: new Uint8ClampedArray(size).fill(value),
  values: new Float32Array(size / 4).fill(value),
});
const spectra = (value: number) => ({ endToEnd: [value], layers: [] });
const view = (rest: Omit<MatrixView, "id">): MatrixView[] => [{ id: "original", ...rest }];

function recorded(): MatrixData {
  const data = new MatrixData();
  data.start({
    networks: [{ id: "original" }],
    experiment: { seeds: 1 },
    targetSigmas: [],
  } as unknown as MatrixSummary);
  for (const step of [0, 10, 20]) {
    show(data, step, view({ spectra: spectra(step) }));
    show(data, step, view({ pictures: pictures(step) }));
  }
  return data;
}
const shown = (data: MatrixData) => {
  const { pictures: drawn, spectra: values } = data.models.get("original")?.view ?? {};
  return [drawn?.estimate[0], values?.endToEnd[0]];
};

describe("looking back", () => {
  it("shows pictures and spectra of a recorded step, while training goes on, and the present again", () => {
    const data = recorded();
    expect(data.lookAt(19)).toBe(10);
    expect(shown(data)).toEqual([10, 10]);
    show(data, 30, view({ pictures: pictures(30) }));
    expect(shown(data)).toEqual([10, 10]);
    expect(data.recording.steps).toEqual([0, 10, 20, 30]);
    expect(data.lookAt(undefined)).toBeUndefined();
    expect(shown(data)).toEqual([30, 20]);
  });

  it("spectra that come after the pictures of the same step complete its frame", () => {
    const data = recorded();
    show(data, 20, view({ spectra: spectra(99) }));
    data.lookAt(20);
    expect(shown(data)).toEqual([20, 99]);
  });

  it("going back to a step forgets what was after it; a new run forgets all", () => {
    const data = recorded();
    show(data, 10, view({ pictures: pictures(11) }));
    expect(data.recording.steps).toEqual([0, 10]);
    data.start({ networks: [], experiment: { seeds: 1 } } as unknown as MatrixSummary);
    expect(data.recording.steps).toEqual([]);
  });

  it("shows the spectra that are closest to the step, and knows their step", () => {
    const data = recorded();
    show(data, 30, view({ pictures: pictures(30) }));
    show(data, 24, view({ spectra: spectra(24) }));
    show(data, 50, view({ spectra: spectra(50) }));
    const stepSeen = () => data.models.get("original")?.viewSteps["spectra"];
    expect(stepSeen()).toBe(50);
    expect(data.lookAt(30)).toBe(30);
    expect(shown(data)).toEqual([30, 24]);
    expect(stepSeen()).toBe(24);
    const networks = [...data.models.values()];
    expect(spectraStepText(networks, 30)).toBe("step 24");
    expect(spectraStepText(networks, 24)).toBe("");
    expect(spectraStepText([...networks, { viewSteps: { spectra: 26 } }], 30)).toBe("steps 24–26");
    expect(nearestSpectraSentence(networks, 24)).toBe("");
    expect(nearestSpectraSentence(networks, 30)).toBe(
      "The singular values are from step 24, the nearest at which they were computed.",
    );
  });

  it("keeps spectra that were recorded between two frames for the history, if frames have spectra of their own", () => {
    const data = recorded();
    show(data, 30, view({ pictures: pictures(30), spectra: spectra(30) }));
    show(data, 35, view({ spectra: spectra(35) }));
    expect(shown(data)).toEqual([30, 30]);
    expect(data.models.get("original")?.spectra.records.at(-1)?.step).toBe(35);
    show(data, 40, view({ pictures: pictures(40), spectra: spectra(40) }));
    show(data, 20, view({ spectra: spectra(20) }));
    expect(shown(data)).toEqual([40, 40]);
  });

  it("tells how far a network was then", () => {
    const data = recorded();
    const errors = Float64Array.of(1, 0.5, 0.009, 0.02, 0.0005);
    data.append(stepsOf("original", 0, errors));
    const metrics: PlannedModel["metrics"] = [
      { id: "train", label: "", better: "lower", scale: "log" },
      { id: "recovery", label: "", better: "lower", scale: "log" },
    ];
    const follow = (upTo: number) =>
      followProgress(NO_PROGRESS, { metrics, evaluations: [], headline: "recovery" }, 0, {
        train: errors.slice(0, upTo + 1),
        recovery: errors.slice(0, upTo + 1),
      });
    for (const step of [0, 2, 3, 4]) {
      const { rise: _rise, fall: _fall, ...then } = follow(step);
      expect(then.lossAtStart).toBe(1);
      expect(data.progressAt("original", follow(4), step)).toMatchObject(then);
    }
  });

  it("keeps to its memory, evenly over the run", () => {
    const data = recorded();
    const size = RECORDING_BYTES / 40;
    for (let step = 30; step <= 1000; step += 10) show(data, step, view({ pictures: pictures(1, size) }));
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
