import { describe, expect, it } from "vitest";
import { MAX_RECORDS, StepHistory } from "../../../../src/store/run/step-history.ts";

type Record = { readonly step: number };
const steps = (history: StepHistory<Record>) => history.records.map(({ step }) => step);

describe("StepHistory", () => {
  it("stays within its bound, keeps the first step and spreads over the run", () => {
    const history = new StepHistory<Record>();
    for (let step = 0; step <= 10_000; step += 7) history.add({ step });
    const kept = steps(history);
    expect(kept.length).toBeLessThanOrEqual(MAX_RECORDS);
    expect(kept.length).toBeGreaterThan(MAX_RECORDS / 3);
    expect(kept[0]).toBe(0);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    // 7 · 1428: the newest record is always kept.
    expect(kept.at(-1)).toBe(9_996);
  });

  it("forgets what a reset undoes", () => {
    const history = new StepHistory<Record>();
    for (const step of [0, 50, 100]) history.add({ step });
    history.cut(0);
    expect(steps(history)).toEqual([0]);
  });

  it("takes records of earlier steps at their place, and the last one of each step", () => {
    const history = new StepHistory<Record & { readonly value?: number }>();
    for (const step of [0, 50, 100, 20]) history.add({ step });
    history.add({ step: 50, value: 1 });
    expect(history.records).toEqual([{ step: 0 }, { step: 20 }, { step: 50, value: 1 }, { step: 100 }]);
  });

  it("picks a few, evenly, with both ends", () => {
    const history = new StepHistory<Record>();
    for (let step = 0; step <= 90; step++) history.add({ step });
    const picked = history.pick(10).map(({ step }) => step);
    expect(picked).toHaveLength(10);
    expect([picked[0], picked.at(-1)]).toEqual([0, 90]);
    expect(new StepHistory<Record>().pick(5)).toEqual([]);
  });
});
