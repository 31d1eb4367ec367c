/** A drawing with buttons that save it as a picture. */
import { useRef, useState, type ReactNode } from "react";
import { downloadBlob, downloadText } from "../code/download.ts";
import { Icon } from "../parts/Icon.tsx";
import { svgText, svgToPng } from "./picture-files.ts";

interface Props {
  readonly title: string;
  /** Names the drawing for screen readers. */
  readonly label: string;
  /** Name of the picture, without extension. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  /** Controls for the drawing's options. */
  readonly tools?: ReactNode;
  /** Saves the numbers of the drawing, if it has any. */
  readonly onSaveTable?: () => Promise<void>;
  /** Adds what lies over the drawing to the saved picture. Undefined if that is not drawn yet. */
  readonly complete?: (drawing: SVGSVGElement) => SVGSVGElement | undefined;
  /** Lies over the drawing. */
  readonly overlay?: ReactNode;
  /** The content of the SVG. */
  readonly children: ReactNode;
}

export function SavedDrawing(props: Props) {
  const { title, label, file, width, height, fontSize, tools, onSaveTable, overlay, children } = props;
  const svg = useRef<SVGSVGElement>(null);
  const [failed, setFailed] = useState(false);
  const save = async (kind: "PNG" | "SVG" | "CSV"): Promise<void> => {
    if (kind === "CSV") return onSaveTable?.();
    if (!svg.current) return;
    const drawing = props.complete ? props.complete(svg.current) : svg.current;
    if (!drawing) return;
    if (kind === "SVG") return downloadText(`${file}.svg`, "image/svg+xml", svgText(drawing));
    const blob = await svgToPng(drawing).catch(() => undefined);
    setFailed(!blob);
    if (blob) downloadBlob(`${file}.png`, blob);
  };
  const kinds = onSaveTable ? (["PNG", "SVG", "CSV"] as const) : (["PNG", "SVG"] as const);
  return (
    <section aria-label={title}>
      <div className="row">
        {tools}
        {kinds.map((kind) => (
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
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          fontFamily="system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
          fontSize={fontSize}
          fill="var(--text)"
          role="img"
          aria-label={label}
        >
          <title>{title}</title>
          <rect width={width} height={height} fill="var(--panel)" />
          {children}
        </svg>
        {overlay}
      </div>
    </section>
  );
}
