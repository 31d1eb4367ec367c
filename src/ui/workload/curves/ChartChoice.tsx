/** Chooses the metric of a chart and its horizontal axis. */
import type { Quantity } from "../workload-page.ts";
import type { Along } from "./metric-frame.ts";

interface Props {
  /** Appended to the names of both lists. Empty on the page. */
  readonly of?: string;
  readonly quantity: Quantity;
  readonly quantities: readonly Quantity[];
  readonly onChoose: (id: string) => void;
  readonly along: Along;
  readonly onTurn: (along: Along) => void;
}

export function ChartChoice({ of = "", quantity, quantities, onChoose, along, onTurn }: Props) {
  return (
    <>
      <select
        className="quantity"
        aria-label={`Quantity${of}`}
        value={quantity.id}
        onChange={(event) => onChoose(event.target.value)}
      >
        {quantities.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label={`Horizontal axis${of}`}
        value={along}
        onChange={(event) => onTurn(event.target.value as Along)}
      >
        <option value="steps">over steps</option>
        <option value="flops">over operations</option>
      </select>
    </>
  );
}
