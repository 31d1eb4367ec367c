/** A table. The first cell of a row names it, and the names of all rows differ, as do those of the columns. */
import type { ReactNode } from "react";

interface Props {
  readonly className?: string;
  readonly caption?: ReactNode;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly [string, ...ReactNode[]])[];
}

export function RowsTable({ className, caption, heads, rows }: Props) {
  return (
    <table className={className}>
      {caption !== undefined && <caption>{caption}</caption>}
      <TableHead names={heads} />
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => (
              <td key={heads[i + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The names of a table's columns. The first one may be empty. */
export function TableHead({ names }: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) =>
          name ? (
            <th key={name} scope="col">
              {name}
            </th>
          ) : (
            <td key={name} />
          ),
        )}
      </tr>
    </thead>
  );
}
