/** Shows which singular values of the learned matrix and of every factor of one network grow, and when. */
import { useMemo, useState } from "react";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { growthRidge, stepsOf, type Ridge } from "../../../../store/insight/ridge.ts";
import type { SpectrumHistory } from "../../../../store/run/step-history.ts";
import { InTurn } from "../../../parts/context.ts";
import { useMatrixViews, useMatrix } from "../context.ts";
import { layerNames, LINE_STYLES } from "../looks.ts";
import { FewProbes } from "./FewProbes.tsx";
import { Select } from "../../../parts/Select.tsx";
import { RidgePlot } from "./RidgePlot.tsx";
import { formatCount, subscript } from "../../../../store/format.ts";
import {
  halfwayText,
  leadingValues,
  predictionOf,
  squaresOf,
  type LearnedValue,
} from "../../../../store/insight/growth.ts";
import { formatTick, yAxis } from "../../../charts/axes.ts";
import { curveOf, overSteps, type Look, type PlotCurve } from "../../../charts/chart.ts";
import { useMetricChart } from "../../../charts/curves/metric-chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { CheckBox } from "../../../parts/CheckBox.tsx";

const NONE: Ridge = { indices: [], count: 0, lines: [] };

const isCovered = ({ task, noise, optimizer, start }: LoadedRun["config"]): boolean =>
  task === "mf" && noise === 0 && optimizer === "gd" && start === "orthogonal";

