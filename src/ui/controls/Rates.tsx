/** What the learning rate means for each network of the run, and a warning before it goes wrong. */
import { formatError } from "../../store/format.ts";
import { hasStabilityLimit } from "../../experiment/experiment.ts";
import { SHORT_NAMES } from "../../store/headline.ts";
import { t } from "../../store/text.ts";
import { usePlayground } from "../context.ts";

export function Rates() {
  const networks = usePlayground((state) => state.run?.networks) ?? [];
  const hasLimit = usePlayground((state) => hasStabilityLimit(state.experiment));
  return (
    <ul className="rates" aria-label="Learning rate of each network">
      {networks.map(({ id, eta, stabilityShare }) => (
        <li key={id}>
          {id === "altmin" ? (
            t("{network}: no learning rate, solves least squares", { network: SHORT_NAMES[id] })
          ) : (
            <>
              {SHORT_NAMES[id]}: η = {formatError(eta)}
              {hasLimit && <ShareOfLimit share={stabilityShare} />}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function ShareOfLimit({ share }: { readonly share: number }) {
  const text = `, ${Math.round(100 * share)} % of its limit`;
  if (share > 1) return <strong className="warning">{text}: oscillates or diverges</strong>;
  if (share > 0.8 + 1e-9) return <strong className="warning">{text}: may oscillate</strong>;
  return <>{text}</>;
}
