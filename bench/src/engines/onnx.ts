/**
 * Writes the parts of the ONNX format (a protocol buffer, onnx.proto3) that a graph of matrix operations
 * needs.
 */

type Bytes = readonly number[];

export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface Graph {
  /** Encoded nodes, as `node` returns them. */
  readonly nodes: readonly Bytes[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly scalars?: Readonly<Record<string, number>>;
}

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
/** AttributeProto.AttributeType.INT */
const INT = 2;

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): Bytes {
  const attribute = ([name, value]: [string, number]): Bytes =>
    message(5, [...text(1, name), ...integer(3, value), ...integer(20, INT)]);
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(4, operator),
    ...Object.entries(attributes).flatMap(attribute),
  ];
}

export function model({ nodes, inputs, outputs, scalars = {} }: Graph): Uint8Array {
  const graph = [
    ...nodes.flatMap((bytes) => message(1, bytes)),
    ...text(2, "graph"),
    ...Object.entries(scalars).flatMap(([name, value]) => message(5, scalar(name, value))),
    ...inputs.flatMap((value) => message(11, valueInfo(value))),
    ...outputs.flatMap((value) => message(12, valueInfo(value))),
  ];
  const opset = [...text(1, ""), ...integer(2, OPSET)];
  return new Uint8Array([...integer(1, IR_VERSION), ...message(7, graph), ...message(8, opset)]);
}

function valueInfo({ name, shape }: Value): Bytes {
  const dims = shape.flatMap((size) => message(1, integer(1, size)));
  const tensorType = [...integer(1, FLOAT), ...message(2, dims)];
  return [...text(1, name), ...message(2, message(1, tensorType))];
}

function scalar(name: string, value: number): Bytes {
  const raw = [...new Uint8Array(new Float32Array([value]).buffer)];
  return [...integer(2, FLOAT), ...text(8, name), ...message(9, raw)];
}

function integer(field: number, value: number): Bytes {
  return [...varint(field << 3), ...varint(value)];
}

function message(field: number, bytes: Bytes): Bytes {
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
}

function text(field: number, value: string): Bytes {
  return message(field, [...new TextEncoder().encode(value)]);
}

/** Encodes a non-negative number. */
function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
