/** How far the theorem holds in this run: leak out of the invariant subspace, and the singular values that only shrink. */
import type { RunFacts } from "../store/state.ts";
import { formatError } from "../store/format.ts";
import { useViews } from "./context.ts";
import { layerNames } from "./networks.ts";

/** Above this a leak is not rounding. */
const ROUNDING = 1e-4;

export function InsightPanel({ run }: { readonly run: RunFacts }) {
  const view = useViews().networks.get("original")?.view;
  const { insight, spectra } = view ?? {};
  if (!insight || !spectra) return null;
  const { leaks, rho, dimension } = insight;
  const names = layerNames("original", leaks.length);
  const most = Math.max(...leaks);
  return (
    <section className="panel insight" aria-labelledby="insight-title">
      <h2 id="insight-title">Does the original stay inside its subspace?</h2>
      <p className="note">{verdict(most, rho !== undefined, run.experiment.task)}</p>
      <div className="scroller" role="region" aria-label="Invariant subspace" tabIndex={0}>
        <table className="ledger">
          <caption>{`Subspace of ${dimension} directions in each layer`}</caption>
          <thead>
            <tr>
              <td />
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Leak, share of the layer</th>
              {leaks.map((leak, l) => (
                <td key={names[l]}>{formatError(leak)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">Bulk singular values, measured</th>
              {spectra.layers.map((sigma, l) => (
                <td key={names[l]}>{range(sigma, run.experiment.rank)}</td>
              ))}
            </tr>
            {rho && (
              <tr>
                <th scope="row">Bulk singular values, predicted (ρ)</th>
                {rho.map((value, l) => (
                  <td key={names[l]}>{formatError(value)}</td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function verdict(leak: number, applies: boolean, task: string): string {
  const found = `The largest leak is ${formatError(leak)} of a layer`;
  if (applies)
    return leak < ROUNDING
      ? `Every entry is seen and the start is orthogonal: the theorem applies, and ${found.toLowerCase()}, which is rounding.`
      : `The theorem applies, yet ${found.toLowerCase()}: more than rounding. Please report this experiment.`;
  const reason =
    task === "mf"
      ? "The theorem's assumptions do not hold here"
      : "With missing entries the theorem holds only roughly";
  return `${reason}: ${found.toLowerCase()}. That is why the compressed network's outer factors must learn too (γ > 0).`;
}

/** The singular values r + 1 … d − r of a layer, smallest to largest. */
function range(sigma: readonly number[], rank: number): string {
  const bulk = sigma.slice(rank, sigma.length - rank);
  const [most, least] = [bulk[0], bulk[bulk.length - 1]];
  if (most === undefined || least === undefined) return "–";
  const [low, high] = [formatError(least), formatError(most)];
  return low === high ? low : `${low} … ${high}`;
}
