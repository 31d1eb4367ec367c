/**
 * Networks as rows of blocks, all at the same scale. A block has the width and height of its matrix and shows
 * its weights, with its singular values beneath. The diagram thus shows at a glance what compression saves.
 */
import { useRem } from "../parts/rem.ts";
import { Fragment, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import { formatError } from "../../store/format.ts";
import { PixelCanvas } from "./PixelCanvas.tsx";
import { NARROW, useMedia } from "../parts/use-media.ts";
import { useSize } from "../parts/use-size.ts";
import {
  belowRow,
  BESIDE_LENS,
  blocksOf,
  captionWidth,
  FIXED,
  layoutDiagram,
  shapeOf,
  SIDE_MIN,
  type DiagramBlock,
  type DiagramRow,
} from "./blocks.ts";
import { useLitBlocks } from "./lit-blocks.ts";
import { MiniSpectrum } from "./MiniSpectrum.tsx";

/** Smallest size of a touch target, in pixels. */
const FINGER = 44;
/** The space between two such targets. */
const NARROW_ARROW = 8;

interface Props {
  readonly rows: readonly DiagramRow[];
  readonly onOpen?: ((id: string) => void) | undefined;
  /** Replaces the name above a row, e.g. by a name with buttons for the depth. */
  readonly renderHead?: ((row: DiagramRow) => ReactNode) | undefined;
  /** Called when the right edge of a resizable block is dragged to this many columns. */
  readonly onResize?: ((cols: number) => void) | undefined;
}

export function NetworkDiagram({ rows, onOpen, renderHead, onResize }: Props) {
  const figure = useRef<HTMLElement>(null);
  const size = useSize(figure);
  const lit = useLitBlocks();
  const [focused, setFocused] = useState<string>();
  const { width, height } = size ?? { width: 600, height: 480 };
  const rem = useRem();
  // Touch targets need room, so a diagram of buttons may be wider than its container, and then scrolls.
  const isNarrow = useMedia(NARROW);
  const fingers = isNarrow && onOpen ? { slotMin: FINGER, arrow: NARROW_ARROW } : undefined;
  const most = Math.max(1, ...rows.map(({ blocks }) => blocks.length + 1));
  const least = fingers ? most * (FINGER + NARROW_ARROW) + FINGER : 0;
  const box = { width: Math.max(least, width / rem), height: height / rem };
  const layout = layoutDiagram(rows, box, fingers);
  const places = rows.flatMap(blocksOf);
  const stop = places.some(({ id }) => id === focused) ? focused : places[0]?.id;
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = places.findIndex(({ id }) => id === stop);
    const next = places[Math.min(places.length - 1, Math.max(0, at + by))];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    setFocused(next.id);
    figure.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(next.id)}"]`)?.focus();
  };
  const blockIn = (row: DiagramRow, block: DiagramBlock, slot: number): ReactNode => {
    const { id, name, cols, picture, lens, risen, spectrum = [], isFrozen, isResizable } = block;
    const isProduct = block === row.product;
    const scale = rem * layout.scale;
    const { more } = belowRow(row, layout);
    const tallest = Math.max(...row.blocks.map((other) => other.rows));
    const lift = Math.min(more, Math.max(0, layout.scale * (tallest - block.rows) - more));
    const isStacked = lens !== undefined && layout.lens > 0 && slot < rem * (layout.lens + BESIDE_LENS);
    const hasShape = slot >= rem * captionWidth(block);
    const enlarged = lens && layout.lens > 0 && enlargedLens(lens, rem * layout.lens);
    const className = ["diagram-block", isProduct && "product", lit.has(id) && "lit", isFrozen && "frozen"];
    const look = {
      className: className.filter(Boolean).join(" "),
      "data-block": id,
      style: { width: slot },
      "aria-label": tell(row, block),
    };
    const parts = (
      <>
        <span className="diagram-caption">
          {name} {isProduct && row.result ? <b>{row.result}</b> : hasShape && <span>{shapeOf(block)}</span>}
          {isFrozen && hasShape && <span>{FIXED}</span>}
        </span>
        {/* A lens above a spectrum may need more height than the row gives it. As far as the row has room, the same height
            above the matrix keeps the matrix in line. */}
        <span className="diagram-space item grow" style={isStacked ? { paddingTop: rem * lift } : undefined}>
          <span
            className="diagram-matrix"
            style={{
              width: Math.max(SIDE_MIN, cols * scale),
              height: Math.max(SIDE_MIN, block.rows * scale),
              borderColor: row.colour,
            }}
          >
            {picture && <PixelCanvas label="" {...picture} />}
            {risen && (
              <span key={risen.key} className="cover lights-up">
                <PixelCanvas label="" {...risen.picture} />
              </span>
            )}
            {lens?.isPart && (
              <span
                className="diagram-frame"
                style={{
                  width: Math.max(SIDE_MIN, lens.picture.cols * scale),
                  height: Math.max(SIDE_MIN, lens.picture.rows * scale),
                  borderColor: lens.colour,
                }}
              />
            )}
            {isResizable && onResize && <Edge cols={cols} scale={scale} onResize={onResize} />}
          </span>
          {layout.isLensBeside && enlarged}
        </span>
        {!layout.isLensBeside && (
          <span className={isStacked ? "diagram-below stacked" : "diagram-below"}>
            {enlarged}
            {layout.hasSpectra && (
              <MiniSpectrum
                values={spectrum}
                axis={isProduct ? row.productAxis : row.axis}
                colour={row.colour}
              />
            )}
          </span>
        )}
      </>
    );
    return (
      <>
        <span className="diagram-arrow" aria-hidden="true" />
        {onOpen ? (
          <button
            type="button"
            {...look}
            title={`Enlarge ${name}`}
            tabIndex={id === stop ? 0 : -1}
            onFocus={() => setFocused(id)}
            onClick={() => onOpen(id)}
          >
            {parts}
          </button>
        ) : (
          <span role="img" {...look}>
            {parts}
          </span>
        )}
      </>
    );
  };
  return (
    <figure
      className={rows.length > 2 ? "diagram tall" : "diagram"}
      ref={figure}
      aria-label="Network diagram"
      // If its blocks cannot be clicked, the diagram itself takes the focus, so that arrow keys can scroll it.
      {...(onOpen ? { onKeyDown: move } : { tabIndex: 0 })}
    >
      {rows.map((row, r) => (
        <div
          key={row.id}
          className="diagram-row"
          role="group"
          aria-label={row.name}
          style={
            {
              "--below": `${belowRow(row, layout).below / 16}rem`,
              "--arrow": `${layout.arrow / 16}rem`,
            } as CSSProperties
          }
        >
          <div className="diagram-head item" style={{ color: row.colour }}>
            {renderHead?.(row) ?? <span className="diagram-name">{row.name}</span>}
            <span className="diagram-note fine">
              {[row.note, layout.hasSpectra && row.spectraNote].filter(Boolean).join(" · ")}
            </span>
          </div>
          <div className="diagram-chain">
            {blocksOf(row).map((block, i) => (
              <Fragment key={block === row.product ? "product" : i}>
                {blockIn(row, block, rem * (layout.slots[r]?.[i] ?? 0))}
              </Fragment>
            ))}
          </div>
          {layout.hasSentences && row.sentence && <p className="diagram-sentence">{row.sentence}</p>}
        </div>
      ))}
    </figure>
  );
}

