/** A line chart of a few quantities over steps, on linear axes and without a chart library. */
import { formatCount, formatError } from "../../store/format.ts";
import { stepTicks } from "../charts/axes/x-axis.ts";
import "../styles/step-chart.css";

export interface StepLine {
  readonly key: string;
  readonly steps: readonly number[];
  /** NaN is a gap. */
  readonly values: readonly number[];
  readonly colour: string;
  readonly dash?: string | undefined;
  readonly width: number;
  readonly opacity?: number;
}

interface StepBand {
  readonly key: string;
  readonly steps: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly colour: string;
}

interface Props {
  /** Describes the chart, with its numbers, for screen readers. */
  readonly label: string;
  readonly lines: readonly StepLine[];
  readonly bands?: readonly StepBand[];
  readonly lastStep: number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly formatTick?: (value: number) => string;
}

export function StepChart(props: Props) {
  const { label, lines, bands = [], lastStep, low, high, ticks, formatTick = formatError } = props;
  const across = (step: number): string => ((100 * step) / Math.max(1, lastStep)).toFixed(2);
  const down = (value: number): string =>
    ((100 * (high - Math.min(high, Math.max(low, value)))) / (high - low)).toFixed(2);
  return (
    <div className="step-chart">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {ticks.map((value) => (
          <line key={value} className="grid" x1="0" x2="100" y1={down(value)} y2={down(value)} />
        ))}
        {bands.map(({ key, steps, low: least, high: most, colour }) => {
          const edge = (values: readonly number[]): string[] =>
            steps.flatMap((step, i) =>
              Number.isFinite(values[i]) ? [`${across(step)} ${down(values[i] as number)}`] : [],
            );
          const points = [...edge(least), ...edge(most).toReversed()];
          return (
            points.length > 2 && (
              <path key={key} d={`M${points.join("L")}Z`} style={{ fill: colour }} fillOpacity={0.18} />
            )
          );
        })}
        {lines.map(({ key, steps, values, colour, dash, width, opacity = 1 }) => (
          <path
            key={key}
            d={pathOf(steps, values, across, down)}
            fill="none"
            style={{ stroke: colour }}
            strokeWidth={width}
            strokeDasharray={dash}
            strokeOpacity={opacity}
          />
        ))}
      </svg>
      {ticks.map((value) => (
        <span key={value} className="value-tick" style={{ top: `${down(value)}%` }}>
          {formatTick(value)}
        </span>
      ))}
      {stepTicks(lastStep).map((step) => (
        <span key={step} className="index-tick" style={{ left: `${across(step)}%` }}>
          {formatCount(step)}
        </span>
      ))}
    </div>
  );
}

function pathOf(
  steps: readonly number[],
  values: readonly number[],
  across: (step: number) => string,
  down: (value: number) => string,
): string {
  const isSeen = (i: number): boolean => Number.isFinite(values[i] ?? NaN);
  return steps
    .map((step, i) => {
      if (!isSeen(i)) return "";
      const place = `${across(step)} ${down(values[i] as number)}`;
      if (isSeen(i - 1)) return `L${place}`;
      // A value between two gaps is drawn as a dot: a line of length zero with round ends.
      return isSeen(i + 1) ? `M${place}` : `M${place}L${place}`;
    })
    .join("");
}
