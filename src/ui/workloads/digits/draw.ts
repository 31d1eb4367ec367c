/** Makes a drawing like the data's digits: its longer side takes 20 of 28 pixels, around its centre of mass. */

/** Side length of the data's pictures. */
export const SIDE = 28;
const DIGIT_SIDE = 20;

/** `ink` has side × side values from 0 to 1. Returns undefined for an empty drawing. */
export function centredDigit(ink: ArrayLike<number>, side: number): Float32Array | undefined {
  const box = boxOf(ink, side);
  if (!box) return undefined;
  const { top, left, height, width } = box;
  const scale = DIGIT_SIDE / Math.max(height, width);
  const [rows, cols] = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
  const small = new Float32Array(rows * cols);
  let [mass, down, across] = [0, 0, 0];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      const value = meanOf(
        ink,
        side,
        [top + (i * height) / rows, top + ((i + 1) * height) / rows],
        [left + (j * width) / cols, left + ((j + 1) * width) / cols],
      );
      small[i * cols + j] = value;
      mass += value;
      down += value * (i + 0.5);
      across += value * (j + 0.5);
    }
  const within = (offset: number, size: number): number => Math.min(SIDE - size, Math.max(0, offset));
  const first = within(Math.round(SIDE / 2 - down / mass), rows);
  const start = within(Math.round(SIDE / 2 - across / mass), cols);
  const picture = new Float32Array(SIDE * SIDE);
  for (let i = 0; i < rows; i++)
    picture.set(small.subarray(i * cols, (i + 1) * cols), (first + i) * SIDE + start);
  return picture;
}

/** The input of a network for smaller pictures: means of 2 × 2 pixels. */
export function pooled(picture: Float32Array): Float32Array {
  const half = SIDE / 2;
  return Float32Array.from({ length: half * half }, (_, i) => {
    const at = 2 * SIDE * Math.floor(i / half) + 2 * (i % half);
    return [at, at + 1, at + SIDE, at + SIDE + 1].reduce((sum, p) => sum + (picture[p] as number) / 4, 0);
  });
}

/** Smallest amount of ink that is visible. */
const FAINT = 0.05;

function boxOf(ink: ArrayLike<number>, side: number) {
  let [top, bottom, left, right] = [side, -1, side, -1];
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++)
      if ((ink[i * side + j] as number) > FAINT) {
        top = Math.min(top, i);
        bottom = Math.max(bottom, i);
        left = Math.min(left, j);
        right = Math.max(right, j);
      }
  return bottom < 0 ? undefined : { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** The mean over a rectangle. Pixels at its edge count in proportion to the part inside. */
function meanOf(
  ink: ArrayLike<number>,
  side: number,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
): number {
  let sum = 0;
  for (let i = Math.floor(top); i < Math.ceil(bottom); i++)
    for (let j = Math.floor(left); j < Math.ceil(right); j++) {
      const part =
        (Math.min(i + 1, bottom) - Math.max(i, top)) * (Math.min(j + 1, right) - Math.max(j, left));
      sum += part * (ink[Math.min(side - 1, i) * side + Math.min(side - 1, j)] as number);
    }
  return sum / ((bottom - top) * (right - left));
}
