/** A table. The first cell of a row names it, and the names of all rows differ. */
import type { ReactNode } from "react";

interface Row {
  readonly name: string;
  /** Stands in place of the name. */
  readonly head?: ReactNode;
  readonly cells: readonly ReactNode[];
  readonly className?: string | undefined;
  /** Texts use this term to highlight the row. */
  readonly term?: string;
}

interface Props {
  readonly className?: string;
  readonly caption?: ReactNode;
  readonly heads?: readonly ReactNode[];
  readonly rows: readonly (Row | readonly [name: string, ...cells: ReactNode[]])[];
}

export function RowsTable({ className, caption, heads, rows }: Props) {
  return (
    <table className={className}>
      {caption !== undefined && <caption>{caption}</caption>}
      {heads && <TableHead names={heads} />}
      <tbody>
        {rows
          .map((row): Row => ("cells" in row ? row : { name: row[0], cells: row.slice(1) }))
          .map(({ name, head = name, cells, className: kind, term }) => (
            <tr key={name} className={kind} data-term={term}>
              <th scope="row">{head}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** The names of a table's columns. The first one may be empty. */
export function TableHead({ names }: { readonly names: readonly ReactNode[] }) {
  return (
    <thead>
      <tr>
        {names.map((name, i) =>
          name ? (
            <th key={i} scope="col">
              {name}
            </th>
          ) : (
            <td key={i} />
          ),
        )}
      </tr>
    </thead>
  );
}
