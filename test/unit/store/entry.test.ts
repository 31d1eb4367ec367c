/** Values read from the pictures, their state, and the colours of weights. */
import { describe, expect, it } from "vitest";
import { show } from "./show.ts";
import { factorView } from "../../../src/workloads/factor-view.ts";
import { problemEntries } from "../../../src/workloads/mf/entries.ts";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { Problem } from "../../../src/workloads/mf/data/problem.ts";
import { entryText, entryValues, tellEntry } from "../../../src/store/entry.ts";
import { factorPictures, factorPixels, factorSpan } from "../../../src/store/pins/legend.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import type { LoadedRun } from "../../../src/store/kinds/matrix-state.ts";

const unit = { offset: 10, scale: 2, label: "km", display: "identity" } as const;
const matrix = (rows: number, cols: number, data: number[]) => ({
  rows,
  cols,
  data: Float64Array.from(data),
});

function recorded(problem: Partial<Problem>, link = "v=2&data=random&d=4&nets=original") {
  const target = matrix(2, 2, [0, 1, 2, 3]);
  const entries = problemEntries({ target, observed: target, mask: undefined, ...problem } as Problem);
  const run = {
    rows: 2,
    cols: 2,
    unit,
    models: [{ id: "original" }],
    config: MF_CODEC.decode(link).config,
  } as unknown as LoadedRun;
  const data = new MatrixData();
  data.start({ experiment: run.config, networks: run.models, entries } as unknown as MatrixSummary);
  const colours = new Uint8ClampedArray(16);
  const pictures = { estimate: colours, difference: colours, values: Float32Array.of(0, 1.5, NaN, 3) };
  show(data, 0, [{ id: "original", pictures }]);
  return { run, data };
}

describe("an entry", () => {
  it("has its target, whether it was shown, and what each network makes of it, in the data's unit", () => {
    const { run, data } = recorded({ mask: Float64Array.of(1, 0, 1, 1) });
    expect(entryValues(run, data, { row: 0, col: 1 })).toEqual({
      target: 12,
      seen: undefined,
      state: "hidden",
      estimates: [{ id: "original", value: 13 }],
    });
    expect(tellEntry(run, data, { row: 0, col: 1 })).toBe(
      "Row 1, column 2: target 12.00 km, hidden; Original 13.00 km",
    );
  });

  it("may be missing, noisy, or have its row and column's share", () => {
    const { run, data } = recorded({
      mask: Float64Array.of(1, 0, 0, 1),
      known: Float64Array.of(1, 1, 0, 1),
      baseline: Float64Array.of(0, 0, 0, 100),
      observed: matrix(2, 2, [0.5, 1, 2, 3]),
    });
    expect(entryValues(run, data, { row: 1, col: 0 })).toMatchObject({ target: undefined, state: "missing" });
    expect(entryValues(run, data, { row: 0, col: 0 })).toMatchObject({
      target: 10,
      seen: 11,
      state: "shown",
    });
    expect(entryValues(run, data, { row: 1, col: 1 })).toMatchObject({
      target: 116,
      estimates: [{ id: "original", value: 116 }],
    });
  });

  it("is never shown as such in sensing", () => {
    const { run, data } = recorded({}, "v=2&task=ms&data=random&d=4&nets=original&T=2000");
    expect(entryValues(run, data, { row: 0, col: 0 })).toMatchObject({ state: "projected", seen: undefined });
  });

  it.each([
    [undefined, "–"],
    [0, "0.000 km"],
    [-0.52, "−0.5200 km"],
    [1e-6, "1.000e-6 km"],
    [NaN, "NaN km"],
    [-Infinity, "−∞ km"],
    [6371.0088, "6,371 km"],
  ])("%s reads %s", (value, text) => {
    const { run } = recorded({});
    expect(entryText(run, value)).toBe(text);
  });
});

describe("weights", () => {
  it("are shown whole, or every n-th row and column of a large one", () => {
    const small = factorView(matrix(2, 3, [1, 2, 3, 4, 5, 6]));
    expect(small).toMatchObject({ rows: 2, cols: 3, stride: 1 });
    expect([...small.values]).toEqual([1, 2, 3, 4, 5, 6]);
    const large = factorView(
      matrix(
        300,
        2,
        Array.from({ length: 600 }, (_, i) => i),
      ),
    );
    expect(large).toMatchObject({ rows: 300, cols: 2, stride: 3 });
    expect(large.values).toHaveLength(100);
    expect([large.values[0], large.values[1], large.values[99]]).toEqual([0, 6, 594]);
  });

  it("of one network have equal colours for equal values, so that layers that start alike look alike", () => {
    const [one, other] = factorPictures([
      factorView(matrix(1, 2, [0.011, 0.004])),
      factorView(matrix(1, 2, [0.009, 0.004])),
    ]).map(({ pixels }) => new Uint32Array(pixels.buffer)[1]);
    expect(one).toBe(other);
  });

  it("share a round scale, white at zero, saturated at its ends, and a colour of its own for what is no number", () => {
    const view = factorView(matrix(1, 5, [0.3, -0.4, 0, 9, NaN]));
    expect(factorSpan([factorView(matrix(1, 2, [0.3, -0.4])), factorView(matrix(1, 1, [0.01]))])).toBe(0.5);
    expect(factorSpan([factorView(matrix(1, 1, [0.7]))])).toBe(1);
    expect(factorSpan([])).toBeGreaterThan(0);
    const pixels = new Uint32Array(factorPixels(view, 0.5).buffer);
    const [positive, negative, zero, above, none] = [...pixels].map((packed) => [
      packed & 255,
      (packed >> 8) & 255,
      (packed >> 16) & 255,
    ]);
    expect(Math.min(...(zero as number[]))).toBeGreaterThan(235);
    expect(positive?.[0]).toBeGreaterThan(positive?.[2] ?? 255);
    expect(negative?.[2]).toBeGreaterThan(negative?.[0] ?? 255);
    expect(above?.[0]).toBeLessThan(positive?.[0] ?? 0);
    expect(none).toEqual([186, 160, 196]);
  });
});
