/** The recovery errors of one of the lesson's runs, during the run and after it. */
import { setupExperiment } from "../../../../../experiment/lessons/matrix-lessons.ts";
import type { NetworkName } from "../../../../../experiment/experiment.ts";
import { formatCount, formatError } from "../../../../../store/format.ts";
import { shortName } from "../../../../../store/run/headline.ts";
import { MF } from "../../../../../store/kinds/mf.ts";
import { outcomeKey } from "../../../../../store/outcomes.ts";
import type { Series } from "../../../../../store/run/series.ts";
import { FLOOR, yAxis } from "../../../../charts/axes.ts";
import { overSteps, type PlotCurve } from "../../../../charts/chart.ts";
import { Plot } from "../../../../charts/Plot.tsx";
import { useRunData } from "../../../../parts/context.ts";
import { LINE_STYLES } from "../../../../parts/networks.ts";
import { useLesson, useOutcome } from "../../../../lessons/parts/lesson-context.ts";

const POINTS = 120;

export function RunCurves({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const experiment = setupExperiment(found);
  const outcome = useOutcome(setup);
  const { data, state } = useRunData();
  const isHere = state.run && outcomeKey(MF, state.run.config) === outcomeKey(MF, experiment);
  const shown = outcome ?? (isHere ? { data, step: state.step } : undefined);
  const ids = experiment.networks;
  const curves = shown
    ? ids.flatMap((id) => {
        const series = shown.data.models.get(id)?.recovery;
        return series ? [curveOf(id, series, shown.step)] : [];
      })
    : [];
  const last = curves.map(({ name, ys }) => `${name} ${formatError(ys.at(-1))}`);
  const step = shown?.step ?? 0;
  return (
    <figure className="lesson-figure" aria-label={`Recovery error: ${found.name}`}>
      <Plot
        label={
          step > 0
            ? `At step ${formatCount(step)} of ${formatCount(experiment.steps)}: ${last.join(", ")}.`
            : "Nothing is trained yet."
        }
        chart={overSteps(
          curves,
          experiment.steps,
          yAxis(
            "log",
            curves.flatMap(({ ys }) => ys),
          ),
          "recovery error",
        )}
      />
      <figcaption>
        <strong>{found.name}</strong> Recovery error over steps:{" "}
        {ids.map((id, i) => (
          <span key={id} className="key" data-term={id}>
            <span className="swatch" style={{ background: LINE_STYLES[id].colour }} /> {shortName(id)}
            {i < ids.length - 1 && ", "}
          </span>
        ))}
        {step === 0 && ". Empty until you run it."}
      </figcaption>
    </figure>
  );
}

function curveOf(id: NetworkName, series: Series, step: number): PlotCurve {
  const last = Math.min(step, series.lastStep);
  const stride = Math.max(1, Math.floor(last / POINTS));
  const xs = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  if (xs.at(-1) !== last) xs.push(last);
  const { colour, dash, width } = LINE_STYLES[id];
  return {
    key: id,
    name: shortName(id),
    look: { colour, dash, width: Math.min(2, width) },
    xs,
    ys: xs.map((at) => Math.max(FLOOR, series.at(at))),
  };
}
