/** The results of a sweep so far: a map for two settings or lines for one setting, and the numbers as CSV. */
import { useState } from "react";
import type { Quantity } from "../../store/jobs/sweep-result.ts";
import { tableOf, type SweepState } from "../../store/jobs/sweep.ts";
import { downloadText } from "../code/download.ts";
import { usePage, usePlayground } from "../parts/context.ts";
import { SweepLines } from "./SweepLines.tsx";
import { SweepMap } from "./SweepMap.tsx";
import { useSweepPage } from "./sweep-page.ts";
import { Select } from "../parts/Select.tsx";

export function Results({ state }: { readonly state: SweepState }) {
  const { looks } = usePage();
  const { quantities, modelsOf } = useSweepPage();
  // Takes the models of all runs, because some values of the varied settings may exclude a model.
  const networks = [...new Set(state.runs.flatMap(({ config }) => modelsOf(config)))];
  const [wantedNetwork, setNetwork] = useState<string>();
  const [wantedQuantity, setQuantity] = useState<string>();
  const network = networks.find((id) => id === wantedNetwork) ?? networks[0];
  // At first the page's headline metric, if these models have it.
  const headline = usePlayground(({ models }) => models[0]?.headline);
  const reports = [...state.lines.values()].map(({ report }) => report);
  const isKnown = ({ of }: Quantity): boolean =>
    reports.length === 0 || reports.some((report) => networks.some((id) => !Number.isNaN(of(report, id))));
  const known = quantities.filter(isKnown);
  const quantity =
    quantities.find(({ id }) => id === wantedQuantity) ??
    known.find(({ id }) => id === headline) ??
    known[0] ??
    quantities[0];
  if (!network) return null;
  const isMap = state.setup.axes.length > 1;
  return (
    <section className="sweep-results" aria-label="Results">
      <div className="row">
        <Select aria-label="Quantity" options={quantities} chosen={quantity.id} onChoose={setQuantity} />
        {isMap && (
          <Select
            aria-label="Model"
            options={networks.map((id) => ({ id, name: looks[id]?.name }))}
            chosen={network}
            onChoose={setNetwork}
          />
        )}
        <button
          type="button"
          disabled={state.lines.size === 0}
          onClick={() => downloadText("sweep.csv", "text/csv", tableOf([...state.lines.values()]))}
        >
          Download as CSV
        </button>
      </div>
      {isMap ? (
        <SweepMap state={state} network={network} quantity={quantity} />
      ) : (
        <SweepLines state={state} networks={networks} quantity={quantity} />
      )}
      {[...new Set(state.refused.values())].map((reason) => (
        <p key={reason} className="note">
          A run could not be made: {reason}
        </p>
      ))}
    </section>
  );
}
