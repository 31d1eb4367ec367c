/** Relates normalized numbers to the data's values: value = offset + scale · normalized. */
export interface Unit {
  readonly offset: number;
  readonly scale: number;
  /** The unit shown after values, e.g. "km"; empty for plain numbers. */
  readonly label: string;
  /** How a value of the data is displayed. Squared chord lengths are shown as kilometres. */
  readonly display: "identity" | "sqrt-earth-radius";
  /** Largest possible value of the data, if there is one: 1 for photographs, which makes PSNR meaningful. */
  readonly peak?: number;
}

export const EARTH_RADIUS_KM = 6371.0088;

/** Converts a normalized number to the displayed unit: the data's own unit, or kilometres for squared chord lengths. */
export function displayValue({ offset, scale, display }: Unit, normalized: number): number {
  const value = offset + scale * normalized;
  return display === "identity" ? value : EARTH_RADIUS_KM * Math.sqrt(Math.max(0, value));
}
