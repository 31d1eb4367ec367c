/**
 * The encoder's file: a 32-bit length (little endian), a header of that many bytes (JSON, padded with spaces to a
 * multiple of four), then all weights in half precision in the order of ENCODER_SHAPES. Matrices are out × in.
 */
import { fromFloat16 } from "../../math/float16.ts";
import { invariant } from "../../core/errors.ts";
import { loadAsset, type Asset, type LoadFile } from "../asset.ts";

export const WIDTH = 512;
export const HIDDEN = 1536;
export const HEADS = 4;
const VOCABULARY = 8000;
/** The width of each layer's input and attention. */
export const LAYER_WIDTHS = [256, 512] as const;

export type LayerIndex = 0 | 1;
/** The matrices of a layer that can be adapted. */
export const MATRIX_KINDS = ["q", "k", "v", "o", "f1", "f2"] as const;
export type MatrixKind = (typeof MATRIX_KINDS)[number];

interface WeightShape {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
}

/** The shape of a layer's matrix, out × in. */
export function matrixShape(layer: LayerIndex, kind: MatrixKind): { rows: number; cols: number } {
  const width = LAYER_WIDTHS[layer];
  if (kind === "o") return { rows: WIDTH, cols: width };
  if (kind === "f1") return { rows: HIDDEN, cols: WIDTH };
  if (kind === "f2") return { rows: WIDTH, cols: HIDDEN };
  return { rows: width, cols: width };
}

/** The encoder's weights with this name. */
export function weightsNamed<T>(weights: ReadonlyMap<string, T>, name: string): T {
  const values = weights.get(name);
  invariant(values, `the encoder has weights ${name}`);
  return values;
}

function layerShapes(layer: LayerIndex): WeightShape[] {
  const width = LAYER_WIDTHS[layer];
  const vector = (name: string, cols: number): WeightShape => ({ name: `${layer}.${name}`, rows: 1, cols });
  const matrices = MATRIX_KINDS.flatMap((kind) => {
    const { rows, cols } = matrixShape(layer, kind);
    return [{ name: `${layer}.${kind}`, rows, cols }, vector(`${kind}.bias`, rows)];
  });
  const dense =
    layer === 0 ? [{ name: "0.dense", rows: WIDTH, cols: width }, vector("dense.bias", WIDTH)] : [];
  return [
    vector("norm1.scale", width),
    vector("norm1.bias", width),
    ...matrices,
    ...dense,
    vector("norm2.scale", WIDTH),
    vector("norm2.bias", WIDTH),
  ];
}

export const ENCODER_SHAPES: readonly WeightShape[] = [
  // The last two rows belong to no piece of the vocabulary.
  { name: "embedding", rows: VOCABULARY + 2, cols: LAYER_WIDTHS[0] },
  ...layerShapes(0),
  ...layerShapes(1),
  { name: "hidden", rows: WIDTH, cols: WIDTH },
  { name: "hidden.bias", rows: 1, cols: WIDTH },
];

/** A sentence and its class. */
export type LabelledText = readonly [text: string, label: number];
export const DOMAINS = ["yelp", "amazon", "imdb"] as const;
export type Domain = (typeof DOMAINS)[number];

interface Header {
  /** Each piece with its score. A piece's index is its id. */
  readonly vocabulary: readonly (readonly [string, number])[];
  /** The 128 frequencies of the sinusoidal position encoding, in single precision. */
  readonly frequencies: readonly number[];
  /** The sentences of Kotzias et al. 2015, without duplicates. The label 1 means positive. */
  readonly sentences: Readonly<Record<Domain, readonly LabelledText[]>>;
}

export interface EncoderAsset extends Header {
  /** Weights by the names of ENCODER_SHAPES. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

export function packAsset({ halves, ...header }: Header & { halves: Uint16Array }): Uint8Array {
  const plain = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(plain.length / 4) * 4;
  const bytes = new Uint8Array(4 + padded + 2 * halves.length).fill(0x20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, padded, true);
  bytes.set(plain, 4);
  halves.forEach((half, i) => view.setUint16(4 + padded + 2 * i, half, true));
  return bytes;
}

export function unpackAsset(bytes: Uint8Array): EncoderAsset {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start))) as Header;
  const halves = new Uint16Array((bytes.length - start) / 2);
  for (let i = 0; i < halves.length; i++) halves[i] = view.getUint16(start + 2 * i, true);
  const values = fromFloat16(halves);
  const weights = new Map<string, Float32Array>();
  let offset = 0;
  for (const { name, rows, cols } of ENCODER_SHAPES) {
    weights.set(name, values.subarray(offset, offset + rows * cols));
    offset += rows * cols;
  }
  return { ...header, weights };
}

/** Rejects with the same errors as `loadAsset`. */
export async function loadEncoder(
  load: LoadFile,
  asset: Asset,
  onBytes?: (received: number, total: number) => void,
): Promise<EncoderAsset> {
  return unpackAsset(await loadAsset(load, asset, "The text encoder", onBytes));
}
