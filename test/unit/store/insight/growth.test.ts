import { describe, expect, it } from "vitest";
import { halfwayText, leadingValues } from "../../../../src/store/insight/growth.ts";
import { StepHistory, type SpectrumHistory } from "../../../../src/store/run/step-history.ts";

describe("leadingValues", () => {
  it("finds between which steps each value reached half of its final size, unless it did not grow", () => {
    const history: SpectrumHistory = new StepHistory();
    const values = [
      [0.1, 0.1, 0.1],
      [0.6, 0.1, 0.1],
      [1, 0.3, 0.1],
      [1, 0.5, 0.11],
    ];
    values.forEach((endToEnd, i) => history.add({ step: 10 * i, spectra: { endToEnd, layers: [] } }));
    const learned = leadingValues(history, 3);
    expect(learned.map(({ halfway }) => halfway)).toEqual([
      { after: 0, by: 10 },
      { after: 10, by: 20 },
      undefined,
    ]);
    expect(learned.map(({ halfway }) => halfway && halfwayText(halfway))).toEqual([
      "between steps 0 and 10",
      "between steps 10 and 20",
      undefined,
    ]);
    expect(halfwayText({ after: 9, by: 10 })).toBe("at step 10");
    expect(learned[1]?.values).toEqual([0.1, 0.1, 0.3, 0.5]);
    expect(leadingValues(history, 9)).toHaveLength(3);
    expect(leadingValues(new StepHistory(), 3)).toEqual([]);
  });
});
