/** The vertical axis of a sweep's chart. */
import type { Quantity } from "../../store/jobs/sweep-result.ts";
import { formatTick } from "../charts/axes/y-axis.ts";

export interface ValueAxis {
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  /** Distance of a value from the top, in percent. */
  readonly down: (value: number) => string;
  /** Whether a value has a place on the axis. */
  readonly isDrawn: (value: number | undefined) => value is number;
}

/**
 * An axis between powers of ten or between round values, so that it contains all values. Undefined if there are
 * none.
 */
export function valueAxis(
  found: readonly number[],
  { scale, format }: Pick<Quantity, "scale" | "format">,
): ValueAxis | undefined {
  const isLog = scale === "log";
  const isDrawn = (value: number | undefined): value is number =>
    value !== undefined && Number.isFinite(value) && (!isLog || value > 0);
  const known = found.filter(isDrawn);
  if (known.length === 0) return undefined;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const place = isLog ? Math.log10 : (value: number): number => value;
  const gap = isLog ? 1 : gapOf(most - least || Math.abs(most) || 1);
  const low = Math.floor(place(least) / gap);
  const high = Math.max(low + 1, Math.ceil(place(most) / gap));
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => {
    const at = low + i;
    if (!isLog) return { value: at * gap, text: format(at * gap) };
    const value = Number(`1e${at}`);
    return { value, text: formatTick(value) };
  });
  return {
    ticks,
    isDrawn,
    down: (value) =>
      ((100 * (high - Math.min(high, Math.max(low, place(value) / gap)))) / (high - low)).toFixed(2),
  };
}

/** A round gap: the span is two to five of them. */
function gapOf(span: number): number {
  const unit = 10 ** Math.floor(Math.log10(span));
  return ([0.2, 0.5, 1].find((factor) => 5 * factor * unit >= span) ?? 2) * unit;
}
