/**
 * Reads NumPy's own format, versions 1 to 3: two-dimensional arrays of numbers, in C or Fortran order. NaN
 * means missing.
 */
import { checkShape, checkValue, FileError, finish, type ImportedMatrix } from "./imported.ts";
import { counted, formatCount } from "../../../../core/format.ts";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export const isNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

type Read = (view: DataView, offset: number, little: boolean) => number;
const READERS: Readonly<Record<string, Read>> = {
  f4: (view, offset, little) => view.getFloat32(offset, little),
  f8: (view, offset, little) => view.getFloat64(offset, little),
  i1: (view, offset) => view.getInt8(offset),
  u1: (view, offset) => view.getUint8(offset),
  b1: (view, offset) => Number(view.getUint8(offset) !== 0),
  i2: (view, offset, little) => view.getInt16(offset, little),
  u2: (view, offset, little) => view.getUint16(offset, little),
  i4: (view, offset, little) => view.getInt32(offset, little),
  u4: (view, offset, little) => view.getUint32(offset, little),
  i8: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  u8: (view, offset, little) => Number(view.getBigUint64(offset, little)),
};

export function parseNpy(bytes: Uint8Array): ImportedMatrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  const start = version === 1 ? 10 : 12;
  if (version < 1 || version > 3)
    throw new FileError(`NPY version ${version} is not supported; use version 1, 2 or 3 (byte 6).`);
  if (bytes.length < start) throw endsInHeader(bytes.length);
  const headerLength = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = start + headerLength;
  if (dataStart > bytes.length) throw endsInHeader(bytes.length);
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, Math.min(dataStart, start + 4096)));
  const { rows, cols, read, size, little, fortran } = parseHeader(header, start);
  checkShape(rows, cols, { byte: start });
  if (bytes.length < dataStart + rows * cols * size)
    throw new FileError(
      `The NPY file ends at byte ${formatCount(bytes.length)}; ${formatCount(rows)} × ${formatCount(cols)} values of ${formatCount(size)} bytes need ${formatCount(dataStart + rows * cols * size)}.`,
    );

  const values = new Float64Array(rows * cols);
  const known = new Uint8Array(rows * cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      const value = read(view, dataStart + size * (fortran ? j * rows + i : i * cols + j), little);
      if (Number.isNaN(value)) continue;
      checkValue(value, { row: i + 1, column: j + 1 });
      values[i * cols + j] = value;
      known[i * cols + j] = 1;
    }
  return finish({ format: "npy", rows, cols, values, known, remarks: [] });
}

const endsInHeader = (byte: number): FileError =>
  new FileError(`The NPY file is cut off within its header (byte ${formatCount(byte)}). Save it again.`);

function parseHeader(header: string, byte: number) {
  const descr = /'descr'\s*:\s*'([^']{1,20})'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\sL]{0,100})\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || shape === undefined)
    throw new FileError(
      `The NPY file’s header (byte ${formatCount(byte)}) does not describe a plain array of numbers.`,
    );
  const read = READERS[descr.slice(1)];
  if (!read || !"<>|=".includes(descr.charAt(0)))
    throw new FileError(
      `Values of type ${descr} are not supported (byte ${formatCount(byte)}). Save them as floats, integers or booleans, e.g. a.astype("float32").`,
    );
  const sides = shape
    .split(",")
    .map((side) => side.trim().replace(/L$/, "")) // Python 2 appends an L.
    .filter(Boolean)
    .map(Number);
  if (sides.length !== 2)
    throw new FileError(
      `The array has ${counted(sides.length, "dimension")} (byte ${formatCount(byte)}); a matrix has two. Save one matrix of it, e.g. a[0].`,
    );
  const [rows = 0, cols = 0] = sides;
  return {
    rows,
    cols,
    read,
    size: Number(descr.slice(2)),
    little: !descr.startsWith(">"),
    fortran: order === "True",
  };
}
