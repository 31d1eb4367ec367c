/** Lists the learning rate of each network in the run, as a share of its limit, and the measured curvature beside it. */
import { useEffect, useState } from "react";
import { formatCount, formatError } from "../../../../store/format.ts";
import { hasStabilityLimit } from "../../../../workloads/mf/config/fields.ts";
import { CURVATURE_WEIGHTS, SAFE_FRACTION } from "../../../../workloads/mf/config/defaults.ts";
import { type LoadedRun, shortName } from "../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { CheckBox } from "../../../parts/CheckBox.tsx";

export function Rates() {
  const networks = useMatrix((state) => state.run?.models) ?? [];
  const hasLimit = useMatrix((state) => hasStabilityLimit(state.config));
  const isMeasurable = useMatrix(({ config }) => config.weightDecay === 0 && config.entries !== "known");
  return (
    <>
      <ul className="note" aria-label="Learning rate of each network">
        {networks.map(({ id, eta, stabilityFraction }) => (
          <li key={id}>
            {id === "altmin" ? (
              `${shortName(id)}: no learning rate, solves least squares`
            ) : (
              <>
                {shortName(id)}: η = {formatError(eta)}
                {hasLimit && <FractionOfLimit fraction={stabilityFraction} />}
              </>
            )}
          </li>
        ))}
      </ul>
      {hasLimit && isMeasurable && networks.length > 0 && <Curvature networks={networks} />}
    </>
  );
}

function FractionOfLimit({ fraction }: { readonly fraction: number }) {
  const text = `, ${percent(fraction)} of its limit`;
  return fraction > SAFE_FRACTION ? <strong className="warning">{text}</strong> : text;
}

const percent = (fraction: number): string => `${formatCount(Math.round(100 * fraction))} %`;

/** Each network's measured top curvature as a share of 2/η, or of 2(1 + β)/η. Above 1, the network cannot settle. */
function Curvature({ networks }: { readonly networks: LoadedRun["models"] }) {
  const [isWanted, setIsWanted] = useState(false);
  const { showCurvature } = useMatrixActions();
  useEffect(() => (isWanted ? showCurvature() : undefined), [isWanted, showCurvature]);
  const { models } = useMatrixViews();
  const momentum = useMatrix(({ config }) => (config.optimizer === "momentum" ? config.beta : 0));
  const limit = momentum > 0 ? "2(1 + β)/η" : "2/η";
  const measured = networks.flatMap(({ id, eta }) => {
    const { view, viewSteps } = models.get(id) ?? {};
    const { curvature = NaN } = view ?? {};
    const step = viewSteps?.["curvature"];
    if (step === undefined || !Number.isFinite(curvature)) return [];
    return [{ id, step, share: (curvature * eta) / 2 / (1 + momentum) }];
  });
  return (
    <>
      <CheckBox checked={isWanted} onChange={setIsWanted}>
        Measure the top curvature in pauses
      </CheckBox>
      {isWanted && (
        <ul className="note" aria-label="Measured top curvature of each network">
          {measured.length === 0 && (
            <li>
              Not measured yet: the run must pause or end. Networks with more than{" "}
              {formatCount(CURVATURE_WEIGHTS)} weights are not measured.
            </li>
          )}
          {measured.map(({ id, step, share }) => (
            <li key={id}>
              {shortName(id)}: curvature {percent(share)} of {limit} at step {formatCount(step)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
