/** A whole number as a person reads it, with commas between groups of three digits. */
export const formatCount = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: 0 });

/** `150 steps per second`, or `one step in 2.4 s` where that is more than a second. */
export const formatPace = (perSecond: number): string =>
  perSecond >= 1
    ? `${perSecond < 10 ? Number(perSecond.toPrecision(2)) : formatCount(Number(perSecond.toPrecision(2)))} steps per second`
    : `one step in ${Number((1 / perSecond).toPrecision(2))} s`;
