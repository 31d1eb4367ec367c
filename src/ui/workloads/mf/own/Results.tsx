/** Errors on the test cells in the data's unit: baselines, and networks at their best validation steps. */
import type { Baseline } from "../../../../workloads/mf/baselines.ts";
import { comparedText, judgedBaselines } from "../../../../store/insight/own-results.ts";
import { formatRmse, type JudgedNetwork } from "../../../../store/run/judged.ts";
import { formatCount } from "../../../../store/format.ts";
import { LINE_STYLES } from "../looks.ts";
import { TableHead } from "../../../parts/RowsTable.tsx";

interface Props {
  readonly baselines: readonly Baseline[];
  readonly networks: readonly JudgedNetwork[];
}

export function Results({ baselines, networks }: Props) {
  const known = judgedBaselines(baselines);
  const rows = [
    ...known.map((baseline) => ({ ...baseline, colour: undefined })),
    ...networks.map((network) => ({
      ...network,
      name: `${network.name}, step ${formatCount(network.step)}`,
      colour: LINE_STYLES[network.id].colour,
    })),
  ];
  const least = Math.min(...rows.map(({ rmse }) => rmse));
  return (
    <>
      <table className="number-table">
        <caption>Errors on the test cells, in the data’s unit</caption>
        <TableHead names={["Estimate", "RMSE", "MAE"]} />
        <tbody>
          {rows.map(({ name, rmse, mae, colour }) => (
            <tr key={name} className={rmse === least ? "best" : undefined}>
              <th scope="row" style={{ color: colour }}>
                {name}
              </th>
              <td>{formatRmse(rmse)}</td>
              <td>{formatRmse(mae)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {known.length > 0 && <p>{comparedText(known, networks)}</p>}
    </>
  );
}
