/** Writes NumPy files: arrays of floats or texts as NPY (version 1), several named ones as NPZ, uncompressed like `numpy.savez`. */
import { zipSync } from "fflate";

export interface NpyArray {
  /** Shape of the array. Empty for a single number. */
  readonly shape: readonly number[];
  /** Values, row-major. Texts are code points, of equally many for each. */
  readonly values: Float32Array | Float64Array | Uint32Array;
  /** NumPy's type of the values; floats without it. */
  readonly type?: string;
}

export interface NpySize {
  readonly shape: readonly number[];
  readonly bytesEach: 4 | 8;
}

/** The data begin at a multiple of this number of bytes. */
const ALIGNMENT = 64;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/**
 * Bytes that a ZIP file adds for each entry (a local header and a directory record), and once for the
 * directory's end.
 */
const ENTRY_BYTES = 30 + 46;
const END_BYTES = 22;

/** Longer texts are cut, because all take the space of the longest. */
const MAX_TEXT = 100;

export function npyTexts(texts: readonly string[]): NpyArray {
  const width = texts.reduce((most, { length }) => Math.min(MAX_TEXT, Math.max(most, length)), 1);
  const values = new Uint32Array(texts.length * width);
  texts.forEach((text, i) => {
    const points = Array.from(text, (letter) => letter.codePointAt(0) as number);
    values.set(points.slice(0, width), i * width);
  });
  return { shape: [texts.length], values, type: `<U${width}` };
}

export function writeNpy({ shape, values, type }: NpyArray): Uint8Array<ArrayBuffer> {
  const header = npyHeader(shape, values.BYTES_PER_ELEMENT, type);
  const out = new Uint8Array(header.length + values.byteLength);
  out.set(header);
  out.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length);
  return out;
}

/** Names have no extension, because `numpy.load` finds the arrays by these names. */
export function writeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array<ArrayBuffer> {
  const files = Object.entries(arrays).map(([name, array]) => [entryOf(name), writeNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: TIME });
}

/** Computes the file's size before the arrays are made. */
export function npzByteLength(arrays: Readonly<Record<string, NpySize>>): number {
  return Object.entries(arrays).reduce(
    (sum, [name, size]) => sum + ENTRY_BYTES + 2 * entryOf(name).length + npyByteLength(size),
    END_BYTES,
  );
}

export function npyByteLength({ shape, bytesEach }: NpySize): number {
  return npyHeader(shape, bytesEach).length + bytesEach * shape.reduce((size, side) => size * side, 1);
}

/** The earliest time that ZIP can store, so that the same arrays give the same bytes. */
const TIME = new Date(1980, 0, 1);
const entryOf = (name: string): string => `${name}.npy`;

/**
 * Magic number, length, and a Python dictionary padded with blanks so that the data begin at a multiple of
 * ALIGNMENT.
 */
export function npyHeader(
  shape: readonly number[],
  bytesEach: number,
  type = `<f${bytesEach}`,
): Uint8Array<ArrayBuffer> {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sides}), }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + text.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const bytes = new TextEncoder().encode(`${text.padEnd(length - 1)}\n`);
  return Uint8Array.of(...MAGIC, length & 255, length >> 8, ...bytes);
}
