/** Projects points in space onto a picture: turned about the vertical axis, tilted, and seen from afar. */
export type Point3 = readonly [x: number, y: number, z: number];
type Point2 = readonly [x: number, y: number];

/** Angles in degrees. At 0, 0 the x axis points right and y points up; z points to the viewer. */
export interface Direction {
  /** Rotation to the right. */
  readonly turn: number;
  /** Tilt of the top towards the viewer. */
  readonly tilt: number;
}

export const DIRECTIONS = {
  turned: { turn: -30, tilt: 20 },
  front: { turn: 0, tilt: 0 },
  top: { turn: 0, tilt: 90 },
} as const satisfies Record<string, Direction>;

/** A point's position in the picture: x to the right, y downwards as on a screen. */
export function seen([x, y, z]: Point3, { turn, tilt }: Direction): Point2 {
  const [cosTurn, sinTurn] = circle(turn);
  const [cosTilt, sinTilt] = circle(tilt);
  const depth = z * cosTurn - x * sinTurn;
  return [x * cosTurn + z * sinTurn, depth * sinTilt - y * cosTilt];
}

/** The direction after a move. The tilt stops where the view is straight from above or below. */
export const turnedBy = ({ turn, tilt }: Direction, by: Direction): Direction => ({
  turn: ((((turn + by.turn + 180) % 360) + 360) % 360) - 180,
  tilt: Math.min(90, Math.max(-90, tilt + by.tilt)),
});

function circle(degrees: number): readonly [cos: number, sin: number] {
  const radians = (Math.PI / 180) * degrees;
  return [Math.cos(radians), Math.sin(radians)];
}

/** Scales points into the unit ball, all axes by one factor or each axis to the same length. */
export function fitted(points: readonly Point3[], stretch: boolean): (point: Point3) => Point3 {
  const known = points.filter((point) => point.every(Number.isFinite));
  const low = [0, 1, 2].map((a) => Math.min(...known.map((point) => point[a] as number)));
  const high = [0, 1, 2].map((a) => Math.max(...known.map((point) => point[a] as number)));
  const half = low.map((least, a) => ((high[a] as number) - least) / 2);
  const radius = Math.hypot(...half);
  const scale = half.map((length) => (stretch ? length * Math.sqrt(3) : radius) || 1);
  return (point) =>
    point.map(
      (value, a) => (value - ((low[a] as number) + (high[a] as number)) / 2) / (scale[a] as number),
    ) as unknown as Point3;
}
