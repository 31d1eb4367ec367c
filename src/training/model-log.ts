/** The metrics of one model at every step of a claim's run, in `dmf reproduce` and in a comparison on the page. */
import type { NetworkSteps } from "./seeds.ts";

export interface ModelLog {
  /** By metric. */
  readonly columns: Record<string, number[]>;
  msPerStep: number;
  /** Whether the model is trained no further. */
  isDone: boolean;
}

export const emptyLog = (): ModelLog => ({ columns: {}, msPerStep: NaN, isDone: false });

export const lengthOf = (columns: Readonly<Record<string, ArrayLike<number>>>): number =>
  Object.values(columns)[0]?.length ?? 0;

/** Adds the steps that are not known yet. The model is done after a step whose metrics are enough. */
export function addSteps(
  log: ModelLog,
  { firstStep, columns, msPerStep }: Pick<NetworkSteps, "firstStep" | "columns" | "msPerStep">,
  isEnough: (metrics: Readonly<Record<string, number>>) => boolean,
): void {
  const known = lengthOf(log.columns) - firstStep;
  const added = Object.entries(columns).map(([id, column]) => [id, [...column.subarray(known)]] as const);
  for (const [id, values] of added) (log.columns[id] ??= []).push(...values);
  if (log.isDone) return;
  log.msPerStep = msPerStep;
  log.isDone = (added[0]?.[1] ?? []).some((_, i) =>
    isEnough(Object.fromEntries(added.map(([id, values]) => [id, values[i] as number]))),
  );
}
