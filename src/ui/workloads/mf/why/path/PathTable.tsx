/** The trajectories as a table: coordinates, and the distance from the reference at the same step. */
import type { Path } from "../../../../../workloads/mf/probes/trajectory.ts";
import { formatCount, formatError } from "../../../../../store/format.ts";
import { shortName } from "../../../../../store/run/headline.ts";
import type { LoadedRun } from "../../../../../store/kinds/matrix-state.ts";
import { ChartTable, tableRows } from "../../../../charts/PlotTools.tsx";
import { ModelSample } from "../../../../parts/LineSample.tsx";

export function PathTable({ run, path }: { readonly run: LoadedRun; readonly path: Path }) {
  return (
    <ChartTable
      label="Values of the paths"
      caption="Coordinates along PC 1, 2, 3 and distance from the reference, relative to ‖Φ‖"
      corner="step"
      heads={run.models.map(({ id }) => (
        <th key={id} scope="col">
          <ModelSample id={id} />
          {shortName(id)}
        </th>
      ))}
    >
      {() =>
        tableRows(path.steps.length).map((i) => (
          <tr key={i}>
            <th scope="row">{formatCount(path.steps[i] ?? 0)}</th>
            {run.models.map(({ id }, network) => (
              <td key={id}>
                {coordinates(path, network, i)}
                {network !== path.reference && (
                  <span className="compared fine">{formatError(path.apart[network]?.[i])} apart</span>
                )}
              </td>
            ))}
          </tr>
        ))
      }
    </ChartTable>
  );
}

function coordinates({ points }: Path, network: number, i: number): string {
  return Array.from(points[network]?.subarray(3 * i, 3 * i + 3) ?? [])
    .map((value) => (Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : "–"))
    .join(", ");
}
