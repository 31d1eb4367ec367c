/** A picture in which the user can select an entry by pointer or arrow keys. The selected entry is marked. */
import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from "react";
import type { Entry } from "../../../../store/kinds/matrix-state.ts";
import { PixelCanvas, type Picture } from "../../../diagram/PixelCanvas.tsx";

interface Props extends Picture {
  readonly entry: Entry | undefined;
  readonly onPoint: (entry: Entry | undefined) => void;
  /** Makes the picture focusable, and tells screen readers this text about the entry. */
  readonly told?: string;
  readonly onEnlarge?: () => void;
  readonly children?: ReactNode;
}

export function EntryPicture({ entry, onPoint, told, onEnlarge, children, ...picture }: Props) {
  const { rows, cols } = picture;
  const point = (event: PointerEvent): void => onPoint(entryUnder(event, rows, cols));
  const move = (event: KeyboardEvent): void => {
    const by = event.shiftKey ? FAR : 1;
    const [down = 0, right = 0] = {
      ArrowUp: [-by, 0],
      ArrowDown: [by, 0],
      ArrowLeft: [0, -by],
      ArrowRight: [0, by],
      PageUp: [-FAR, 0],
      PageDown: [FAR, 0],
      Home: [0, -cols],
      End: [0, cols],
    }[event.key] ?? [0, 0];
    const clear = event.key === "Escape" && entry !== undefined;
    if ((down === 0 && right === 0 && !clear) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const from = entry ?? { row: 0, col: 0 };
    onPoint(clear ? undefined : entryFrom(from, down, right, rows, cols));
  };
  return (
    <div className="entry-picture">
      <PixelCanvas {...picture} />
      {children}
      <div
        className="entry-layer cover"
        onPointerMove={point}
        onPointerDown={point}
        // When a finger is lifted it leaves the element, but the entry stays selected.
        onPointerLeave={(event) => event.pointerType === "mouse" && onPoint(undefined)}
        onDoubleClick={onEnlarge}
        {...(told !== undefined && {
          role: "slider",
          tabIndex: 0,
          "aria-label": "Entry of the matrix: arrow keys move it",
          "aria-valuemin": 0,
          "aria-valuemax": rows * cols - 1,
          "aria-valuenow": entry ? entry.row * cols + entry.col : 0,
          "aria-valuetext": told,
          onKeyDown: move,
          onBlur: () => onPoint(undefined),
        })}
      >
        {entry && <span className="entry-mark" style={markOver(entry, rows, cols)} />}
      </div>
    </div>
  );
}

// Converts between entries and positions on the picture of a matrix, for pointers, arrow keys and marks.

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
