/** Chooses the quantity of a chart. If there is only one, it is the chart's heading. */
import type { Quantity } from "../../parts/workload-page.ts";
import { Select } from "../../parts/Select.tsx";

interface Props {
  readonly label?: string;
  readonly quantity: Quantity;
  readonly quantities: readonly Quantity[];
  readonly onChoose: (id: string) => void;
}

export function QuantitySelect({ label = "Quantity", quantity, quantities, onChoose }: Props) {
  if (quantities.length === 1) return <h2>{quantity.label}</h2>;
  return (
    <Select
      className="quantity"
      aria-label={label}
      options={quantities.map(({ id, label: name }) => ({ id, name }))}
      chosen={quantity.id}
      onChoose={onChoose}
    />
  );
}
