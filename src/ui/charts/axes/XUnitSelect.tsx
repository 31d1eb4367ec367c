/** Chooses a chart's horizontal axis. */
import type { XUnit } from "./x-axis.ts";

const X_UNITS: Readonly<Record<XUnit, string>> = {
  steps: "over steps",
  seconds: "over measured seconds",
  flops: "over counted FLOPs",
};

interface Props {
  readonly label: string;
  readonly xUnit: XUnit;
  readonly onChoose: (xUnit: XUnit) => void;
}

export function XUnitSelect({ label, xUnit, onChoose }: Props) {
  return (
    <select aria-label={label} value={xUnit} onChange={(event) => onChoose(event.target.value as XUnit)}>
      {Object.entries(X_UNITS).map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}
