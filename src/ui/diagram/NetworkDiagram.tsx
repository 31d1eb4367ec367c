/**
 * Networks as rows of blocks, all at one scale: a block is as wide and as tall as its matrix, shows its weights, and has its
 * singular values beneath it. So one sees what compression saves, instead of reading it.
 */
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { formatError } from "../../store/format.ts";
import { PixelCanvas } from "../pictures/PixelCanvas.tsx";
import { useSize } from "../use-size.ts";
import { layoutDiagram, shapeOf, SIDE_MIN, type DiagramBlock, type DiagramRow } from "./blocks.ts";
import { useLitBlocks } from "./lit-blocks.ts";
import { MiniSpectrum } from "./MiniSpectrum.tsx";

interface Props {
  readonly rows: readonly DiagramRow[];
  /** Opens a block large. */
  readonly onOpen?: (id: string) => void;
  /** Controls in the head of a row, e.g. the depth of the original. */
  readonly head?: (row: DiagramRow) => ReactNode;
}

export function NetworkDiagram({ rows, onOpen, head }: Props) {
  const figure = useRef<HTMLElement>(null);
  const size = useSize(figure);
  const lit = useLitBlocks();
  const [focused, setFocused] = useState<string>();
  const layout = layoutDiagram(rows, size ?? { width: 600, height: 480 });
  const places = rows.flatMap(({ blocks, product }) => [...blocks, product]);
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
  return (
    <figure className="diagram" ref={figure} aria-label="Network diagram" onKeyDown={move}>
      {rows.map((row, r) => (
        <div key={row.id} className="diagram-row" role="group" aria-label={row.name}>
          <div className="diagram-head">
            <span className="diagram-name" style={{ color: row.colour }}>
              {row.name}
            </span>
            {head?.(row)}
          </div>
          <div className="diagram-chain">
            {[...row.blocks, row.product].map((block, i) => (
              <Block
                key={block === row.product ? "product" : i}
                row={row}
                block={block}
                isProduct={block === row.product}
                slot={layout.slots[r]?.[i] ?? 0}
                scale={layout.scale}
                isLit={lit.has(block.id)}
                isStop={block.id === stop}
                onFocus={() => setFocused(block.id)}
                onOpen={onOpen}
              />
            ))}
          </div>
        </div>
      ))}
    </figure>
  );
}

interface BlockProps {
  readonly row: DiagramRow;
  readonly block: DiagramBlock;
  readonly isProduct: boolean;
  readonly slot: number;
  readonly scale: number;
  readonly isLit: boolean;
  readonly isStop: boolean;
  readonly onFocus: () => void;
  readonly onOpen: Props["onOpen"];
}

function Block(props: BlockProps) {
  const { row, block, isProduct, slot, scale, isLit, isStop, onFocus, onOpen } = props;
  const { id, name, rows, cols, picture, spectrum = [], isFrozen } = block;
  const className = ["diagram-block", isProduct && "product", isLit && "lit", isFrozen && "frozen"];
  return (
    <>
      <span className="diagram-arrow" aria-hidden="true" />
      <button
        type="button"
        className={className.filter(Boolean).join(" ")}
        data-block={id}
        style={{ width: slot }}
        tabIndex={isStop ? 0 : -1}
        aria-label={tell(row, block, isProduct)}
        onFocus={onFocus}
        onClick={() => onOpen?.(id)}
      >
        <span className="diagram-caption">
          {name} {isProduct ? <b>{row.result}</b> : <span>{shapeOf(block)}</span>}
        </span>
        <span className="diagram-space">
          <span
            className="diagram-matrix"
            style={{
              width: Math.max(SIDE_MIN, cols * scale),
              height: Math.max(SIDE_MIN, rows * scale),
              borderColor: row.colour,
            }}
          >
            {picture && (
              <PixelCanvas label="" rows={picture.rows} cols={picture.cols} pixels={picture.pixels} />
            )}
          </span>
        </span>
        <MiniSpectrum values={spectrum} axis={isProduct ? row.productAxis : row.axis} colour={row.colour} />
      </button>
    </>
  );
}

function tell(
  row: DiagramRow,
  { name, rows, cols, spectrum = [] }: DiagramBlock,
  isProduct: boolean,
): string {
  const values = spectrum.slice(0, 3).map(formatError).join(", ");
  const largest = values ? `; largest singular values ${values}` : "";
  const result = isProduct ? `; ${row.result}` : "";
  return `${row.name}: ${name}, ${rows} × ${cols}${result}${largest}`;
}
