/** Lets the user draw a mask on the picture. Painted entries are hidden from the networks. */
import { useState, useMemo, useRef, type KeyboardEvent, type PointerEvent } from "react";
import {
  blankDrawing,
  encodeDrawing,
  invert,
  openDrawing,
  shownFraction,
  stroke,
  type Drawing,
} from "../../../../store/files/drawing.ts";
import type { Entry } from "../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { openView } from "../../../parts/open.ts";
import { Sheet } from "../../../parts/Sheet.tsx";
import { Switch } from "../../../parts/Switch.tsx";
import { counted } from "../../../../store/format.ts";
import { placeOf } from "../../../../store/entry.ts";
import { entryFrom, entryUnder, FAR, markOver } from "../pictures/EntryPicture.tsx";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";
import "../../../styles/panels/mask.css";

const MAX_UNDONE = 100;
const LARGEST_BRUSH = 32;
const BRUSHES = ["hides", "shows"].map((id) => ({ id, name: id }));

export function MaskView() {
  const { rows, cols, drawn } = useMatrix(({ config }) => config);
  const { change } = useMatrixActions();
  const [drawings, setDrawings] = useState<readonly Drawing[]>(() => [openDrawing(drawn, rows, cols)]);
  const drawing = drawings.at(-1) as Drawing;
  const [brush, setBrush] = useState(Math.max(1, Math.round(Math.min(drawing.rows, drawing.cols) / 10)));
  const [shows, setShows] = useState(false);
  const add = (next: Drawing): void => setDrawings((all) => [...all, next].slice(-MAX_UNDONE));
  const paint = (from: Entry | undefined, to: Entry): void =>
    setDrawings((all) => {
      const painted = stroke(all.at(-1) as Drawing, from ?? to, to, brush, shows);
      // One undo removes a whole stroke, whatever its length.
      return [...(from ? all.slice(0, -1) : all.slice(1 - MAX_UNDONE)), painted];
    });
  const code = encodeDrawing(drawing);
  return (
    <Sheet
      title="Draw the mask"
      summary="Painted entries are hidden from the networks, which are tested on them."
    >
      <div className="row">
        <Switch
          label="The brush"
          options={BRUSHES}
          chosen={shows ? "shows" : "hides"}
          onChoose={(id) => setShows(id === "shows")}
        />
        <label className="item">
          Brush
          <input
            type="range"
            min={1}
            max={LARGEST_BRUSH}
            value={brush}
            aria-valuetext={`${counted(brush, "cell")} wide`}
            onChange={(event) => setBrush(Number(event.target.value))}
          />
        </label>
        <button
          type="button"
          disabled={drawings.length < 2}
          onClick={() => setDrawings((all) => all.slice(0, -1))}
        >
          Undo
        </button>
        <button type="button" onClick={() => add(blankDrawing(rows, cols))}>
          Clear
        </button>
        <button type="button" onClick={() => add(invert(drawing))}>
          Invert
        </button>
      </div>
      <MaskCanvas drawing={drawing} brush={brush} onPaint={paint} />
      <div className="spread">
        <p role="status">
          {code === undefined
            ? "The mask is too detailed to fit in a link. Use a larger brush, or undo."
            : `${Number((100 * (1 - shownFraction(drawing))).toFixed(1))} % of the entries are hidden.`}
        </p>
        <button
          type="button"
          className="primary"
          disabled={code === undefined}
          onClick={() => {
            if (code !== undefined) change({ task: "mc", mask: "drawn", drawn: code });
            openView(null);
          }}
        >
          Use this mask
        </button>
      </div>
    </Sheet>
  );
}

interface Props {
  readonly drawing: Drawing;
  /** Width of the brush in cells. */
  readonly brush: number;
  /** Moves the brush between two cells; `from` is undefined at the start of a stroke. */
  readonly onPaint: (from: Entry | undefined, to: Entry) => void;
}

const HIDDEN = [214, 0, 122, 205] as const;
const ARROWS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The target with the drawing over it. The user paints with a pointer, or with a cursor that arrow keys move. */
function MaskCanvas({ drawing, brush, onPaint }: Props) {
  const { rows, cols, shown } = drawing;
  const run = useMatrix((state) => state.run);
  const { target } = useMatrixViews();
  const [cursor, setCursor] = useState<Entry>();
  /** The last cell of the stroke that is in progress. */
  const last = useRef<Entry>(undefined);
  const pixels = useMemo(() => {
    const colours = new Uint8ClampedArray(4 * shown.length);
    shown.forEach((value, i) => value === 0 && colours.set(HIDDEN, 4 * i));
    return colours;
  }, [shown]);
  const paint = (to: Entry): void => {
    onPaint(last.current, to);
    last.current = to;
    setCursor(to);
  };
  const cellOf = (event: PointerEvent): Entry => entryUnder(event, rows, cols);
  const press = (event: KeyboardEvent): void => {
    const from = cursor ?? { row: Math.floor(rows / 2), col: Math.floor(cols / 2) };
    const arrow = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!arrow && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? FAR : 1;
    if (arrow) return setCursor(entryFrom(from, by * arrow[0], by * arrow[1], rows, cols));
    last.current = undefined;
    paint(from);
    last.current = undefined;
  };
  return (
    <>
      <div className="mask-stage" style={{ width: `min(100%, calc((100dvh - 20rem) * ${cols / rows}))` }}>
        {run && (
          <PixelCanvas label="Target: the whole matrix" rows={run.rows} cols={run.cols} pixels={target} />
        )}
        <PixelCanvas label="Hidden entries" rows={rows} cols={cols} pixels={pixels} />
        <div
          className="mask-layer"
          role="application"
          aria-label="The picture: arrow keys move the brush, with Shift by ten, and the space bar paints"
          tabIndex={0}
          onKeyDown={press}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            last.current = undefined;
            paint(cellOf(event));
          }}
          onPointerMove={(event) => (last.current ? paint(cellOf(event)) : setCursor(cellOf(event)))}
          onPointerUp={() => (last.current = undefined)}
          onPointerCancel={() => (last.current = undefined)}
        >
          {cursor && <span className="mask-cursor" style={markOver(cursor, rows, cols, brush)} />}
        </div>
      </div>
      <p className="note mask-place" role="status">
        {cursor
          ? `${placeOf(cursor)}: ${shown[cursor.row * cols + cursor.col] === 0 ? "hidden" : "shown"}`
          : "Paint with a finger, pen or mouse, or with the arrow keys and the space bar."}
      </p>
    </>
  );
}
