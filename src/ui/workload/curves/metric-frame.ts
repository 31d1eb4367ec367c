/** The curves of one metric with their axes, in display units. */
import type { MetricCurve } from "../../../store/workload/run-data.ts";
import { axisEnd, xAxis, type XAxis } from "../../charts/axes/x-axis.ts";
import {
  accuracyAxis,
  amountAxis,
  errorAxis,
  fractionAxis,
  logAxis,
  type YAxisRange,
} from "../../charts/axes/y-axis.ts";
import type { Quantity } from "../workload-page.ts";

export type Along = "steps" | "flops";

interface MetricLine {
  /** Id of the curve, unique in its chart. */
  readonly key: string;
  /** Id of the curve's model. */
  readonly id: string;
  readonly isPinned: boolean;
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  readonly points: readonly Point[];
  /** The largest value, if the axis ends below it. */
  readonly above?: number;
}

interface Point {
  readonly x: number;
  readonly y: number | null;
  readonly band: readonly [number, number] | null;
}

export interface MetricFrame {
  readonly lines: readonly MetricLine[];
  readonly axis: XAxis;
  readonly yAxis: YAxisRange;
}

export interface Source {
  readonly id: string;
  /** Id of the pinned run that the curve belongs to, if any. */
  readonly pin?: string;
  readonly look: { readonly colour: string; readonly width: number; readonly dash?: string };
  readonly flopsPerStep: number;
  readonly curve: MetricCurve;
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

export function metricFrame(
  sources: readonly Source[],
  quantity: Quantity,
  along: Along,
  {
    step,
    steps,
    hasBand,
    level = NaN,
  }: {
    readonly step: number;
    readonly steps: number;
    readonly hasBand: boolean;
    /** A value that the vertical axis must reach. */
    readonly level?: number;
  },
): MetricFrame {
  const lines = sources.map(({ id, pin, look, flopsPerStep, curve }): MetricLine => ({
    key: `${pin ?? ""} ${id}`,
    id,
    isPinned: pin !== undefined,
    ...look,
    points: curve.steps.flatMap((at, i): Point[] => {
      const x = along === "flops" ? at * flopsPerStep : at;
      const [low, high] = [finite(curve.low?.[i]), finite(curve.high?.[i])];
      if (along === "flops" && x <= 0) return [];
      return [
        {
          x,
          y: finite(curve.values[i]),
          band: hasBand && low !== null && high !== null ? [low, high] : null,
        },
      ];
    }),
  }));
  const reached = sources.map(({ curve }) => curve.steps.at(-1) ?? 0);
  const last = Math.max(axisEnd(step, steps), ...reached);
  const costs = sources.map(({ flopsPerStep }) => flopsPerStep);
  const axis =
    along === "flops"
      ? xAxis("flops", [(Math.min(...costs) * last) / 30, Math.max(...costs) * last], undefined)
      : xAxis("steps", [0, last], undefined);
  const shown = lines.flatMap(({ points }) => points.flatMap(({ y, band }) => [y ?? NaN, ...(band ?? [])]));
  const yAxis = Y_AXES[quantity.scale]([level, ...shown]);
  return { lines: lines.map((line) => ({ ...line, ...aboveOf(line, yAxis) })), axis, yAxis };
}

function aboveOf({ points }: MetricLine, { domain: [, high] }: YAxisRange): Pick<MetricLine, "above"> {
  const most = points.reduce((value, { y }) => Math.max(value, y ?? 0), 0);
  // Rounding may put an initial error of 1 just above the axis.
  return most > 1.001 * high ? { above: most } : {};
}

const Y_AXES = {
  fraction: fractionAxis,
  accuracy: accuracyAxis,
  amount: amountAxis,
  error: errorAxis,
  log: logAxis,
} as const;
