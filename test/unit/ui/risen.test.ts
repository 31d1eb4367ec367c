/** A singular value that has passed half of the target's lights up. */
import { expect, it } from "vitest";
import { show } from "../store/show.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import { spectrumChart } from "../../../src/ui/charts/spectrum-chart.ts";
import { entriesOf } from "../../../src/ui/workloads/mf/diagram/RunDiagram.tsx";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";

it("lights up its bar, its entries in the lens and its part of f, all of one step, once", () => {
  const data = new MatrixData();
  const networks = [{ id: "original" }];
  const summary = { networks, experiment: { seeds: 1 }, targetSigmas: [1, 0.8] };
  data.start(summary as unknown as MatrixSummary);
  const lit = [
    { step: 0, sigma: [0.01, 0.01], f: 0 },
    { step: 10, sigma: [0.6, 0.01], f: 3 },
    { step: 20, sigma: [0.99, 0.05], f: 5 },
    { step: 30, sigma: [1, 0.5], f: 9 },
    { step: 40, sigma: [1, 0.8], f: 10 },
  ].map(({ step, sigma, f }) => {
    const values = Float32Array.of(f);
    const view = { id: "original", spectra: { endToEnd: sigma, layers: [] }, pictures: { values } };
    show(data, step, [view]);
    return data.risen && { ...data.risen, part: [...data.risen.part] };
  });
  const first = { index: 0, step: 10, part: [3] };
  const second = { index: 1, step: 30, part: [4] };
  expect(lit).toEqual([undefined, first, first, second, second]);

  const lines = [{ name: "original", values: [1, 0.5], look: { colour: "", width: 1, dash: "" } }];
  const { curves } = spectrumChart({ lines, low: 1e-6, bars: 4, risen: data.risen });
  expect(curves.filter(({ isFlash }) => isFlash)).toMatchObject([{ key: "risen 1 30", xs: [2, 2] }]);
  expect(entriesOf(1, 3)).toEqual([
    [1, 1],
    [1, 4],
    [4, 1],
    [4, 4],
  ]);
});
