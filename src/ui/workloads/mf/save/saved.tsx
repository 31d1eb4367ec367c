/** The charts of a matrix factorization alone, which the sheet “Save” offers. */
import { useMatrix, useMatrixActions, useMatrixViews, useCompared } from "../context.ts";
import { spectrumTable } from "../../../../store/files/curve-table.ts";
import { formatCount } from "../../../../store/format.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { MF } from "../../../../store/kinds/mf.ts";
import { spectrumChart } from "../../../charts/spectrum-chart.ts";
import { SPECTRUM_LOW, spectrumLines } from "../charts/SpectrumPanel.tsx";
import { Figure } from "../../../save/Figure.tsx";
import { useMemo } from "react";
import { shownStep } from "../../../../store/state.ts";
import {
  blocksOf,
  layoutDiagram,
  shapeOf,
  type BlockPicture,
  type DiagramBlock,
} from "../../../diagram/blocks.ts";
import { ownColours } from "../../../diagram/own.ts";
import { useDiagramRows } from "../diagram/RunDiagram.tsx";
import { canvasOf, linesOf } from "../../../save/picture-files.ts";
import { SavedDrawing } from "../../../save/SavedDrawing.tsx";

export function Charts({ run }: { readonly run: LoadedRun }) {
  return (
    <>
      <SpectrumFigure run={run} />
      <StageFigure run={run} />
    </>
  );
}

/** The chart of the learned matrices' singular values, to save. */
function SpectrumFigure({ run }: { readonly run: LoadedRun }) {
  const { link } = useMatrixActions();
  const data = useMatrixViews();
  const lines = spectrumLines(run, data);
  const step = useMatrix(({ lookingAt, step: now }) => lookingAt ?? now);
  return (
    <Figure
      title="Singular values of the learned matrix"
      file="singular-values"
      table="singular-values"
      rows={() => spectrumTable(MF, run, data)}
      note={`At step ${formatCount(step)}. σ₁ of the target is 1. Both axes are logarithmic.`}
      link={link()}
      chart={spectrumChart({ lines, rank: run.config.rank, isLogIndex: true, low: SPECTRUM_LOW })}
    />
  );
}

/** The space for the blocks. The drawing is as wide as they are, and at least wide enough for its text. */
const BOX = { width: 1032, height: 300 };
const LEAST = 720;
const MARGIN = 24;
const LINE = 18;
/** Height of a row's name and its blocks' names, and of its sentence with the space to the next row. */
const HEAD = 44;
const FOOT = 48;
/** The space between a matrix and its lens. */
const AIR = 8;
const TIP = 4;

/** The stage to save: both networks at one scale, with the blocks, the lenses and the measured sentences. */
function StageFigure({ run }: { readonly run: LoadedRun }) {
  const { link } = useMatrixActions();
  const step = useMatrix(shownStep);
  const shown = useCompared(run);
  const rows = useDiagramRows(run, shown);
  const layout = layoutDiagram(rows, { width: BOX.width, height: BOX.height * rows.length });
  const { scale, lens, arrow } = layout;
  const isOwn = rows.some(({ blocks }) => blocks.some((block) => block.lens?.isPart));
  const colours = isOwn ? ` ${ownColours(1)}` : "";
  const caption = linesOf(`At step ${formatCount(step)}.${colours} DMF Playground · ${link()}`);
  // The matrices of a row are centred on one line, and each lens is below its matrix.
  const tallest = scale * Math.max(1, ...rows.flatMap((row) => blocksOf(row).map((block) => block.rows)));
  const bodies = rows.map((row) =>
    Math.max(
      tallest,
      ...blocksOf(row).map((block) => (block.lens ? (tallest + scale * block.rows) / 2 + AIR + lens : 0)),
    ),
  );
  const tops = bodies.map((_, r) =>
    bodies.slice(0, r).reduce((sum, body) => sum + HEAD + body + FOOT, MARGIN),
  );
  const widths = layout.slots.map((slots) => slots.reduce((sum, slot) => sum + slot + arrow, -arrow));
  const width = 2 * MARGIN + Math.max(LEAST, ...widths);
  const last = tops.length - 1;
  const height = (tops[last] ?? 0) + HEAD + (bodies[last] ?? 0) + FOOT + LINE * caption.length + MARGIN;
  const matrixAt = (x: number, y: number, block: DiagramBlock, colour: string) => {
    const [across, down] = [block.cols * scale, block.rows * scale];
    const framed = block.lens?.isPart ? scale * block.lens.picture.cols : 0;
    return (
      <g transform={`translate(${x - across / 2} ${y - down / 2})`}>
        {block.picture && <Pixels picture={block.picture} width={across} height={down} />}
        <rect width={across} height={down} fill="none" stroke={colour} />
        {framed > 0 && (
          <rect width={framed} height={framed} fill="none" stroke={block.lens?.colour} strokeWidth={1.5} />
        )}
        {block.lens && lens > 0 && (
          <g transform={`translate(${(across - lens) / 2} ${down + AIR})`}>
            <Pixels picture={block.lens.picture} width={lens} height={lens} />
            <rect width={lens} height={lens} fill="none" stroke={block.lens.colour} strokeWidth={1.5} />
          </g>
        )}
      </g>
    );
  };
  return (
    <SavedDrawing
      title="Networks"
      label="Networks, as they will be saved"
      file="networks"
      width={width}
      height={height}
      fontSize={13}
    >
      {rows.map((row, r) => {
        let x = MARGIN - arrow;
        return (
          <g key={row.id} transform={`translate(0 ${tops[r] ?? 0})`}>
            <text x={MARGIN} y={12} fontWeight={600} fill={row.colour}>
              {row.name}
              <tspan dx={10} fontWeight={400} fill="var(--muted)">
                {row.note}
              </tspan>
            </text>
            {blocksOf(row).map((block, i) => {
              const slot = layout.slots[r]?.[i] ?? 0;
              x += arrow;
              const left = x;
              x += slot;
              const result = block === row.product ? ` ${row.result}` : "";
              return (
                <g key={block.id} transform={`translate(${left} ${HEAD})`}>
                  <text x={slot / 2} y={-10} textAnchor="middle">
                    {`${block.name} ${result || shapeOf(block)}`}
                  </text>
                  {i > 0 && (
                    <path
                      d={`M${2 - arrow} ${tallest / 2}h${arrow - 4}l${-TIP} ${-TIP}m${TIP} ${TIP}l${-TIP} ${TIP}`}
                      fill="none"
                      stroke="var(--muted)"
                    />
                  )}
                  {matrixAt(slot / 2, tallest / 2, block, row.colour)}
                </g>
              );
            })}
            {row.sentence && (
              <text x={MARGIN} y={HEAD + (bodies[r] ?? 0) + 20}>
                {row.sentence}
              </text>
            )}
          </g>
        );
      })}
      {caption.map((line, i) => (
        <text key={line} x={MARGIN} y={height - MARGIN - LINE * (caption.length - 1 - i)} fill="var(--muted)">
          {line}
        </text>
      ))}
    </SavedDrawing>
  );
}

interface PixelsProps {
  readonly picture: BlockPicture;
  readonly width: number;
  readonly height: number;
}

function Pixels({ picture, width, height }: PixelsProps) {
  const href = useMemo(() => canvasOf(picture).toDataURL(), [picture]);
  return (
    <image
      href={href}
      width={width}
      height={height}
      preserveAspectRatio="none"
      style={{ imageRendering: "pixelated" }}
    />
  );
}
