/** A chart to save: title, legend, axes, and a caption with the link that reproduces it. */
import { useRef, type ReactNode } from "react";
import type { Chart } from "../charts/chart.ts";
import { drawCurves } from "../charts/lines.tsx";
import { toCsv, type Row } from "../../store/files/curve-table.ts";
import { downloadText } from "../code/download.ts";
import { lazyPart } from "../parts/lazily.tsx";
import { linesOf } from "./picture-files.ts";
import { SavedDrawing } from "./SavedDrawing.tsx";

const Frame = lazyPart(async () => (await import("../charts/Frame.tsx")).Frame);

interface Props {
  readonly title: string;
  /** Names of the picture and of the table, without extension. */
  readonly file: string;
  readonly table: string;
  readonly note: string;
  /** All its numbers, as a table. */
  readonly rows: () => readonly Row[] | Promise<readonly Row[]>;
  /** The link that reproduces the run. */
  readonly link: string;
  readonly chart: Chart;
  /** Controls for the drawing's options. */
  readonly tools?: ReactNode;
}

const WIDTH = 860;
const MARGIN = 24;
const LINE = 18;
const PLOT = 320;
const SAMPLE = 30;

export function Figure({ title, file, table, note, rows, link, chart, tools }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const caption = [...linesOf(note), ...linesOf(`DMF Playground · ${link}`)];
  const placed = placeLegend(chart.curves.filter(({ name, isPinned }) => name && !isPinned));
  const top = MARGIN + 20 + LINE * placed.rows + 10;
  const size = { width: WIDTH - 2 * MARGIN, height: PLOT };
  const bottom = top + PLOT;
  const height = bottom + 40 + LINE * caption.length + 6;
  /** The drawing with the chart inside, as a single SVG. */
  const complete = (svg: SVGSVGElement): SVGSVGElement | undefined => {
    const drawing = svg.cloneNode(true) as SVGSVGElement;
    const plot = frame.current?.querySelector("svg")?.cloneNode(true) as SVGSVGElement | undefined;
    if (!plot) return undefined;
    plot.setAttribute("x", String(MARGIN));
    plot.setAttribute("y", String(top));
    drawing.append(plot);
    return drawing;
  };
  return (
    <SavedDrawing
      title={title}
      label={`${title}, as it will be saved`}
      file={file}
      width={WIDTH}
      height={height}
      fontSize={12}
      tools={tools}
      onSaveTable={async () => downloadText(`${table}.csv`, "text/csv", await toCsv(await rows()))}
      complete={complete}
      overlay={
        <div ref={frame} className="saved-chart" style={{ left: MARGIN, top }} inert>
          <Frame chart={chart} size={size}>
            {drawCurves(chart)}
          </Frame>
        </div>
      }
    >
      <text x={MARGIN} y={MARGIN + 8} fontSize={16} fontWeight={600}>
        {title}
      </text>
      {placed.items.map(({ key, name, look: { colour, width, dash }, x, row }) => (
        <g key={key} transform={`translate(${x} ${MARGIN + 30 + LINE * row})`}>
          <line x2={SAMPLE - 4} y1={-4} y2={-4} stroke={colour} strokeWidth={width} strokeDasharray={dash} />
          <text x={SAMPLE}>{name}</text>
        </g>
      ))}
      <text x={WIDTH / 2} y={bottom + 16} textAnchor="middle">
        {chart.across.name}
      </text>
      {caption.map((line, i) => (
        <text key={line} x={MARGIN} y={bottom + 42 + LINE * i} fill="var(--muted)">
          {line}
        </text>
      ))}
    </SavedDrawing>
  );
}

/** Names side by side, in as many rows as needed. */
function placeLegend(curves: Chart["curves"]) {
  let [x, row] = [MARGIN, 0];
  const items = curves.map((curve) => {
    const width = SAMPLE + 8 * (curve.name?.length ?? 0) + 16;
    if (x + width > WIDTH - MARGIN) [x, row] = [MARGIN, row + 1];
    x += width;
    return { ...curve, x: x - width, row };
  });
  return { items, rows: row + 1 };
}
