/** Saves a drawing of the page as a file, with the current theme's colours written into it. */
import { canvasToPng } from "./png-file.ts";

/** The text of an SVG file. Replaces `var(--name)` colours, which mean nothing outside the page. */
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