/** The leading block of a matrix, enlarged. */
function enlargedLens({ picture, colour, risen }: NonNullable<DiagramBlock["lens"]>, side: number) {
  return (
    <span className="diagram-lens" style={{ width: side, height: side, borderColor: colour }}>
      <PixelCanvas label="" {...picture} />
      {risen?.entries.map(([row, col]) => (
        <span
          key={`${risen.key} ${row} ${col}`}
          className="lights-up"
          style={{
            left: `${(100 * col) / picture.cols}%`,
            top: `${(100 * row) / picture.rows}%`,
            width: `${100 / picture.cols}%`,
            height: `${100 / picture.rows}%`,
          }}
        />
      ))}
    </span>
  );
}

/** The right edge of a resizable block. Only the pointer can drag it; the setting also has a slider. */
function Edge({
  cols,
  scale,
  onResize,
}: {
  readonly cols: number;
  readonly scale: number;
  readonly onResize: (cols: number) => void;
}) {
  const from = useRef<{ readonly x: number; readonly cols: number; readonly scale: number }>(undefined);
  const hasDragged = useRef(false);
  return (
    <span
      className="diagram-edge"
      title="Drag to change the width"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        // The diagram's scale changes with the width. A drag keeps the one that it began with.
        from.current = { x: event.clientX, cols, scale };
        hasDragged.current = false;
      }}
      onPointerMove={(event) => {
        if (!from.current) return;
        const { x, cols: before, scale: pixels } = from.current;
        hasDragged.current ||= event.clientX !== x;
        if (hasDragged.current) onResize(before + Math.round((event.clientX - x) / pixels));
      }}
      onLostPointerCapture={() => {
        from.current = undefined;
      }}
      // Keeps a drag from counting as a click on the block.
      onClick={(event) => {
        if (hasDragged.current) event.stopPropagation();
      }}
    />
  );
}

function tell(row: DiagramRow, block: DiagramBlock): string {
  const { name, rows, cols, spectrum = [], isFrozen } = block;
  const values = spectrum.slice(0, 3).map(formatError).join(", ");
  const largest = values ? `; largest singular values ${values}` : "";
  const result = block === row.product && row.result ? `; ${row.result}` : "";
  return `${row.name}: ${name}, ${rows} × ${cols}${isFrozen ? ", never updated" : ""}${result}${largest}`;
}
