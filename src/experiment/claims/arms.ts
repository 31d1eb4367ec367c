/**
 * The arms of a comparison as values of a sweep, in the page's address: `width.0` is the first arm of the
 * claim `width`.
 */
import type { Claim } from "./claim.ts";
import { comparisonOf, type Arm, type Comparison } from "./comparison.ts";

/** Takes the place of a setting's key. */
export const ARM_KEY = "arm";

export const armValues = ({ claim, arms }: Comparison): string[] => arms.map((_, i) => `${claim.id}.${i}`);

/** The arm for a value of the sweep. Undefined if no comparison of these claims has it. */
export function armOf(claims: readonly Claim[], value: string): Arm | undefined {
  const [id, index] = value.split(".");
  const claim = claims.find((one) => one.id === id);
  return claim && comparisonOf(claim)?.arms[Number(index)];
}
