/** One formatter for all calls: creating it takes far longer than using it. */
const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Formats a whole number with commas between groups of three digits. */
export const formatCount = (value: number): string => COUNT.format(value);

/** A count with its noun: `1 cell`, `2 cells`. */
export const counted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Formats a pace: `150 steps per second`, or `one step every 2.4 s` if a step takes longer than a second. */
export function formatPace(perSecond: number, step = "step"): string {
  if (perSecond < 1) return `one ${step} every ${Number((1 / perSecond).toPrecision(2))} s`;
  const pace = Number(perSecond.toPrecision(2));
  return `${pace < 10 ? pace : formatCount(pace)} ${step}${pace === 1 ? "" : "s"} per second`;
}
