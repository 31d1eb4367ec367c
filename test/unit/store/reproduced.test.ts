/** Results in a link: how they are written and read, and their comparison with a run. */
import { describe, expect, it } from "vitest";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { decodeAddress } from "../../../src/store/config.ts";
import { decodeResults, encodeResults, type LinkedResults } from "../../../src/experiment/results.ts";
import { reproduced } from "../../../src/store/pins/reproduced.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import type { NetworkNow, LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { RunData } from "../../../src/store/run-data.ts";
import type { State } from "../../../src/store/state.ts";
import type { NetworkSteps } from "../../../src/library/api.ts";
import { MATRIX, stepsOf } from "./steps.ts";

const link = "v=2&data=random&d=24&nets=original,thin&seed=3";
const { config } = MF_CODEC.decode(link);
const results: LinkedResults = {
  step: 2,
  models: [
    { id: "original", headline: 0.5, loss: 0.25 },
    { id: "thin", headline: 1e-8, loss: 2e-8 },
  ],
};

describe("results in a link", () => {
  it("come back as they went, and leave the experiment alone", () => {
    const text = encodeResults(results);
    expect(text).toBe("got=2,original:0.5:0.25,thin:1e-8:2e-8");
    const page = decodeAddress(MATRIX, `#${link}&${text}`);
    expect(page).toMatchObject({ config, repairs: [], results });
  });

  it.each([
    "",
    "got=",
    "got=2",
    "got=x,original:1:1",
    "got=2,original:1",
    "got=2,original:1:1:1",
    "got=2,original:NaN:1",
    "got=2,original:-1:1",
    "got=2,original::",
  ])("are none where they cannot be read: %s", (text) => {
    expect(decodeResults(`#v=2&${text}`)).toBeUndefined();
  });
});

describe("reproduced", () => {
  const run = { config, models: [{ id: "original" }, { id: "thin" }] } as unknown as LoadedRun;
  const dataOf = (recovery: readonly number[], train: readonly number[] = [1, 0.5, 0.25]): MatrixData => {
    const data = new MatrixData();
    data.start({ experiment: config, networks: run.models } as unknown as MatrixSummary);
    for (const [id, scale] of [
      ["original", 1],
      ["thin", 2e-8],
    ] as const)
      data.append(
        stepsOf(
          id,
          0,
          Float64Array.from(recovery, (value) => value * scale),
          { train: Float64Array.from(train, (value) => value * scale) },
        ),
      );
    return data;
  };
  const claimed = { config, results };
  const compared = (
    now: { readonly run: LoadedRun; readonly claimed: unknown; readonly models: readonly NetworkNow[] },
    data: RunData,
  ) => reproduced(MATRIX, now as unknown as State, data);
  const verdict = (data: MatrixData) =>
    compared({ run, claimed, models: [] }, data)?.models?.map(({ isSame }) => isSame);

  it("waits for the step, then says whether it is the same within the tolerance", () => {
    expect(compared({ run, claimed, models: [] }, dataOf([1, 0.7]))).toEqual({
      step: 2,
      models: undefined,
    });
    expect(verdict(dataOf([1, 0.7, 0.5]))).toEqual([true, true]);
    expect(verdict(dataOf([1, 0.7, 0.504]))).toEqual([true, true]);
    expect(verdict(dataOf([1, 0.7, 0.51]))).toEqual([false, true]);
    expect(verdict(dataOf([1, 0.7, 0.5], [1, 0.5, 0.26]))).toEqual([false, true]);
    expect(
      compared({ run, claimed, models: [] }, dataOf([1, 0.7, 0.51]))?.models?.[0]?.difference,
    ).toBeCloseTo(0.02, 6);
  });

  it("says that a network has diverged on the way, which is a difference", () => {
    const diverging = (step: number): NetworkNow[] => [
      { id: "original", progress: { ...NO_PROGRESS, diverged: true, step } } as unknown as NetworkNow,
    ];
    const data = dataOf([1, 1e9]);
    data.append(stepsOf("thin", 2, Float64Array.of(1e-8), { train: Float64Array.of(2e-8) }));
    expect(compared({ run, claimed, models: diverging(1) }, data)?.models).toMatchObject([
      { id: "original", ours: undefined, isSame: false },
      { id: "thin", ours: 1e-8, isSame: true },
    ]);
    // Nothing can be said about networks whose errors have not arrived.
    expect(compared({ run, claimed, models: diverging(1) }, dataOf([1, 1e9]))?.models).toBeUndefined();
    const later = compared({ run, claimed, models: diverging(3) }, dataOf([1, 0.7, 0.5]));
    expect(later?.models?.map(({ isSame }) => isSame)).toEqual([true, true]);
  });

  it("compares a metric that is evaluated at some steps with its last evaluation", () => {
    const data = new RunData();
    const models = [{ id: "plain", headline: "accuracy" }];
    data.start({ experiment: config, networks: models } as unknown as MatrixSummary);
    const append = (firstStep: number, losses: readonly number[], accuracy: number): void => {
      const progress = { ...NO_PROGRESS, evaluated: { accuracy: { step: firstStep, value: accuracy } } };
      data.append({
        id: "plain",
        firstStep,
        columns: { loss: Float64Array.from(losses) },
        progress,
        progressBySeed: [progress],
        msPerStep: 1,
      } as unknown as NetworkSteps);
    };
    const claim = { config, results: { step: 2, models: [{ id: "plain", headline: 0.5, loss: 0.25 }] } };
    append(0, [1, 0.5], 0.5);
    expect(compared({ run, claimed: claim, models: [] }, data)?.models).toBeUndefined();
    append(2, [0.25, 0.1], 0.9);
    expect(compared({ run, claimed: claim, models: [] }, data)?.models).toMatchObject([
      { id: "plain", ours: 0.9, isSame: false },
    ]);
  });

  it("says nothing about another experiment, other models, or without results", () => {
    const foreign = { config, results: { step: 2, models: [{ id: "nobody", headline: 1, loss: 1 }] } };
    expect(compared({ run, claimed: foreign, models: [] }, dataOf([1, 1, 1]))).toBeUndefined();
    const other = MF_CODEC.decode(`${link}&r=4`).config;
    expect(
      compared({ run, claimed: { config: other, results }, models: [] }, dataOf([1, 1, 1])),
    ).toBeUndefined();
    expect(compared({ run, claimed: undefined, models: [] }, dataOf([1, 1, 1]))).toBeUndefined();
  });
});
