/** A chart to save: title, legend, axes, and a caption with the link that reproduces it. */
import { useRef, useState, type ReactNode } from "react";
import type { Chart } from "../charts/chart.ts";
import { toCsv, type Row } from "../../store/files/csv.ts";
import { downloadBlob, downloadText } from "../code/download.ts";
import { Icon } from "../parts/Icon.tsx";
import { lazily, Loading } from "../parts/lazily.tsx";
import { linesOf, svgText, svgToPng } from "./picture-files.ts";

const Frame = lazily(async () => (await import("../charts/Frame.tsx")).Frame);

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

const KINDS = ["PNG", "SVG", "CSV"] as const;
const WIDTH = 860;
const MARGIN = 24;
const LINE = 18;
const PLOT = 320;
const SAMPLE = 30;

export function Figure({ title, file, table, note, rows, link, chart, tools }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const caption = [...linesOf(note), ...linesOf(`DMF Playground · ${link}`)];
  const placed = placeLegend(chart.curves.filter(({ name, isPinned }) => name && !isPinned));
  const top = MARGIN + 20 + LINE * placed.rows + 10;
  const size = { width: WIDTH - 2 * MARGIN, height: PLOT };
  const bottom = top + PLOT;
  const height = bottom + 40 + LINE * caption.length + 6;
  /** The drawing with the chart inside, as a single SVG. */
  const whole = (): SVGSVGElement | undefined => {
    const drawing = svg.current?.cloneNode(true) as SVGSVGElement | undefined;
    const plot = frame.current?.querySelector("svg")?.cloneNode(true) as SVGSVGElement | undefined;
    if (!drawing || !plot) return undefined;
    plot.setAttribute("x", String(MARGIN));
    plot.setAttribute("y", String(top));
    drawing.append(plot);
    return drawing;
  };
  const save = async (kind: (typeof KINDS)[number]): Promise<void> => {
    if (kind === "CSV") return downloadText(`${table}.csv`, "text/csv", await toCsv(await rows()));
    const drawing = whole();
    if (!drawing) return;
    if (kind === "SVG") return downloadText(`${file}.svg`, "image/svg+xml", svgText(drawing));
    const blob = await svgToPng(drawing).catch(() => undefined);
    setFailed(!blob);
    if (blob) downloadBlob(`${file}.png`, blob);
  };
  return (
    <section className="saved-figure" aria-label={title}>
      <div className="saved-tools">
        {tools}
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-label={`Save ${title} as ${kind}`}
            onClick={() => void save(kind)}
          >
            <Icon name="save" />
            {kind}
          </button>
        ))}
        <span role="status">{failed && "This browser could not make a PNG; SVG works everywhere."}</span>
      </div>
      <div
        className="saved-drawing"
        role="group"
        aria-label={`${title}, scrolled by arrow keys`}
        tabIndex={0}
      >
        <svg
          ref={svg}
          xmlns="http://www.w3.org/2000/svg"
          viewBox={`0 0 ${WIDTH} ${height}`}
          width={WIDTH}
          height={height}
          fontFamily="system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
          fontSize={12}
          fill="var(--text)"
          role="img"
          aria-label={`${title}, as it will be saved`}
        >
          <title>{title}</title>
          <rect width={WIDTH} height={height} fill="var(--panel)" />
          <text x={MARGIN} y={MARGIN + 8} fontSize={16} fontWeight={600}>
            {title}
          </text>
          {placed.items.map(({ key, name, look: { colour, width, dash }, x, row }) => (
            <g key={key} transform={`translate(${x} ${MARGIN + 30 + LINE * row})`}>
              <line
                x2={SAMPLE - 4}
                y1={-4}
                y2={-4}
                stroke={colour}
                strokeWidth={width}
                strokeDasharray={dash}
              />
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
        </svg>
        <div ref={frame} className="saved-chart" style={{ left: MARGIN, top }} inert>
          <Loading waiting={null}>
            <Frame chart={chart} size={size} />
          </Loading>
        </div>
      </div>
    </section>
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
