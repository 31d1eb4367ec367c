/** The result so far: one sentence with a prominent number, and the headline metric of every model. */
import { formatCount } from "../../store/format.ts";
import { FIRST_STEP, outdatedText } from "../../store/run/status-label.ts";
import { isEarlierRun } from "../../store/config.ts";
import type { ModelNow } from "../../store/state.ts";
import { useOutdated, usePage, useRunNow, usePlayground } from "../parts/context.ts";
import {
  headlineQuantity,
  type CostRow,
  type Results,
  type RunNow,
  type RunVerdict,
  type WorkloadPage,
} from "../parts/workload-page.ts";
import { headlineOf, spreadOf } from "./learned.ts";

type Described = Pick<WorkloadPage, "quantities" | "looks" | "isUnmoved" | "stepName">;

const written = (page: Described, model: ModelNow): string =>
  model.progress?.diverged
    ? "diverged"
    : Number.isFinite(headlineOf(model))
      ? headlineQuantity(page, model).format(headlineOf(model))
      : "–";

/** The mean with its standard deviation, if several seeds are trained. */
function writtenMean(page: Described, model: ModelNow): string {
  const spread = spreadOf(model.progressBySeed.map(({ headline }) => headline));
  const mean = written(page, model);
  return model.progress?.diverged || !Number.isFinite(spread) || !Number.isFinite(headlineOf(model))
    ? mean
    : `${mean} ± ${headlineQuantity(page, model).format(spread)}`;
}

/**
 * Names the step at which the models were last tested. With several seeds, it adds that each value is a mean, and
 * whether a standard deviation follows.
 */
function valueNote({ run, models: [first] }: RunNow, hasSpread: boolean, stepName: string): string {
  const { seeds } = run.config;
  const tested = first?.progress?.evaluated[first.headline]?.step;
  const when = tested === undefined ? "now" : `tested at ${stepName} ${formatCount(tested)}`;
  return seeds > 1 ? `${when}, mean of ${formatCount(seeds)} seeds${hasSpread ? " ± s.d." : ""}` : when;
}

/** With more models than this, there is no room here for standard deviations. The table of costs has them, too. */
const WITH_SPREAD_MAX = 3;

function resultsOf(page: Described, now: RunNow): Results {
  const { models } = now;
  const hasSpread = models.length <= WITH_SPREAD_MAX;
  const note = valueNote(now, hasSpread, page.stepName);
  return {
    title: `${headlineQuantity(page, models[0]).label}, ${note}`,
    ...(note !== "now" && { note }),
    models: models.map((model) => ({
      id: model.id,
      name: page.looks[model.id]?.name ?? model.label,
      text: hasSpread ? writtenMean(page, model) : written(page, model),
      isUnmoved: page.isUnmoved?.(model, model.progress?.evaluated) ?? false,
    })),
  };
}

export function Result() {
  const page = usePage();
  const now = useRunNow();
  const isEarlier = usePlayground((state) => isEarlierRun(page, state));
  const isFirstStep = usePlayground(({ status, step }) => status === "running" && step === 0);
  const isBusy = useOutdated();
  const said: RunVerdict | undefined = isBusy
    ? { text: outdatedText(isEarlier) }
    : isFirstStep && now
      ? { text: page.pace?.firstStep(page.pace.expected(now.state)) ?? FIRST_STEP }
      : now && page.verdict(now);
  const results = now && (page.results?.(now) ?? resultsOf(page, now));
  return (
    <section className="headline spread" aria-label="Result so far">
      <p className="verdict">
        {said && (
          <>
            {said.model !== undefined && (
              <span className="verdict-name" style={{ color: page.looks[said.model]?.colour }}>
                {page.looks[said.model]?.name}:{" "}
              </span>
            )}
            {said.number !== undefined && (
              <strong className={said.isBehind ? "behind" : undefined}>{said.number}</strong>
            )}{" "}
            {said.text}
          </>
        )}
      </p>
      {results && (
        <div className="results-line">
          {results.note !== undefined && <p className="fine">{results.note}</p>}
          <dl className="results" title={results.title} aria-busy={isBusy}>
            {results.models.map(({ id, name, text, isUnmoved = false }) => (
              <div key={id} style={{ color: page.looks[id]?.colour }}>
                <dt>{name}</dt>
                <dd className={isUnmoved ? "unmoved" : undefined}>
                  {text}
                  {isUnmoved && " (not moved)"}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </section>
  );
}

/** The rows about the headline metric in the table of costs and results. */
export function resultRows(page: Described, now: RunNow): CostRow[] {
  const { run, models } = now;
  const { label, format } = headlineQuantity(page, models[0]);
  return [
    { name: `${label}, ${valueNote(now, true, page.stepName)}`, show: (model) => writtenMean(page, model) },
    {
      name: `${label}, best${run.config.seeds > 1 ? `, seed ${run.config.seed} alone` : ""}`,
      show: ({ progressBySeed: [progress] }) =>
        progress && Number.isFinite(progress.best)
          ? `${format(progress.best)} at ${page.stepName} ${formatCount(progress.bestStep)}`
          : "–",
    },
  ];
}
