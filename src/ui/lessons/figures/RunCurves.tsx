/** The recovery errors of one of the lesson's runs, during the run and after it. */
import { setupExperiment } from "../../../experiment/lessons/matrix-lessons.ts";
import type { NetworkName } from "../../../experiment/experiment.ts";
import { formatCount, formatError } from "../../../store/format.ts";
import { shortName } from "../../../store/run/headline.ts";
import { outcomeKey } from "../../../store/run/outcomes.ts";
import type { Series } from "../../../store/run/series.ts";
import { useRunData } from "../../parts/context.ts";
import { LINE_STYLES } from "../../parts/networks.ts";
import { StepChart, type StepLine } from "../../why/StepChart.tsx";
import { useLesson, useOutcome } from "../parts/lesson-context.ts";

/** Ends of the axis as exponents of ten. The lower end fits the smallest error, but stays between LOWEST and LOW. */
const LOW = -1;
const LOWEST = -6;
const HIGH = 0.5;
const POINTS = 120;

export function RunCurves({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const experiment = setupExperiment(found);
  const outcome = useOutcome(setup);
  const { data, state } = useRunData();
  const isHere = state.run && outcomeKey(state.run.config) === outcomeKey(experiment);
  const shown = outcome ?? (isHere ? { data: data.models, step: state.step } : undefined);
  const ids = experiment.networks;
  const lines = shown
    ? ids.flatMap((id) => {
        const series = shown.data.get(id)?.recovery;
        return series ? [lineOf(id, series, shown.step)] : [];
      })
    : [];
  const last = lines.map(
    ({ key, values }) => `${shortName(key as NetworkName)} ${formatError(10 ** (values.at(-1) ?? NaN))}`,
  );
  const step = shown?.step ?? 0;
  const least = lines.flatMap(({ values }) => values).filter(Number.isFinite);
  const low = Math.max(LOWEST, Math.min(LOW, Math.floor(Math.min(0, ...least))));
  const stride = low < -3 ? 2 : 1;
  return (
    <figure className="lesson-figure" aria-label={`Recovery error: ${found.name}`}>
      <StepChart
        label={
          step > 0
            ? `At step ${formatCount(step)} of ${formatCount(experiment.steps)}: ${last.join(", ")}.`
            : "Nothing is trained yet."
        }
        lines={lines}
        lastStep={experiment.steps}
        low={low}
        high={HIGH}
        formatTick={formatCount}
        ticks={Array.from({ length: Math.floor(-low / stride) + 1 }, (_, i) => 0 - i * stride)}
      />
      <figcaption>
        <strong>{found.name}</strong> log₁₀ of the recovery error over steps:{" "}
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

function lineOf(id: NetworkName, series: Series, step: number): StepLine {
  const last = Math.min(step, series.lastStep);
  const stride = Math.max(1, Math.floor(last / POINTS));
  const steps = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  if (steps.at(-1) !== last) steps.push(last);
  const { colour, dash, width } = LINE_STYLES[id];
  return {
    key: id,
    steps,
    values: steps.map((at) => Math.log10(series.at(at))),
    colour,
    dash,
    width: Math.min(2, width),
  };
}