export function Growth({ run }: { readonly run: LoadedRun }) {
  const data = useMatrixViews();
  const [wanted, setWanted] = useState(run.models[0]?.id);
  const chosen = run.models.find(({ id }) => id === wanted) ?? run.models[0];
  const history = chosen && data.models.get(chosen.id)?.spectra;
  const version = history?.version;
  const ridges = useMemo(() => {
    if (!chosen || !history) return [];
    const names = layerNames(chosen.id, chosen.layerShapes.length);
    return [
      { name: "Learned matrix", ridge: growthRidge(history, -1) },
      ...names.map((name, layer) => ({ name, ridge: growthRidge(history, layer) })),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
  }, [chosen, history, version]);
  if (!chosen) return null;
  const { from, to } = stepsOf(ridges[0]?.ridge ?? NONE);
  return (
    <>
      <div className="why-head spread">
        <p className="note">
          Singular values are recorded at fixed steps of the run, and more often where the error falls. In the
          ridge plots, each line shows the singular values at one step, from step {from} at the back to step{" "}
          {to} in front. The index runs from left to right.{" "}
          {isCovered(run.config)
            ? "A few directions grow, one after another, and in each factor as many shrink; the others stay together near their initial height."
            : "A few directions grow, one after another; the others spread around their initial height. The theorem keeps them together only in factorization without noise, by gradient descent from an orthogonal start."}
        </p>
        <Select
          aria-label="Network"
          options={run.models.map(({ id }) => ({ id, name: shortName(id) }))}
          chosen={chosen.id}
          onChoose={setWanted}
        />
      </div>
      <FewProbes run={run} />
      {/* Its charts and the ridge plots together would make a long task. */}
      <InTurn>
        <Learned run={run} chosen={chosen} />
      </InTurn>
      {ridges[0] && !hasGrown(ridges[0].ridge) && (
        <p className="note">No value has grown by a tenth yet: all lines lie on top of each other.</p>
      )}
      {ridges[0]?.ridge.lines.length && history ? (
        <div className="ridges">
          {ridges.map(({ name, ridge }) => (
            <RidgePlot
              key={name}
              title={name}
              label={`${shortName(chosen.id)}, ${name}: ${growthText(ridge)}`}
              ridge={ridge}
              most={Math.max(...ridge.lines.map(({ values }) => values[0] ?? 0)) || 1}
              unit=""
              colour={LINE_STYLES[chosen.id].colour}
            />
          ))}
        </div>
      ) : (
        <p className="waiting">No spectra yet.</p>
      )}
    </>
  );
}

interface Props {
  readonly run: LoadedRun;
  /** The network whose factors are drawn, and whose prediction. */
  readonly chosen: LoadedRun["models"][number];
}

/** One more value than the rank is shown, but at most this many. */
const MOST = 9;

/**
 * The error, and below it on the same axis the leading singular values of every network's learned matrix and of one
 * network's factors: each stair of the error stands above the value that rises. If the theory applies, the chart also
 * has the prediction of the aligned layers' recursion.
 */
function Learned({ run, chosen }: Props) {
  const { models } = useMatrixViews();
  const errors = useMetricChart({})?.chart;
  const end = errors?.x.domain[1] ?? run.config.steps;
  const count = Math.min(MOST, run.config.rank + 1);
  // Spectra may be ahead of the error while a run trains.
  const shown = useMatrix(({ status, step }) => (status === "running" ? step : Infinity));
  const [isWanted, setIsWanted] = useState(true);
  const predict = useMemo(() => predictionOf(chosen), [chosen]);
  const valuesOf = (id: (typeof chosen)["id"], layer?: number): LearnedValue[] => {
    const history = models.get(id)?.spectra;
    return history ? leadingValues(history, count, layer).map((line) => upTo(line, shown)) : [];
  };
  const own = valuesOf(chosen.id);
  const lastStep = own[0]?.steps.at(-1) ?? 0;
  const predicted = (isWanted && predict?.(lastStep).slice(0, own.length)) || [];
  const told = halvesText(own.slice(0, run.config.rank), predicted);
  const chart = (curves: readonly PlotCurve[]) =>
    overSteps(
      curves,
      end,
      yAxis(
        "amount",
        curves.flatMap(({ ys }) => ys.filter(Number.isFinite)),
      ),
      "σᵢ",
    );
  const product = [
    ...run.models.flatMap(({ id }) => curvesOf(id, valuesOf(id), end)),
    ...predicted.map((line, i) => curveOf(`theory σ${subscript(i + 1)}`, THEORY, line.steps, line.values)),
  ];
  return (
    <section className="learned" aria-labelledby="learned-title">
      <h3>Error</h3>
      {errors && <Plot label="Stairs of the error" chart={errors} />}
      <h3 id="learned-title">The singular values of each learned matrix f</h3>
      {told && (
        <p className="note">
          {shortName(chosen.id)}: {told}
        </p>
      )}
      <Plot
        label={`The ${formatCount(count)} leading singular values of each learned matrix over steps. ${told}`}
        chart={chart(product)}
      />
      {predict ? (
        <CheckBox checked={isWanted} onChange={setIsWanted}>
          {chosen.id === "kwon"
            ? "Theory, dashed: the recursion of aligned layers, which this network follows exactly"
            : "Theory, dashed: the recursion of aligned layers; from a random start the layers must align first, which takes time"}
        </CheckBox>
      ) : (
        <p className="note">
          No curves of theory are drawn: the recursion of aligned layers covers only factorization of a
          generated matrix without noise, by gradient descent from a small orthogonal start.
        </p>
      )}
      {keepsSquares(run, chosen) && <Squares chosen={chosen} end={end} />}
      {layerNames(chosen.id, chosen.layerShapes.length).map((name, layer) => (
        <section key={name}>
          <h4>
            {shortName(chosen.id)}: {name}
          </h4>
          <Plot
            className="plot low"
            label={`The leading singular values of ${name} over steps, ${shortName(chosen.id)}`}
            chart={chart(curvesOf(chosen.id, valuesOf(chosen.id, layer), end))}
          />
        </section>
      ))}
    </section>
  );
}

/** Whether gradient flow keeps the differences of σ₁² for this network, and its steps follow the gradient. */
const keepsSquares = ({ config }: LoadedRun, { id, follows, rateScale }: Props["chosen"]): boolean =>
  config.optimizer === "gd" &&
  config.weightDecay === 0 &&
  follows === "gradient" &&
  (config.start === "orthogonal" || id === "kwon" || id === "spectral") &&
  rateScale.every((a) => a > 0);

/** A chart that one can turn on: σ₁² of each factor, and the differences that gradient flow keeps. */
function Squares({ chosen, end }: { readonly chosen: Props["chosen"]; readonly end: number }) {
  const { models } = useMatrixViews();
  const [isWanted, setIsWanted] = useState(false);
  const history = models.get(chosen.id)?.spectra;
  return (
    <>
      <CheckBox checked={isWanted} onChange={setIsWanted}>
        What gradient flow keeps, dashed: the difference of two neighbouring factors’ σ₁², each divided by the
        scale of its factor’s rate
      </CheckBox>
      {isWanted && history && (
        <Plot
          className="plot low"
          label={`σ₁² of each factor over steps, divided by the scale of its rate, and the differences of neighbours, ${shortName(chosen.id)}`}
          chart={squaresChart(chosen, history, end)}
        />
      )}
    </>
  );
}

function squaresChart(
  { id, rateScale, layerShapes }: Props["chosen"],
  history: SpectrumHistory,
  end: number,
) {
  const names = layerNames(id, layerShapes.length);
  const { squares, differences } = squaresOf(history, rateScale);
  const { colour, width } = LINE_STYLES[id];
  const curves = [
    ...squares.map(({ steps, values }, l) => {
      const look = { colour, width, opacity: 1 - (0.7 * l) / squares.length };
      return curveOf(`${names[l]}: σ₁²`, look, steps, values);
    }),
    ...differences.map(({ steps, values }, l) =>
      curveOf(`${names[l + 1]} less ${names[l]}`, THEORY, steps, values),
    ),
  ];
  const values = curves.flatMap(({ ys }) => ys.filter(Number.isFinite));
  const domain = [Math.min(0, ...values), Math.max(1e-6, ...values)] as const;
  return overSteps(curves, end, { domain, isRounded: true, format: formatTick }, "σ₁² / a");
}

const THEORY: Look = { colour: "var(--text)", dash: "5 4", width: 1.25 };

type Line = Pick<LearnedValue, "steps" | "values">;

const curvesOf = (id: Props["chosen"]["id"], lines: readonly Line[], end: number): PlotCurve[] => {
  const { colour, dash, width } = LINE_STYLES[id];
  return lines.map((line, i) => {
    const look = { colour, dash, width, opacity: 1 - (0.7 * i) / Math.max(1, lines.length - 1) };
    const { steps, values } = withGaps(line, end);
    return curveOf(`${shortName(id)} σ${subscript(i + 1)}`, look, steps, values);
  });
};

/** `σ₁ between steps 120 and 150 (theory 146)`, as precisely as the records allow. */
function halvesText(learned: readonly LearnedValue[], predicted: readonly LearnedValue[]): string {
  const list = learned.flatMap(({ halfway }, i) => {
    if (!halfway) return [];
    const found = `σ${subscript(i + 1)} ${halfwayText(halfway)}`;
    const theory = predicted[i]?.halfway?.by;
    return theory === undefined ? found : `${found} (theory ${formatCount(theory)})`;
  });
  return list.length > 0
    ? `steps at which each value reached half of its last value: ${list.join(", ")}.`
    : "";
}

function upTo(line: LearnedValue, step: number): LearnedValue {
  const count = line.steps.findLastIndex((recorded) => recorded <= step) + 1;
  return { ...line, steps: line.steps.slice(0, count), values: line.values.slice(0, count) };
}

/** Two records leave a gap if they are further apart than this fraction of the run. */
const SPARSE = 0.04;

/** The line with gaps between distant records, because a line there would be a guess. */
function withGaps({ steps, values }: Line, end: number): Line {
  const far = Math.max(1, SPARSE * end);
  const points = steps.flatMap((step, i) => {
    const isFar = i > 0 && step - (steps[i - 1] as number) > far;
    return [...(isFar ? [[step, NaN]] : []), [step, values[i] ?? NaN]] as [number, number][];
  });
  return { steps: points.map(([step]) => step), values: points.map(([, value]) => value) };
}

/** A value has moved if it has changed by more than this fraction of its initial size. */
const MOVED = 0.1;

/** Whether the largest value has grown. True before there are two steps to compare. */
export function hasGrown({ lines }: Ridge): boolean {
  const [start, now] = [lines[0]?.values[0], lines.at(-1)?.values[0]];
  return start === undefined || now === undefined || now >= (1 + MOVED) * start;
}

/** How many values have grown, and how many have shrunk. The plot draws only some of many values, and only these are counted. */
export function growthText(ridge: Ridge): string {
  const { lines, count, indices } = ridge;
  const [start, now] = [lines[0], lines.at(-1)];
  const changes = (now?.values ?? []).map((value, i) => value / (start?.values[i] ?? NaN) - 1);
  const grown = changes.filter((change) => change >= MOVED).length;
  const shrunk = changes.filter((change) => change <= -MOVED).length;
  const drawn = indices.length < count ? `${formatCount(indices.length)} drawn` : formatCount(count);
  return `by step ${stepsOf(ridge).to}, ${formatCount(grown)} of ${drawn} singular values have grown by a tenth or more and ${formatCount(shrunk)} have shrunk`;
}
