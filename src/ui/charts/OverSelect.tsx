/** Chooses a chart's horizontal axis. */
import type { Over } from "./x-axis.ts";

const OVER: Readonly<Record<Over, string>> = {
  steps: "over steps",
  seconds: "over measured seconds",
  flops: "over counted FLOPs",
};

interface Props {
  readonly label: string;
  readonly over: Over;
  readonly onChoose: (over: Over) => void;
}

export function OverSelect({ label, over, onChoose }: Props) {
  return (
    <select aria-label={label} value={over} onChange={(event) => onChoose(event.target.value as Over)}>
      {Object.entries(OVER).map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}
