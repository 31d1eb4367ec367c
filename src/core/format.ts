/** A whole number as a person reads it, with commas between groups of three digits. */
export const formatCount = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: 0 });
