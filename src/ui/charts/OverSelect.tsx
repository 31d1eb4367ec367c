/** The choice of a chart's horizontal axis. */
import { say, sentence, type Sentence } from "../../store/text.ts";
import type { Over } from "./x-axis.ts";

const OVER: Readonly<Record<Over, Sentence>> = {
  steps: sentence("over steps"),
  seconds: sentence("over measured seconds"),
  flops: sentence("over counted FLOPs"),
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
          {say(name)}
        </option>
      ))}
    </select>
  );
}
