/** The alignment of one component as a table: left and right vector of each network at a few steps. */
import { formatCount } from "../../../../../store/format.ts";
import { ChartTable, tableRows } from "../../../../charts/PlotTools.tsx";
import { ModelSample } from "../../../../parts/LineSample.tsx";
import { formatCosine, symbolOf, type AlignmentLine } from "./alignment-lines.ts";

interface Props {
  readonly lines: readonly AlignmentLine[];
  readonly component: number;
}

export function AlignmentTable({ lines, component }: Props) {
  const steps = lines[0]?.left.steps ?? [];
  const symbols = { u: symbolOf("left", component), v: symbolOf("right", component) };
  return (
    <ChartTable
      label="Values of the alignment"
      caption={`|⟨${symbols.u}(t), ${symbols.u}*⟩| and |⟨${symbols.v}(t), ${symbols.v}*⟩|`}
      corner="step"
      heads={lines.map(({ id, name, isOuter }) => (
        <th key={name} scope="col">
          <ModelSample id={id} faint={isOuter} />
          {name}
        </th>
      ))}
    >
      {() =>
        tableRows(steps.length).map((i) => (
          <tr key={i}>
            <th scope="row">{formatCount(steps[i] ?? 0)}</th>
            {lines.map(({ name, left, right }) => (
              <td key={name}>{`${formatCosine(left.values[i])}, ${formatCosine(right.values[i])}`}</td>
            ))}
          </tr>
        ))
      }
    </ChartTable>
  );
}
