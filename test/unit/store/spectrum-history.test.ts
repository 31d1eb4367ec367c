import { describe, expect, it } from "vitest";
import { MOST_RECORDS, SpectrumHistory } from "../../../src/store/spectrum-history.ts";

const spectra = { endToEnd: [1], layers: [] };
const steps = (history: SpectrumHistory) => history.records.map(({ step }) => step);

describe("SpectrumHistory", () => {
  it("stays within its bound, keeps the first step and spreads over the run", () => {
    const history = new SpectrumHistory();
    for (let step = 0; step <= 10_000; step += 7) history.add({ step, spectra });
    const kept = steps(history);
    expect(kept.length).toBeLessThanOrEqual(MOST_RECORDS);
    expect(kept.length).toBeGreaterThan(MOST_RECORDS / 3);
    expect(kept[0]).toBe(0);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(kept.at(-1)).toBeGreaterThan(9_500);
  });

  it("forgets what a reset undoes", () => {
    const history = new SpectrumHistory();
    for (const step of [0, 50, 100]) history.add({ step, spectra });
    history.add({ step: 0, spectra });
    expect(steps(history)).toEqual([0]);
  });

  it("picks a few, evenly, with both ends", () => {
    const history = new SpectrumHistory();
    for (let step = 0; step <= 90; step++) history.add({ step, spectra });
    const picked = history.pick(10).map(({ step }) => step);
    expect(picked).toHaveLength(10);
    expect([picked[0], picked.at(-1)]).toEqual([0, 90]);
    expect(new SpectrumHistory().pick(5)).toEqual([]);
  });
});
