/** Errors on the test cells in the data's unit: baselines, and networks at their best validation steps. */
import { formatDigits } from "../../../../store/format.ts";
import type { JudgedNetwork } from "../../../../store/insight/own-results.ts";

interface Props {
  readonly baselines: readonly { readonly name: string; readonly rmse: number; readonly mae: number }[];
  readonly networks: readonly JudgedNetwork[];
}

const DIGITS = 4;

export function Results({ baselines, networks }: Props) {
  const rows = [
    ...baselines,
    ...networks.map((network) => ({ ...network, name: `${network.name}, step ${network.step}` })),
  ];
  const reached = Math.min(...networks.map(({ rmse }) => rmse));
  const better = baselines.filter(({ rmse }) => rmse < reached).map(({ name }) => name);
  return (
    <>
      <table>
        <caption>Errors on the test cells, in the data’s unit</caption>
        <thead>
          <tr>
            <th scope="col">Estimate</th>
            <th scope="col">RMSE</th>
            <th scope="col">MAE</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, rmse, mae }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatDigits(rmse, DIGITS)}</td>
              <td>{formatDigits(mae, DIGITS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {better.length > 0 && <p>No network is better than: {better.join("; ")}.</p>}
    </>
  );
}
