/** A chart's values as a table, collapsed at first. */
import { useState, type ReactNode } from "react";

interface Props {
  /** Name of the scrolling part, for screen readers. */
  readonly label: string;
  readonly caption: string;
  /** Header of the first column. */
  readonly corner: string;
  /** Headers of the other columns. */
  readonly heads: ReactNode;
  /** The table's rows, made only while they are visible. */
  readonly children: () => ReactNode;
}

export function ChartTable({ label, caption, corner, heads, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="chart-table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary title="Values as a table">Table</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={label} tabIndex={0}>
          <table className="number-table">
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

/** At most 13 indices of `count` records, evenly spaced and including the first and the last. */
export function tableRows(count: number): number[] {
  return [...new Set(Array.from({ length: ROWS + 1 }, (_, i) => Math.round(((count - 1) * i) / ROWS)))];
}
