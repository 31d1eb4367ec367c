/**
 * Decodes pictures in a worker with the browser's decoder. It ignores colour profiles, so that the same file
 * gives the same numbers on every screen. The caller has already checked the size in the header.
 */
import { LIMITS } from "../../workloads/mf/data/files/imported.ts";
import type { Decoded } from "../../workloads/mf/data/files/parse.ts";

export async function decodeImage(bytes: Uint8Array): Promise<Decoded> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  // Uses the displayed size, because the header may rotate a photograph.
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
