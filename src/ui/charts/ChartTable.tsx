/** A chart's values as a table, folded away until they are wanted. */
import { useState, type ReactNode } from "react";

interface Props {
  /** Of the part that scrolls. */
  readonly label: string;
  readonly caption: string;
  /** Of the first column. */
  readonly corner: string;
  /** The cells of the other columns' heads. */
  readonly heads: ReactNode;
  /** Its rows, made only while they are seen. */
  readonly children: () => ReactNode;
}

export function ChartTable({ label, caption, corner, heads, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="chart-table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Values as a table</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={label} tabIndex={0}>
          <table className="ledger">
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{corner}</th>
                {heads}
              </tr>
            </thead>
            <tbody>{children()}</tbody>
          </table>
        </div>
      )}
    </details>
  );
}

const ROWS = 12;

/** At most 13 of so many records, by index: evenly, the first and the last among them. */
export function tableRows(count: number): number[] {
  return [...new Set(Array.from({ length: ROWS + 1 }, (_, i) => Math.round(((count - 1) * i) / ROWS)))];
}
