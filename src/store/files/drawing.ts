/** Strokes on a hand-drawn mask. Each stroke returns a new drawing, so that it can be undone. */
import { blankDrawing, decodeDrawing, resampleDrawing, type Drawing } from "../../math/drawing.ts";
import type { Entry } from "../kinds/matrix-state.ts";

export { blankDrawing, encodeDrawing, shownFraction, type Drawing } from "../../math/drawing.ts";

/** An experiment's drawing, on the grid for its current size. */
export function openDrawing(text: string, rows: number, cols: number): Drawing {
  const blank = blankDrawing(rows, cols);
  return resampleDrawing(decodeDrawing(text), blank.rows, blank.cols);
}

/** Shows or hides every cell that a round brush, `size` cells wide, touches on its way between two cells. */
export function stroke(drawing: Drawing, from: Entry, to: Entry, size: number, shows: boolean): Drawing {
  const { rows, cols } = drawing;
  const shown = drawing.shown.slice();
  const [down, right] = [to.row - from.row, to.col - from.col];
  const length = down * down + right * right;
  const reach = size / 2;
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) {
      const along = length === 0 ? 0 : ((row - from.row) * down + (col - from.col) * right) / length;
      const share = Math.min(1, Math.max(0, along));
      const away = Math.hypot(row - from.row - share * down, col - from.col - share * right);
      if (away <= reach) shown[row * cols + col] = Number(shows);
    }
  return { rows, cols, shown };
}

export const invert = ({ rows, cols, shown }: Drawing): Drawing => ({
  rows,
  cols,
  shown: shown.map((value) => 1 - value),
});
