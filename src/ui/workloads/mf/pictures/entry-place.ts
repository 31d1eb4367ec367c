/** Converts between entries and positions on the picture of a matrix, for pointers, arrow keys and marks. */
import type { CSSProperties, PointerEvent } from "react";
import type { Entry } from "../../../../store/kinds/matrix-state.ts";

/** Number of entries by which an arrow key with Shift moves. */
export const FAR = 10;

const within = (place: number, count: number): number => Math.min(count - 1, Math.max(0, place));

/** The entry under the pointer, or the nearest entry if the pointer is beside the picture. */
export function entryUnder(event: PointerEvent, rows: number, cols: number): Entry {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    row: within(Math.floor(((event.clientY - box.top) / box.height) * rows), rows),
    col: within(Math.floor(((event.clientX - box.left) / box.width) * cols), cols),
  };
}

/** The entry at this distance from another one, limited to the matrix. */
export const entryFrom = (
  { row, col }: Entry,
  down: number,
  right: number,
  rows: number,
  cols: number,
): Entry => ({ row: within(row + down, rows), col: within(col + right, cols) });

/** A mark over an entry, `size` entries wide and high, but never too small to see. */
export const markOver = ({ row, col }: Entry, rows: number, cols: number, size = 1): CSSProperties => ({
  left: `${(100 * (col + 0.5)) / cols}%`,
  top: `${(100 * (row + 0.5)) / rows}%`,
  width: `max(9px, ${(100 * size) / cols}%)`,
  height: `max(9px, ${(100 * size) / rows}%)`,
});
