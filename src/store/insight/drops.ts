/** The stretches of a run in which a metric changes fast: the stairs of an error curve. */
import type { RunData } from "../run-data.ts";

export interface Drop {
  readonly from: number;
  /** The step of the fastest change. */
  readonly at: number;
  readonly to: number;
}

/** A change belongs to a drop if it is at least this fraction of the fastest one, … */
const FAST = 0.2;
/** … and a drop changes the metric by at least this much. */
const LEAST = 0.02;

/** The drops of the first model's headline metric. */
export function dropsOf(data: RunData): Drop[] {
  const [[id, { headline }] = ["", { headline: "" }]] = data.models;
  const { steps, values } = data.curveOf(id, headline);
  const changes = values.slice(1).map((value, i) => Math.abs(value - (values[i] as number)));
  const fast = FAST * Math.max(LEAST, ...changes.filter(Number.isFinite));
  const drops: Drop[] = [];
  for (let i = 0; i < changes.length; i++) {
    const first = i;
    while ((changes[i] ?? 0) >= fast) i++;
    const own = changes.slice(first, i);
    if (own.reduce((sum, one) => sum + one, 0) < LEAST) continue;
    const place = (at: number): number => steps[at] ?? 0;
    drops.push({ from: place(first), at: place(first + own.indexOf(Math.max(...own)) + 1), to: place(i) });
  }
  return drops;
}
