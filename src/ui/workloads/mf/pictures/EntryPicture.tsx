/** A picture in which the user can select an entry by pointer or arrow keys. The selected entry is marked. */
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import type { Entry } from "../../../../store/kinds/matrix-state.ts";
import { entryFrom, entryUnder, FAR, markOver } from "./entry-place.ts";
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
