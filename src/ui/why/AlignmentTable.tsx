/** The alignment of one component as a table: left and right vector of each network at a few steps. */
import { useState } from "react";
import { formatCount } from "../../store/format.ts";
import { t } from "../../store/text.ts";
import { LineSample } from "../LineSample.tsx";
import { formatCosine, symbolOf, type AlignmentLine } from "./alignment-lines.ts";

const ROWS = 12;

interface Props {
  readonly lines: readonly AlignmentLine[];
  readonly component: number;
}

export function AlignmentTable({ lines, component }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const steps = lines[0]?.left.steps ?? [];
  const rows = new Set(
    Array.from({ length: ROWS + 1 }, (_, i) => Math.round(((steps.length - 1) * i) / ROWS)),
  );
  const symbols = { u: symbolOf("left", component), v: symbolOf("right", component) };
  return (
    <details className="chart-table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t("Values as a table")}</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={t("Values of the alignment")} tabIndex={0}>
          <table className="ledger">
            <caption>{t("|⟨{u}(t), {u}*⟩| and |⟨{v}(t), {v}*⟩|", symbols)}</caption>
            <thead>
              <tr>
                <th scope="col">{t("step")}</th>
                {lines.map(({ id, name, isOuter }) => (
                  <th key={name} scope="col">
                    <LineSample id={id} faint={isOuter} />
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...rows].map((i) => (
                <tr key={i}>
                  <th scope="row">{formatCount(steps[i] ?? 0)}</th>
                  {lines.map(({ name, left, right }) => (
                    <td key={name}>{`${formatCosine(left.values[i])}, ${formatCosine(right.values[i])}`}</td>
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
