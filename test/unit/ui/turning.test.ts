import { describe, expect, it } from "vitest";
import {
  DIRECTIONS,
  fitted,
  seen,
  turnedBy,
  type Point3,
} from "../../../src/ui/workloads/mf/why/path/PathView.tsx";

const rounded = (values: readonly number[]): number[] =>
  values.map((value) => Math.round(1e9 * value) / 1e9 + 0);

describe("turning points in space", () => {
  const point: Point3 = [0.3, 0.5, -0.2];

  it("from the front shows x and y, from above x and z", () => {
    expect(rounded(seen(point, DIRECTIONS.front))).toEqual(rounded([0.3, -0.5]));
    expect(rounded(seen(point, DIRECTIONS.top))).toEqual(rounded([0.3, -0.2]));
  });

  it("a quarter of a turn brings z to the right, a full one changes nothing", () => {
    expect(rounded(seen(point, { turn: 90, tilt: 0 }))).toEqual(rounded([-0.2, -0.5]));
    expect(rounded(seen(point, { turn: 360, tilt: 20 }))).toEqual(
      rounded(seen(point, { turn: 0, tilt: 20 })),
    );
  });

  it("keeps the length of what lies in the picture's plane", () => {
    const [x, y] = seen([Math.cos(Math.PI / 6), 0, -Math.sin(Math.PI / 6)], { turn: -30, tilt: 55 });
    expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
  });

  it("turns on without end and tilts to straight from above", () => {
    expect(turnedBy({ turn: 170, tilt: 80 }, { turn: 20, tilt: 30 })).toEqual({ turn: -170, tilt: 90 });
  });
});

describe("fitting points", () => {
  const points: Point3[] = [
    [0, 0, 0],
    [4, 2, 0],
    [NaN, 9, 9],
  ];

  it("brings all into the unit ball by one factor, around the middle of their box", () => {
    const place = fitted(points, false);
    const [from, to] = [place([0, 0, 0]), place([4, 2, 0])];
    expect(rounded(from)).toEqual(rounded([-2 / Math.sqrt(5), -1 / Math.sqrt(5), 0]));
    expect(Math.hypot(...to)).toBeCloseTo(1, 12);
  });

  it("or stretches each axis to the same length, where it has one", () => {
    const to = fitted(points, true)([4, 2, 0]);
    expect(to[0]).toBeCloseTo(to[1], 12);
    expect(to[2]).toBe(0);
  });
});
