/** Writes pixels as a PNG file. The browser encodes it. */

/** Throws if the browser produces no file. */
export async function pixelsToPng(
  pixels: Uint8ClampedArray<ArrayBuffer>,
  rows: number,
  cols: number,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = cols;
  canvas.height = rows;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, cols, rows), 0, 0);
  return canvasToPng(canvas);
}

export async function canvasToPng(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser could not make a PNG of the drawing.");
  return blob;
}
