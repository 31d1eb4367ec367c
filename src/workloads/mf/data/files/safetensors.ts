/**
 * The safetensors format: a 64-bit length (little endian), a header of that many bytes (JSON with the type,
 * shape and place of each tensor), then the values. Only single precision is supported.
 */
import { FileError, quote } from "./imported.ts";

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/** Writes tensors in single precision. PyTorch expects the metadata `{ format: "pt" }`. */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const out = new Uint8Array(LENGTH_BYTES + padded + offset).fill(0x20);
  const view = new DataView(out.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  out.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + padded;
  for (const { values } of tensors)
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return out;
}

interface Entry {
  readonly dtype?: unknown;
  readonly shape?: unknown;
  readonly data_offsets?: unknown;
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && (one as number) >= 0);

/** Throws a FileError whose message is a whole sentence. */
export function readSafetensors(bytes: Uint8Array): NamedTensor[] {
  const cut = new FileError("The safetensors file is cut off or damaged. Save it again.");
  if (bytes.length < LENGTH_BYTES) throw cut;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = LENGTH_BYTES + Number(view.getBigUint64(0, true));
  if (start > bytes.length) throw cut;
  let header: Readonly<Record<string, Entry | null>>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start))) as typeof header;
  } catch {
    throw cut;
  }
  // Without this limit, tensors that share their bytes could fill the memory from a small file.
  let left = bytes.length - start;
  return Object.entries(header ?? {}).flatMap(([name, entry]): NamedTensor[] => {
    if (name === METADATA) return [];
    const { dtype, shape, data_offsets: place } = entry ?? {};
    if (dtype !== "F32")
      throw new FileError(
        `The tensor ${quote(name)} has the type ${typeof dtype === "string" ? dtype : JSON.stringify(dtype)}; only F32 can be read. Save the adapter in single precision.`,
      );
    if (!isCounts(shape) || !isCounts(place)) throw cut;
    const [from = 0, end = 0] = place;
    left -= end - from;
    if (end - from !== 4 * sizeOf(shape) || start + end > bytes.length || left < 0) throw cut;
    const values = Float32Array.from({ length: (end - from) / 4 }, (_, i) =>
      view.getFloat32(start + from + 4 * i, true),
    );
    return [{ name, shape, values }];
  });
}
