/**
 * The result so far: one sentence with a prominent number, the headline metric of every model, and the models' costs.
 */
import { formatCount } from "../../store/format.ts";
import type { ModelNow } from "../../store/workload/state.ts";
import { Popover } from "../parts/Popover.tsx";
import { ModelsControl } from "./Fields.tsx";
import { LineSample } from "./curves/LineSample.tsx";
import { usePage, useWorkload, type OpenWorkload } from "./context.ts";
import type { Quantity } from "./workload-page.ts";

/** The mean over seeds of a model's headline metric. */
export function headlineOf({ progressBySeed }: ModelNow): number {
  return progressBySeed.reduce((sum, { headline }) => sum + headline, 0) / progressBySeed.length;
}

/** The name of the headline metric, which may depend on the task. */
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

export function Result() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const step = useWorkload((state) => state.step);
  const said = run && page.verdict({ run, models, step });
  return (
    <section className="headline" aria-label="Result so far">
      <p className="verdict">
        {said && (
          <>
            <span className="verdict-name" style={{ color: page.looks[said.model]?.colour }}>
              {page.looks[said.model]?.name}:
            </span>{" "}
            <strong>{said.number}</strong> {said.text}
          </>
        )}
      </p>
      <dl className="results" title={`${headlineQuantity(page, models[0]).label}, now`}>
        {models.map((model) => (
          <div key={model.id} style={{ color: page.looks[model.id]?.colour }}>
            <dt>{page.looks[model.id]?.name}</dt>
            <dd>{written(page, model)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
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
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const step = useWorkload((state) => state.step);
  return (
    <dl className="savings">
      {run &&
        page.savings({ run, models, step }).map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd className="about">{note}</dd>
          </div>
        ))}
    </dl>
  );
}

export function WorkloadCosts() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  if (!run) return null;
  const headline = headlineQuantity(page, models[0]);
  return (
    <div className="scroller" role="region" aria-label="Costs and results" tabIndex={0}>
      <table className="ledger">
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
          <Row name={`${headline.label}, now`} models={models} show={(model) => written(page, model)} />
          <Row
            name={`${headline.label}, best`}
            models={models}
            show={({ progress }) =>
              progress && Number.isFinite(progress.best)
                ? `${headline.format(progress.best)} at step ${formatCount(progress.bestStep)}`
                : "–"
            }
          />
          {page.costs.map(({ name, show }) => (
            <Row key={name} name={name} models={models} show={(model) => show(model, run)} />
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
    <tr>
      <th scope="row">{name}</th>
      {models.map((model) => (
        <td key={model.id}>{show(model)}</td>
      ))}
    </tr>
  );
}
