/** A drawn digit becomes a picture like those the networks were trained on. */
import { expect, it } from "vitest";
import { centredDigit, pooled, SIDE } from "../../../../src/ui/workloads/digits/draw.ts";

const PAD = 112;

/** Ink in a rectangle of the pad. */
function rectangle(top: number, left: number, height: number, width: number): Float32Array {
  const ink = new Float32Array(PAD * PAD);
  for (let i = top; i < top + height; i++) ink.fill(1, i * PAD + left, i * PAD + left + width);
  return ink;
}

it("is 20 pixels on its longer side and centred, wherever and however large it was drawn", () => {
  for (const ink of [rectangle(5, 80, 40, 10), rectangle(30, 10, 80, 20)]) {
    const picture = centredDigit(ink, PAD) as Float32Array;
    const rows = Array.from({ length: SIDE }, (_, i) =>
      Math.max(...picture.subarray(i * SIDE, (i + 1) * SIDE)),
    );
    const cols = Array.from({ length: SIDE }, (_, j) =>
      Math.max(...rows.map((_row, i) => picture[i * SIDE + j] as number)),
    );
    expect(rows.flatMap((value, i) => (value > 0 ? [i] : []))).toEqual(
      Array.from({ length: 20 }, (_, i) => 4 + i),
    );
    expect(cols.flatMap((value, j) => (value > 0 ? [j] : []))).toHaveLength(5);
    expect(cols.findIndex((value) => value > 0)).toBeGreaterThanOrEqual(11);
    expect(Math.max(...picture)).toBeCloseTo(1, 5);
  }
});

it("keeps its ink when it is pooled", () => {
  const picture = centredDigit(rectangle(30, 10, 80, 20), PAD) as Float32Array;
  const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
  expect(4 * sum(pooled(picture))).toBeCloseTo(sum(picture), 3);
});

it("is nothing where nothing was drawn", () => {
  expect(centredDigit(new Float32Array(PAD * PAD), PAD)).toBeUndefined();
});
