/**
 * The result so far: one sentence with a prominent number, and the headline metric of every model. Also the models'
 * savings and costs.
 */
import { formatCount } from "../../store/format.ts";
import { FIRST_STEP, outdatedText } from "../../store/run/status-label.ts";
import { isEarlierRun } from "../../store/config.ts";
import type { ModelNow } from "../../store/state.ts";
import { Popover } from "../parts/Popover.tsx";
import { ModelsControl } from "../controls/Fields.tsx";
import { LineSample } from "../charts/curves/LineSample.tsx";
import {
  type OpenWorkload,
  useCurves,
  useOutdated,
  usePage,
  useRunNow,
  useShownModels,
  useWorkload,
} from "../workload/context.ts";
import { headlineOf, savingText } from "./learned.ts";
import type { Quantity, RunVerdict } from "../parts/workload-page.ts";

/** Describes how the page shows the headline metric, which may depend on the task. */
export const headlineQuantity = (
  { quantities }: OpenWorkload["page"],
  model: Pick<ModelNow, "headline"> | undefined,
): Quantity => quantities.find(({ id }) => id === model?.headline) ?? quantities[0];

const written = (page: OpenWorkload["page"], model: ModelNow): string =>
  model.progress?.diverged
    ? "diverged"
    : Number.isFinite(headlineOf(model))
      ? headlineQuantity(page, model).format(headlineOf(model))
      : "–";

/** The sample standard deviation over seeds of a model's headline metric. NaN for one seed. */
function spreadOf({ progressBySeed }: ModelNow): number {
  const { length } = progressBySeed;
  const mean = progressBySeed.reduce((sum, { headline }) => sum + headline, 0) / length;
  const squares = progressBySeed.reduce((sum, { headline }) => sum + (headline - mean) ** 2, 0);
  return Math.sqrt(squares / (length - 1));
}

/** The mean with its standard deviation, if several seeds are trained. */
function writtenMean(page: OpenWorkload["page"], model: ModelNow): string {
  const spread = spreadOf(model);
  const mean = written(page, model);
  return model.progress?.diverged || !Number.isFinite(spread) || !Number.isFinite(headlineOf(model))
    ? mean
    : `${mean} ± ${headlineQuantity(page, model).format(spread)}`;
}

/**
 * With more models than this, there is no room here for standard deviations. The table of costs has them, too.
 */
const WITH_SPREAD_MAX = 3;

export function Result() {
  const page = usePage();
  const now = useRunNow();
  const models = useShownModels();
  const hasSpread = models.length <= WITH_SPREAD_MAX;
  const note = useValueNote(hasSpread);
  const status = useWorkload((state) => state.status);
  const isEarlier = useWorkload((state) => isEarlierRun(page, state));
  const isBusy = useOutdated();
  const said: RunVerdict | undefined = isBusy
    ? { text: outdatedText(isEarlier) }
    : status === "running" && now?.step === 0
      ? { text: FIRST_STEP }
      : now && page.verdict(now);
  return (
    <section className="headline" aria-label="Result so far">
      <p className="verdict">
        {said && (
          <>
            {said.model !== undefined && (
              <span className="verdict-name" style={{ color: page.looks[said.model]?.colour }}>
                {page.looks[said.model]?.name}:{" "}
              </span>
            )}
            {said.number !== undefined && <strong>{said.number}</strong>} {said.text}
          </>
        )}
      </p>
      <div className="results-line">
        {note !== "now" && <p className="results-of">{note}</p>}
        <dl
          className="results"
          title={`${headlineQuantity(page, models[0]).label}, ${note}`}
          aria-busy={isBusy}
        >
          {models.map((model) => (
            <div key={model.id} style={{ color: page.looks[model.id]?.colour }}>
              <dt>{page.looks[model.id]?.name}</dt>
              <dd>{hasSpread ? writtenMean(page, model) : written(page, model)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

/**
 * Names the step at which the models were last tested. With several seeds, it adds that each value is a mean, and
 * whether a standard deviation follows.
 */
function useValueNote(hasSpread: boolean): string {
  const seeds = useWorkload(({ run }) => run?.config.seeds ?? 1);
  const [first] = useShownModels();
  const tested = first?.progress?.evaluated[first.headline]?.step;
  const when = tested === undefined ? "now" : `tested at step ${formatCount(tested)}`;
  return seeds > 1 ? `${when}, mean of ${formatCount(seeds)} seeds${hasSpread ? " ± s.d." : ""}` : when;
}

export function CostStrip() {
  return (
    <div className="strip">
      <Savings />
      <div className="strip-tools">
        <Popover name="Models">
          <ModelsControl />
        </Popover>
        <button
          type="button"
          onClick={() => document.querySelector(".panels")?.scrollIntoView({ block: "start" })}
        >
          More below
        </button>
      </div>
    </div>
  );
}

function Savings() {
  const page = usePage();
  const now = useRunNow();
  const isBusy = useOutdated();
  return (
    <dl className="savings" aria-busy={isBusy}>
      {now &&
        page.savings(now).map((saving) => (
          <div key={saving.name}>
            <dt>{saving.name}</dt>
            <dd>{savingText(page, now.run.config, saving)}</dd>
            <dd className="about">{saving.note}</dd>
          </div>
        ))}
    </dl>
  );
}

export function WorkloadCosts() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useShownModels();
  const note = useValueNote(true);
  const curves = useCurves();
  if (!run) return null;
  const headline = headlineQuantity(page, models[0]);
  return (
    <div className="scroller" role="region" aria-label="Costs and results" tabIndex={0}>
      <table className="number-table costs">
        <caption>Costs and results</caption>
        <thead>
          <tr>
            <td />
            {models.map(({ id }) => (
              <th key={id} scope="col">
                <LineSample id={id} />
                {page.looks[id]?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row
            name={`${headline.label}, ${note}`}
            models={models}
            show={(model) => writtenMean(page, model)}
          />
          <Row
            name={`${headline.label}, best${run.config.seeds > 1 ? `, seed ${run.config.seed} alone` : ""}`}
            models={models}
            show={({ progressBySeed: [progress] }) =>
              progress && Number.isFinite(progress.best)
                ? `${headline.format(progress.best)} at step ${formatCount(progress.bestStep)}`
                : "–"
            }
          />
          {page.costs.map(({ name, show }) => (
            <Row key={name} name={name} models={models} show={(model) => show(model, run, curves)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  name,
  models,
  show,
}: {
  readonly name: string;
  readonly models: readonly ModelNow[];
  readonly show: (model: ModelNow) => string;
}) {
  return (
    <tr data-name={name}>
      <th scope="row">{name}</th>
      {models.map((model) => (
        <td key={model.id}>{show(model)}</td>
      ))}
    </tr>
  );
}
