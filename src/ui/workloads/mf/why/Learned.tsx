/**
 * The leading singular values of a network's learned matrix over the steps, which show whether they are
 * learned one after another or at once. If the theory applies, the chart also has the prediction of the
 * aligned layers' recursion.
 */
import { useMemo, useState } from "react";
import type { NetworkSummary } from "../../../../workloads/mf/summary.ts";
import { formatCount, subscript } from "../../../../store/format.ts";
import {
  halfwayText,
  leadingValues,
  predictionOf,
  type Halfway,
  type LearnedValue,
} from "../../../../store/insight/growth.ts";
import type { SpectrumHistory } from "../../../../store/run/step-history.ts";
import { yAxis } from "../../../charts/axes.ts";
import { overSteps, type PlotCurve } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { LINE_STYLES } from "../../../parts/networks.ts";

interface Props {
  readonly network: NetworkSummary;
  readonly history: SpectrumHistory;
  readonly version: number;
  /** The rank r. One more value than this is shown, but at most MOST values. */
  readonly rank: number;
}

const MOST = 9;

export function Learned({ network, history, version, rank }: Props) {
  const { colour } = LINE_STYLES[network.id];
  const [isWanted, setIsWanted] = useState(true);
  const learned = useMemo(
    () => leadingValues(history, Math.min(MOST, rank + 1)),
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
    [history, rank, version],
  );
  const predict = useMemo(() => predictionOf(network), [network]);
  const lastStep = learned[0]?.steps.at(-1) ?? 0;
  const predicted = (isWanted && predict?.(lastStep).slice(0, learned.length)) || [];
  const most = Math.max(...learned.flatMap(({ values }) => values).filter(Number.isFinite));
  if (!(most > 0)) return null;
  const told = halvesText(
    learned.slice(0, rank).map(({ halfway }) => halfway),
    predicted.map(({ halfway }) => halfway),
  );
  const curves = [
    ...learned.map((line, i): PlotCurve => ({
      key: `${i}`,
      name: `σ${subscript(i + 1)}`,
      ...withGaps(line, lastStep),
      look: { colour, width: 2.25, opacity: 1 - (0.7 * i) / Math.max(1, learned.length - 1) },
    })),
    ...predicted.map(({ steps, values }, i): PlotCurve => ({
      key: `predicted ${i}`,
      name: `theory σ${subscript(i + 1)}`,
      xs: steps,
      ys: values,
      look: { colour: "var(--text)", dash: "5 4", width: 1.25 },
    })),
  ];
  return (
    <section aria-labelledby="learned-title">
      <h3 id="learned-title">The learned matrix, value by value</h3>
      {told && <p className="note">{told}</p>}
      {predict ? (
        <label className="check">
          <input type="checkbox" checked={isWanted} onChange={() => setIsWanted(!isWanted)} />
          {network.id === "kwon"
            ? "Theory, dashed: the recursion of aligned layers, which this network follows exactly"
            : "Theory, dashed: the recursion of aligned layers; from a random start the layers must align first, which takes time"}
        </label>
      ) : (
        <p className="note">
          No theory is drawn: the recursion of aligned layers covers only factorization of a generated matrix
          without noise, by gradient descent from a small orthogonal start.
        </p>
      )}
      <Plot
        label={`The ${formatCount(learned.length)} leading singular values of the learned matrix over steps. ${told}`}
        chart={overSteps(curves, lastStep, yAxis("amount", [most]), "σᵢ")}
      />
    </section>
  );
}

type Halves = readonly (Halfway | undefined)[];

/** `σ₁ between steps 120 and 150 (theory 146)`, as precisely as the probes allow. */
function halvesText(learned: Halves, predicted: Halves): string {
  const list = learned.flatMap((halfway, i) => {
    if (!halfway) return [];
    const found = `σ${subscript(i + 1)} ${halfwayText(halfway)}`;
    const theory = predicted[i]?.by;
    return theory === undefined ? found : `${found} (theory ${formatCount(theory)})`;
  });
  return list.length > 0
    ? `Steps at which each value reached half of its last value: ${list.join(", ")}.`
    : "";
}

/** Two probes leave a gap if they are further apart than this fraction of the run. */
const SPARSE = 0.04;

/** The line with gaps between distant probes, because a line there would be a guess. */
function withGaps({ steps, values }: LearnedValue, lastStep: number): Pick<PlotCurve, "xs" | "ys"> {
  const far = Math.max(1, SPARSE * lastStep);
  const points = steps.flatMap((step, i) => {
    const isFar = i > 0 && step - (steps[i - 1] as number) > far;
    return [...(isFar ? [[step, NaN]] : []), [step, values[i] ?? NaN]] as [number, number][];
  });
  return { xs: points.map(([step]) => step), ys: points.map(([, value]) => value) };
}
