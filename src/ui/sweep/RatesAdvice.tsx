/** The best rate of each model in a sweep of all learning rates, with buttons that set them. */
import { bestPoint, sweepPoints } from "../../store/jobs/sweep-result.ts";
import type { SweepState } from "../../store/jobs/sweep.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { closeSheet } from "../parts/Sheet.tsx";
import { headlineQuantity } from "../parts/workload-page.ts";
import { formatFound } from "./labels.ts";
import { useSweepPage } from "./sweep-page.ts";

export function RatesAdvice({ state }: { readonly state: SweepState }) {
  const page = usePage();
  const { quantities, modelsOf } = useSweepPage();
  const { change, play } = useActions();
  const config = usePlayground((now) => now.config);
  const [first] = usePlayground(({ models }) => models);
  const { id, label, scale } = headlineQuantity(page, first);
  const quantity = quantities.find((one) => one.id === id);
  if (!quantity || !page.rates) return null;
  const { names, of } = page.rates;
  const models = modelsOf(state.runs[0]?.config ?? config).filter(of);
  if (models.length === 0) return null;
  const best = models.flatMap((model) => {
    const field = of(model);
    const point = bestPoint(sweepPoints(state, model, quantity), scale === "fraction");
    const name = page.looks[model]?.name ?? model;
    return field && point ? [{ name, field, rate: Number(point.values[0]), median: point.median }] : [];
  });
  if (best.length === 0) return <p>No rate has moved a model. Try larger rates.</p>;
  // Rates that follow another one by default stay as they are.
  const kept = Object.fromEntries(names.map((name) => [name, config[name]]));
  const told = best.map(({ name, rate, median }) => `${name} at ${rate} (${formatFound(median, quantity)})`);
  return (
    <section aria-label="Advice">
      <p>
        Best {label.toLowerCase()}: {told.join(", ")}. The test itself chose these rates, so expect a little
        less on other samples.
      </p>
      <div className="ways-on row">
        {best
          .filter(({ field, rate }) => config[field] !== rate)
          .map(({ name, field, rate }) => (
            <button
              key={name}
              type="button"
              onClick={(event) => {
                change({ ...kept, [field]: rate }, "anew");
                play();
                closeSheet(event);
              }}
            >
              Train {name} at {rate}
            </button>
          ))}
      </div>
    </section>
  );
}
