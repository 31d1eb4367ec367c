/** The curves of one metric with their axes, in display units. */
import type { MetricCurve } from "../../../store/workload/run-data.ts";
import { logAxis } from "../../charts/axes.ts";
import type { YAxisRange } from "../../charts/loss/loss-frame.ts";
import { endOfSteps, xAxis, type XAxis } from "../../charts/x-axis.ts";
import type { Quantity } from "../workload-page.ts";

export type Along = "steps" | "flops";

export interface MetricLine {
  /** Id of the curve, unique in its chart. */
  readonly key: string;
  /** Id of the curve's model. */
  readonly id: string;
  readonly isPinned: boolean;
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  readonly points: readonly Point[];
}

export interface Point {
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
  /** The pinned run of this curve. */
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
  { step, steps, hasBand }: { readonly step: number; readonly steps: number; readonly hasBand: boolean },
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
  const last = Math.max(endOfSteps(step, steps), ...reached);
  const costs = sources.map(({ flopsPerStep }) => flopsPerStep);
  const axis =
    along === "flops"
      ? xAxis("flops", [(Math.min(...costs) * last) / 30, Math.max(...costs) * last], undefined)
      : xAxis("steps", [0, last], undefined);
  const shown = lines.flatMap(({ points }) => points.flatMap(({ y, band }) => [y ?? NaN, ...(band ?? [])]));
  return { lines, axis, yAxis: AXES[quantity.scale](shown) };
}

/**
 * Errors from slightly below the smallest up to 1, their value before learning, or up to the largest,
 * but at most up to 2.
 */
function errorAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite);
  const low = Math.max(0, Math.floor(10 * (Math.min(1, ...drawn) - 0.05)) / 10);
  // A start of 1 may be rounded up.
  const high = Math.min(2, Math.max(1, Math.ceil(10 * Math.max(0, ...drawn) - 1e-3) / 10));
  return marked(low, high);
}

function marked(low: number, high: number): YAxisRange {
  const gap = high - low > 0.55 ? 0.2 : high - low > 0.25 ? 0.1 : 0.05;
  const count = Math.floor((high - low) / gap + 1e-9) + 1;
  return {
    domain: [low, high],
    ticks: Array.from({ length: count }, (_, i) => Number((low + i * gap).toFixed(2))),
  };
}

/** From 0 to slightly above the largest value. */
function amountAxis(values: readonly number[]): YAxisRange {
  const most = Math.max(0, ...values.filter(Number.isFinite));
  const unit = 10 ** Math.floor(Math.log10(most || 1));
  const gap = ([0.2, 0.5, 1, 2, 5].find((factor) => 4 * factor * unit >= most) ?? 5) * unit;
  const count = Math.max(1, Math.ceil(most / gap - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((i * gap).toPrecision(3)));
  return { domain: [0, ticks[count] as number], ticks };
}

/** All values, also those far below the best. */
function accuracyAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite);
  const low = Math.max(0, Math.floor(10 * Math.min(0.5, ...drawn)) / 10);
  return marked(low, Math.min(1, Math.ceil(10 * Math.max(low + 0.2, ...drawn)) / 10));
}

const AXES = {
  fraction: shareAxis,
  accuracy: accuracyAxis,
  amount: amountAxis,
  error: errorAxis,
  log: logAxis,
} as const;

/** Fractions near the best value: from about 0.25 below it to slightly above it. Lower values are not drawn. */
function shareAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite);
  const best = Math.max(0, ...drawn);
  const low = Math.max(0, Math.floor(10 * (best - 0.25)) / 10);
  const high = Math.min(1, Math.max(low + 0.2, Math.ceil(20 * (best + 0.005)) / 20));
  return marked(low, high);
}
