/** The paths as a table: coordinates, and the distance from the reference at the same step. */
import { useState } from "react";
import type { Path } from "../../engine/path-log.ts";
import { formatCount, formatError } from "../../store/format.ts";
import { shortName } from "../../store/headline.ts";
import type { RunFacts } from "../../store/state.ts";
import { t } from "../../store/text.ts";
import { LineSample } from "../LineSample.tsx";

const ROWS = 12;

export function PathTable({ run, path }: { readonly run: RunFacts; readonly path: Path }) {
  const [isOpen, setIsOpen] = useState(false);
  const last = path.steps.length - 1;
  const rows = new Set(
    Array.from({ length: ROWS + 1 }, (_, i) => Math.round((last * i) / Math.max(1, ROWS))),
  );
  return (
    <details className="chart-table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t("Values as a table")}</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={t("Values of the paths")} tabIndex={0}>
          <table className="ledger">
            <caption>
              {t("Coordinates along PC 1, 2, 3 and distance from the reference, relative to ‖Φ‖")}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t("step")}</th>
                {run.networks.map(({ id }) => (
                  <th key={id} scope="col">
                    <LineSample id={id} />
                    {shortName(id)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...rows].map((i) => (
                <tr key={i}>
                  <th scope="row">{formatCount(path.steps[i] ?? 0)}</th>
                  {run.networks.map(({ id }, network) => (
                    <td key={id}>
                      {coordinates(path, network, i)}
                      {network !== path.reference && (
                        <span className="compared">
                          {t("{distance} apart", { distance: formatError(path.apart[network]?.[i]) })}
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function coordinates({ points }: Path, network: number, i: number): string {
  return Array.from(points[network]?.subarray(3 * i, 3 * i + 3) ?? [])
    .map((value) => (Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : "–"))
    .join(", ");
}
