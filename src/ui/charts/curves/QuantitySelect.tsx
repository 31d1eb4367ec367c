/** Chooses the quantity of a chart. If there is only one, it is the chart's heading. */
import type { Quantity } from "../../parts/workload-page.ts";

interface Props {
  readonly label?: string;
  readonly quantity: Quantity;
  readonly quantities: readonly Quantity[];
  readonly onChoose: (id: string) => void;
}

export function QuantitySelect({ label = "Quantity", quantity, quantities, onChoose }: Props) {
  if (quantities.length === 1) return <h2>{quantity.label}</h2>;
  return (
    <select
      className="quantity"
      aria-label={label}
      value={quantity.id}
      onChange={(event) => onChoose(event.target.value)}
    >
      {quantities.map((one) => (
        <option key={one.id} value={one.id}>
          {one.label}
        </option>
      ))}
    </select>
  );
}
