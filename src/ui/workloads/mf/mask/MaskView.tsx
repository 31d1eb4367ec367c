/** Lets the user draw a mask on the picture. Painted entries are hidden from the networks. */
import { useState } from "react";
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
import { useMatrix, useMatrixActions } from "../context.ts";
import { Sheet } from "../../../parts/Sheet.tsx";
import { Switch } from "../../../parts/Switch.tsx";
import type { ViewProps } from "../../../views/views.ts";
import { MaskCanvas } from "./MaskCanvas.tsx";
import "../../../styles/panels/mask.css";
import { counted } from "../../../../store/format.ts";

const MAX_UNDONE = 100;
const LARGEST_BRUSH = 32;
const BRUSHES = ["hides", "shows"].map((id) => ({ id, name: id }));

export function MaskView({ onClose }: ViewProps) {
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
      className="mask-sheet"
      onClose={onClose}
      summary="Painted entries are hidden from the networks, which are tested on them."
    >
      <div className="mask-tools">
        <Switch
          label="The brush"
          options={BRUSHES}
          chosen={shows ? "shows" : "hides"}
          onChoose={(id) => setShows(id === "shows")}
        />
        <label>
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
      <div className="mask-end">
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
            onClose();
          }}
        >
          Use this mask
        </button>
      </div>
    </Sheet>
  );
}
