/** Singular values against their index, both on log axes: one path for each line, no chart library. */
import { formatError } from "../../store/format.ts";
import { formatTick } from "./axes.ts";

export interface SpectrumLine {
  readonly name: string;
  /** Descending. */
  readonly values: readonly number[];
  readonly look: { readonly colour: string; readonly dash?: string; readonly width: number };
}

interface Props {
  readonly label: string;
  readonly lines: readonly SpectrumLine[];
  readonly size: "large" | "small";
  /** The bottom of the value axis, a power of ten; what is smaller is not drawn. */
  readonly low: number;
}

/** Normalised: σ₁ of the target is 1. */
const HIGH = 3;
/** The first values are marked one by one. */
const DOTS = 12;

export function SpectrumPlot({ label, lines, size, low }: Props) {
  const down = (value: number): number =>
    (100 * Math.log(HIGH / Math.min(HIGH, value))) / Math.log(HIGH / low);
  const valueTicks = size === "large" ? [1, 1e-2, 1e-4, 1e-6].filter((value) => value >= low) : [1, low];
  const count = Math.max(2, ...lines.map(({ values }) => values.length));
  const across = (index: number): number => (100 * Math.log(index + 1)) / Math.log(count);
  const indexTicks = [1, 10, 100, 1000].filter((index) => index <= count);
  const told = lines
    .map(({ name, values }) => `${name} ${values.slice(0, 3).map(formatError).join(", ")}`)
    .join("; ");
  return (
    <div className={`spectrum ${size}`}>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}. Largest: ${told}`}
      >
        {valueTicks.map((value) => (
          <line key={value} className="grid" x1="0" x2="100" y1={down(value)} y2={down(value)} />
        ))}
        {lines.map(({ name, values, look }) => {
          const points = values.flatMap((value, i): Point[] =>
            value >= low ? [[across(i).toFixed(2), down(value).toFixed(2)]] : [],
          );
          return (
            <g key={name} style={{ stroke: look.colour }}>
              <path d={path(points)} strokeWidth={look.width} strokeDasharray={look.dash} />
              <path d={dots(points)} strokeWidth={size === "large" ? 6 : 4} strokeLinecap="round" />
            </g>
          );
        })}
      </svg>
      {valueTicks.map((value) => (
        <span key={value} className="value-tick" style={{ top: `${down(value)}%` }}>
          {formatTick(value)}
        </span>
      ))}
      {indexTicks.map((index) => (
        <span key={index} className="index-tick" style={{ left: `${across(index - 1)}%` }}>
          {index}
        </span>
      ))}
    </div>
  );
}

type Point = readonly [x: string, y: string];

const path = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");

/** Lines of no length with round ends. */
const dots = (points: readonly Point[]): string =>
  points
    .slice(0, DOTS)
    .map(([x, y]) => `M${x} ${y}h0`)
    .join("");
