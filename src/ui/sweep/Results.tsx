/** A sweep's results so far: a map for two settings or lines for one, with the numbers as CSV. */
import { useState } from "react";
import type { NetworkName } from "../../experiment/experiment.ts";
import { shortName } from "../../store/run/headline.ts";
import { sweepTable, type SweepState } from "../../store/jobs/sweep.ts";
import { QUANTITIES } from "../../store/jobs/sweep-result.ts";
import { downloadText } from "../code/download.ts";
import { SweepLines } from "./SweepLines.tsx";
import { SweepMap } from "./SweepMap.tsx";

export function Results({ state }: { readonly state: SweepState }) {
  const networks = networksOf(state);
  const [wantedNetwork, setNetwork] = useState<NetworkName>();
  const [wantedQuantity, setQuantity] = useState(QUANTITIES[0].id);
  const network = networks.find((id) => id === wantedNetwork) ?? networks[0];
  const quantity = QUANTITIES.find(({ id }) => id === wantedQuantity) ?? QUANTITIES[0];
  if (!network) return null;
  const isMap = state.setup.axes.length > 1;
  return (
    <section className="sweep-results" aria-label="Results">
      <div className="sweep-choices">
        <select
          aria-label="Quantity"
          value={quantity.id}
          onChange={(event) => setQuantity(event.target.value)}
        >
          {QUANTITIES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        {isMap && (
          <select
            aria-label="Network"
            value={network}
            onChange={(event) => setNetwork(event.target.value as NetworkName)}
          >
            {networks.map((id) => (
              <option key={id} value={id}>
                {shortName(id)}
              </option>
            ))}
          </select>
        )}
        <button
          type="button"
          disabled={state.lines.size === 0}
          onClick={() => downloadText("sweep.csv", "text/csv", sweepTable([...state.lines.values()]))}
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

/** The networks of all runs, because the varied settings may exclude some. */
const networksOf = ({ runs }: SweepState): NetworkName[] => [
  ...new Set(runs.flatMap(({ experiment }) => experiment.networks)),
];
