/** A table of each model's costs and results. */
import { useCurves, usePage, useRunNow } from "../parts/context.ts";
import { ModelSample } from "../parts/LineSample.tsx";
import { ShownStep } from "../parts/ShownStep.tsx";

export function CostTable() {
  const page = usePage();
  const now = useRunNow();
  const curves = useCurves();
  if (!now) return null;
  const { models, run, step } = now;
  const note = page.costsNote?.(run);
  return (
    // A table that is wider than the screen scrolls by itself, so it must be able to take the keyboard focus.
    <div className="scroller" role="region" aria-label="Costs and results" tabIndex={0}>
      <table className="number-table costs" data-step={step}>
        <caption>
          Costs and results <ShownStep />
          {note && <small> {note}</small>}
        </caption>
        <thead>
          <tr>
            <td />
            {models.map(({ id, label }) => (
              <th key={id} scope="col">
                <ModelSample id={id} />
                {page.looks[id]?.name ?? label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.costs(now, curves).map((row) => (
            <tr key={row.name} data-name={row.name}>
              <th scope="row">{row.name}</th>
              {models.map((model) => {
                const below = row.below?.(model);
                return (
                  <td key={model.id}>
                    {row.show(model)}
                    {below && <span className="compared fine">{below}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
