/** The values of every network at one step, exact even where the chart draws fewer points. */
import { formatCount, formatDb, formatError } from "../../store/format.ts";
import { SHORT_NAMES } from "../../store/headline.ts";
import { psnrOf } from "../../store/psnr.ts";
import type { RunData } from "../../store/run-data.ts";
import type { RunFacts } from "../../store/state.ts";
import { LineSample } from "../LineSample.tsx";
import type { Quantity } from "./loss-data.ts";

interface Props {
  readonly run: RunFacts;
  readonly data: RunData;
  readonly quantity: Quantity;
  /** Filled in by the chart. */
  readonly active?: boolean;
  readonly label?: number;
}

export function LossTooltip({ run, data, quantity, active = false, label: step = 0 }: Props) {
  if (!active) return null;
  return (
    <table className="tooltip">
      <thead>
        <tr>
          <th scope="col">step {formatCount(step)}</th>
          {quantity === "error" ? (
            <>
              <th scope="col">recovery</th>
              <th scope="col">train</th>
            </>
          ) : (
            <th scope="col">PSNR, dB</th>
          )}
        </tr>
      </thead>
      <tbody>
        {run.networks.map(({ id }) => {
          const recovery = data.networks.get(id)?.recovery.at(step) ?? NaN;
          return (
            <tr key={id}>
              <th scope="row">
                <LineSample id={id} />
                {SHORT_NAMES[id]}
              </th>
              {quantity === "error" ? (
                <>
                  <td>{formatError(recovery)}</td>
                  <td>{formatError(data.networks.get(id)?.train.at(step))}</td>
                </>
              ) : (
                <td>{formatDb(psnrOf(run.psnrAtOne, recovery))}</td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
