/** Parses any user file. Only the content decides the format, so the same bytes always give the same matrix. */
import { parseCsv } from "./csv.ts";
import { imageSize, isImage, isPgm, parsePgmFile } from "./pgm.ts";
import { checkFileSize, FileError, finish, type ImportedMatrix } from "./imported.ts";
import { isMatrixMarket, parseMatrixMarket } from "./matrix-market.ts";
import { isNpy, parseNpy } from "./npy.ts";
import { isRatings, parseRatings } from "./ratings.ts";
import { decodeText } from "./text.ts";
import { formatCount } from "../../../../core/format.ts";

/** The pixels of a picture as RGBA. Its longer side is at most LIMITS.trained. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray | Uint8Array;
}

/** The browser's decoder. Without one, PNG, JPEG and WebP are refused. */
export type DecodeImage = (bytes: Uint8Array, width: number, height: number) => Promise<Decoded>;

export async function parseFile(bytes: Uint8Array, decode?: DecodeImage): Promise<ImportedMatrix> {
  checkFileSize(bytes.length);
  if (isImage(bytes)) return parseImage(bytes, decode);
  if (isNpy(bytes)) return parseNpy(bytes);
  if (isPgm(bytes)) return parsePgmFile(bytes);
  const text = decodeText(bytes, "CSV, TSV, NPY, Matrix Market, ratings, PNG, JPEG, WebP and PGM");
  if (isMatrixMarket(text)) return parseMatrixMarket(text);
  return isRatings(text) ? parseRatings(text) : parseCsv(text);
}

async function parseImage(bytes: Uint8Array, decode: DecodeImage | undefined): Promise<ImportedMatrix> {
  const { kind, width, height } = imageSize(bytes);
  if (!decode)
    throw new FileError(
      `${kind} pictures can be decoded only by a browser. Convert the file to PGM, e.g. with ImageMagick.`,
    );
  let decoded: Decoded;
  try {
    decoded = await decode(bytes, width, height);
  } catch {
    throw new FileError(
      `The ${kind} picture of ${formatCount(width)} × ${formatCount(height)} pixels is damaged: the browser cannot decode it.`,
    );
  }
  return pictureOf(decoded, width, height);
}

/** Converts to values 0…1 by luma (Rec. 601), with transparency over white. */
export function pictureOf(
  { width, height, rgba }: Decoded,
  fullWidth = width,
  fullHeight = height,
): ImportedMatrix {
  const size = width * height;
  const rgb = new Uint8Array(3 * size);
  const values = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const alpha = (rgba[4 * i + 3] as number) / 255;
    const over = (k: number): number => Math.round(alpha * (rgba[4 * i + k] as number) + 255 * (1 - alpha));
    const [red, green, blue] = [over(0), over(1), over(2)];
    rgb.set([red, green, blue], 3 * i);
    values[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  }
  const remarks =
    fullWidth * fullHeight > size
      ? [
          `The picture of ${formatCount(fullWidth)} × ${formatCount(fullHeight)} pixels was read at ${formatCount(width)} × ${formatCount(height)}.`,
        ]
      : [];
  return finish({ format: "image", rows: height, cols: width, values, known: undefined, rgb, remarks });
}
