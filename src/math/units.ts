/** Relates normalised numbers to the data: value = offset + scale · normalised. */
export interface Unit {
  readonly offset: number;
  readonly scale: number;
  /** The unit shown beside values, e.g. "km"; empty for plain numbers. */
  readonly label: string;
  /** Turns the data's value into the displayed one: squared chord lengths are shown as kilometres. */
  readonly display: "identity" | "sqrt-earth-radius";
  /** Greatest possible value of the data, if any: 1 for photographs, which makes PSNR meaningful. */
  readonly peak?: number;
}

export const EARTH_RADIUS_KM = 6371.0088;

/** A normalised value in the displayed unit: the data's own, or kilometres for squared chord lengths. */
export function displayValue({ offset, scale, display }: Unit, normalised: number): number {
  const value = offset + scale * normalised;
  return display === "identity" ? value : EARTH_RADIUS_KM * Math.sqrt(Math.max(0, value));
}
