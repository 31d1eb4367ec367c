/** Lists the learning rate of each network in the run. */
import { formatCount, formatError } from "../../../../store/format.ts";
import { hasStabilityLimit } from "../../../../workloads/mf/config/fields.ts";
import { SAFE_FRACTION } from "../../../../workloads/mf/config/defaults.ts";
import { shortName } from "../../../../store/run/headline.ts";
import { useMatrix } from "../context.ts";

export function Rates() {
  const networks = useMatrix((state) => state.run?.models) ?? [];
  const hasLimit = useMatrix((state) => hasStabilityLimit(state.config));
  return (
    <ul className="rates" aria-label="Learning rate of each network">
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
  );
}

function FractionOfLimit({ fraction }: { readonly fraction: number }) {
  const text = `, ${formatCount(Math.round(100 * fraction))} % of its limit`;
  return fraction > SAFE_FRACTION ? <strong className="warning">{text}</strong> : text;
}
