/**
 * Reads the size of a PNG, JPEG or WebP from its first bytes, so that an oversized picture is refused before decoding.
 */
import { FileError, LIMITS, checkShape, finish, type ImportedMatrix } from "./imported.ts";
import { formatCount } from "../../../../core/format.ts";

interface ImageSize {
  readonly kind: "PNG" | "JPEG" | "WebP";
  readonly width: number;
  readonly height: number;
}

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

export function isImage(bytes: Uint8Array): boolean {
  return isPng(bytes) || isJpeg(bytes) || isWebp(bytes);
}

const isPng = (bytes: Uint8Array): boolean => bytes[0] === 0x89 && ascii(bytes, 1, 3) === "PNG";
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
const isWebp = (bytes: Uint8Array): boolean => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP";

/** Throws when the size is missing or beyond the limits. */
export function imageSize(bytes: Uint8Array): ImageSize {
  const size = isPng(bytes) ? pngSize(bytes) : isJpeg(bytes) ? jpegSize(bytes) : webpSize(bytes);
  const { kind, width, height } = size;
  if (width < 2 || height < 2)
    throw new FileError(
      `The ${kind} picture has ${formatCount(width)} × ${formatCount(height)} pixels; at least 2 × 2 are needed.`,
    );
  if (width > LIMITS.pictureSide || height > LIMITS.pictureSide || width * height > LIMITS.pixels)
    throw new FileError(
      `The ${kind} picture has ${formatCount(width)} × ${formatCount(height)} pixels; the limits are ${LIMITS.pixels / 1e6} million pixels and ${formatCount(LIMITS.pictureSide)} per side. Make it smaller first.`,
    );
  return size;
}

function need(bytes: Uint8Array, length: number, kind: string): DataView {
  if (bytes.length < length)
    throw new FileError(
      `The ${kind} picture is cut off within its header (byte ${formatCount(bytes.length)}). Save or download it again.`,
    );
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(kind: string, byte: number): never {
  throw new FileError(
    `The ${kind} picture’s header is damaged at byte ${formatCount(byte)}. Save or download it again.`,
  );
}

function pngSize(bytes: Uint8Array): ImageSize {
  const view = need(bytes, 24, "PNG");
  if (ascii(bytes, 12, 4) !== "IHDR") damaged("PNG", 12);
  return { kind: "PNG", width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks from marker to marker to the start of a frame. */
function jpegSize(bytes: Uint8Array): ImageSize {
  let at = 2;
  for (;;) {
    const view = need(bytes, at + 4, "JPEG");
    if (bytes[at] !== 0xff) damaged("JPEG", at);
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      need(bytes, at + 9, "JPEG");
      return { kind: "JPEG", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || marker === 0xd9 || marker === 0xda) damaged("JPEG", at);
    at += 2 + length;
  }
}

function webpSize(bytes: Uint8Array): ImageSize {
  const view = need(bytes, 30, "WebP");
  const kind = "WebP";
  switch (ascii(bytes, 12, 4)) {
    case "VP8 ":
      return { kind, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { kind, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X": {
      const read24 = (offset: number): number =>
        view.getUint16(offset, true) + 65_536 * view.getUint8(offset + 2);
      return { kind, width: read24(24) + 1, height: read24(27) + 1 };
    }
    default:
      return damaged(kind, 12);
  }
}

// Grey pictures as PGM: binary (P5), 8 or 16 bits.

export const isPgm = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x35;

export function parsePgmFile(bytes: Uint8Array): ImportedMatrix {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const header = /^P5(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,9})\s/.exec(
    head,
  );
  if (!header)
    throw new FileError(
      "The PGM file’s header (byte 0) is damaged: width, height and largest value must follow P5. Save the picture again.",
    );
  const [cols, rows, most] = header.slice(1).map(Number) as [number, number, number];
  checkShape(rows, cols, { byte: 0 });
  if (most < 1 || most > 65_535)
    throw new FileError(`PGM values up to ${formatCount(most)} are not supported (byte 0).`);
  const size = most > 255 ? 2 : 1;
  const start = header[0].length;
  if (bytes.length < start + size * rows * cols)
    throw new FileError(
      `The PGM file is cut off: it has ${formatCount(bytes.length)} bytes, but ${formatCount(cols)} × ${formatCount(rows)} pixels need ${formatCount(start + size * rows * cols)}. Save or download it again.`,
    );
  const values = Float64Array.from({ length: rows * cols }, (_, i) => {
    const at = start + size * i;
    const value =
      size === 1 ? (bytes[at] as number) : 256 * (bytes[at] as number) + (bytes[at + 1] as number);
    return Math.min(1, value / most);
  });
  return finish({ format: "pgm", rows, cols, values, known: undefined, remarks: [] });
}
