/** Writes a drawing or pixels as a picture file. */

/** The text of an SVG file. Replaces `var(--name)` by the current theme's colours. */
export function svgText(svg: SVGSVGElement): string {
  const probe = document.createElement("span");
  document.body.append(probe);
  const text = new XMLSerializer()
    .serializeToString(svg)
    .replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    });
  probe.remove();
  return text;
}

/** Pixels per unit of the drawing, for print and high-resolution screens. */
const SCALE = 2;

/** Draws an SVG into a PNG file. Throws if the browser cannot draw it. */
export async function svgToPng(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const url = URL.createObjectURL(new Blob([svgText(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image(SCALE * width, SCALE * height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * width;
    canvas.height = SCALE * height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvasToPng(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Writes pixels as a PNG file. Throws if the browser produces no file. */
export const pixelsToPng = async (image: Image): Promise<Blob> => canvasToPng(canvasOf(image));

interface Image {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly rows: number;
  readonly cols: number;
}

export function canvasOf({ pixels, rows, cols }: Image): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = cols;
  canvas.height = rows;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, cols, rows), 0, 0);
  return canvas;
}

async function canvasToPng(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser could not make a PNG of the drawing.");
  return blob;
}

/** Number of characters in a line of a caption. */
const LETTERS = 118;

const PIECES = new RegExp(`.{1,${LETTERS}}`, "g");

/** Breaks a text between words, and inside words that are longer than a line, such as a link. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => whole.match(PIECES) ?? [])) {
    if (line && line.length + word.length + 1 > LETTERS) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}
