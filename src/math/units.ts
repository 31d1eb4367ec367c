/** How normalised numbers relate to the data: value = offset + scale · normalised. */
export interface Unit {
  readonly offset: number;
  readonly scale: number;
  /** Shown beside values, e.g. "km"; empty for plain numbers. */
  readonly label: string;
  /** From the data's value to what is shown (squared chord lengths are shown as kilometres). */
  readonly display: "identity" | "sqrt-earth-radius";
  /** Greatest possible value of the data where there is one: 1 for photographs, which makes PSNR meaningful. */
  readonly peak?: number;
}

export const EARTH_RADIUS_KM = 6371.0088;

/** A normalised value in the unit that is shown: the data's own, or kilometres for squared chord lengths. */
export function displayValue({ offset, scale, display }: Unit, normalised: number): number {
  const value = offset + scale * normalised;
  return display === "identity" ? value : EARTH_RADIUS_KM * Math.sqrt(Math.max(0, value));
}
