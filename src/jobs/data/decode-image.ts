/**
 * The browser's decoder of pictures, for a worker. Colours are taken as they are in the file, without a colour profile, so that
 * the same file gives the same numbers on every screen. Size is checked before, from the header.
 */
import { LIMITS } from "../../problem/files/imported.ts";
import type { Decoded } from "../../problem/files/parse.ts";

export async function decodeImage(bytes: Uint8Array): Promise<Decoded> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  // As it stands: a photograph may be turned on its side by its header.
  const scale = Math.min(1, LIMITS.trained / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(scale * bitmap.width));
  const height = Math.max(1, Math.round(scale * bitmap.height));
  try {
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no 2D canvas in this worker");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}
