import { describe, expect, it } from "vitest";
import { halfwayText, leadingValues, squaresOf } from "../../../../src/store/insight/growth.ts";
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

it("squaresOf divides σ₁² of each factor by the scale of its rate, and subtracts neighbours", () => {
  const history: SpectrumHistory = new StepHistory();
  const layers = [
    [[0.2, 0.1], [0.1, 0.1], [0.2]],
    [[2, 0.1], [1, 0.1], [2]],
  ];
  layers.forEach((own, i) => history.add({ step: 5 * i, spectra: { endToEnd: [], layers: own } }));
  const { squares, differences } = squaresOf(history, [4, 1, 4]);
  expect(squares.map(({ values }) => values.map((value) => Number(value.toFixed(12))))).toEqual([
    [0.01, 1],
    [0.01, 1],
    [0.01, 1],
  ]);
  expect(differences.map(({ steps }) => steps)).toEqual([
    [0, 5],
    [0, 5],
  ]);
  for (const { values } of differences) for (const value of values) expect(value).toBeCloseTo(0, 12);
  expect(squaresOf(new StepHistory(), [1, 1]).differences).toEqual([{ steps: [], values: [] }]);
});
