/** The map (x, y) ↦ (x, y + κx), its singular values and its singular directions. */

/** The singular values, descending. Their product is 1, the determinant. */
export function shearStretches(kappa: number): readonly [number, number] {
  const size = Math.abs(kappa);
  const large = (size + Math.sqrt(kappa * kappa + 4)) / 2;
  return [large, 1 / large];
}

/** The unit vectors that the map stretches most and least. */
export function shearDirections(kappa: number): readonly [Point, Point] {
  const [large] = shearStretches(kappa);
  // (SᵀS − s²I) v = 0 with SᵀS = [[1 + κ², κ], [κ, 1]].
  const raw: Point = kappa === 0 ? [1, 0] : [large * large - 1, kappa];
  const length = Math.hypot(...raw);
  const first: Point = [raw[0] / length, raw[1] / length];
  return [first, [-first[1], first[0]]];
}

export type Point = readonly [number, number];

export const shear = (kappa: number, [x, y]: Point): Point => [x, y + kappa * x];
