/**
 * Products of float64 matrices. Large ones use WebAssembly with SIMD (assembly/index.ts) where available; the
 * others use JavaScript. Both add the terms of every sum in the same order, so the results agree bit for bit.
 */
import { divisible, type Parts } from "../core/parts.ts";
import url from "./product.wasm?url&inline";

/** A row-major matrix or a part of one: its offset in `data` and the row length of the whole. */
export interface Block {
  readonly data: Float64Array;
  readonly at: number;
  readonly row: number;
}

/** Memory for the matrices of a product. */
export interface Workspace {
  /** A new array of zeros. */
  array(length: number): Float64Array;
  /** out (m × n) += a (m × k) · b (k × n). All three lie in this workspace, and `out` differs from `a` and `b`. */
  addProduct(out: Block, a: Block, b: Block, m: number, n: number, k: number): void;
}

/** With fewer multiplications, WebAssembly is not worth its memory. */
export const FEW = 2 ** 18;
const PAGE = 2 ** 16;
/** Arrays begin at SIMD vector boundaries. */
const VECTOR = 16;

/** Opens a workspace for arrays of these lengths and for about this many multiplications. */
export function openWorkspace(lengths: readonly number[], multiplications: number): Workspace {
  return (multiplications < FEW ? undefined : inWasm(lengths)) ?? inJavaScript;
}

/** a (m × k) · b (k × n), row-major without gaps. */
export const product = divisible(function* (
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
): Parts<Float64Array> {
  // Another product may begin between two parts of this one, so this one takes the spare instance until it ends.
  const wasm = m * n * k < FEW ? undefined : inWasm([a.length, b.length, m * n], takeSpare);
  if (!wasm) {
    const out = new Float64Array(m * n);
    yield* addInParts(inJavaScript, whole(out, n), whole(a, k), whole(b, n), m, n, k);
    return out;
  }
  const [left, right, out] = [a.length, b.length, m * n].map((length) => wasm.array(length)) as Three;
  yield;
  left.set(a);
  right.set(b);
  yield* addInParts(wasm, whole(out, n), whole(left, k), whole(right, n), m, n, k);
  if (wasm.instance.memory.buffer.byteLength <= KEPT) spare = wasm.instance;
  return out.slice();
});

/** The WebAssembly code works on blocks of this many rows and columns of `a`, so that parts of this size cost nothing. */
const [HEIGHT, DEPTH] = [128, 256];

/** out (m × n) += a (m × k) · b (k × n) in a workspace, in parts. */
export function* addInParts(
  workspace: Workspace,
  out: Block,
  a: Block,
  b: Block,
  m: number,
  n: number,
  k: number,
): Parts<void> {
  for (let l = 0; l < k; l += DEPTH)
    for (let i = 0; i < m; i += HEIGHT) {
      const [height, depth] = [Math.min(HEIGHT, m - i), Math.min(DEPTH, k - l)];
      workspace.addProduct(partOf(out, i), partOf(a, i, l), partOf(b, l), height, n, depth);
      yield;
    }
}

/** The block that begins at a row and a column of another. */
const partOf = ({ data, at, row }: Block, i: number, j = 0): Block => ({ data, at: at + i * row + j, row });

type Three = [Float64Array, Float64Array, Float64Array];
/** All of an array, as a matrix with rows of this length. */
export const whole = (data: Float64Array, row: number): Block => ({ data, at: 0, row });

interface Functions {
  readonly start: () => number;
  readonly addProduct: (...numbers: readonly number[]) => void;
}

let compiled: WebAssembly.Module | undefined;

function compile(): WebAssembly.Module {
  const [, base64 = ""] = url.split(";base64,");
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

/** The code with a memory of its own. */
interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly functions: Functions;
}

function openInstance(): Instance {
  const memory = new WebAssembly.Memory({ initial: 1 });
  compiled ??= compile();
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { memory, functions: exports as unknown as Functions };
}

/** Returns undefined without WebAssembly SIMD or without enough memory. */
function inWasm(
  lengths: readonly number[],
  open = openInstance,
): (Workspace & { readonly instance: Instance }) | undefined {
  try {
    const instance = open();
    const { memory, functions } = instance;
    const { start, addProduct } = functions;
    const bytes = lengths.reduce((sum, length) => sum + roundUp(8 * length), roundUp(start()));
    memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / PAGE)));
    let end = roundUp(start());
    return {
      instance,
      array(length) {
        const array = new Float64Array(memory.buffer, end, length).fill(0);
        end += roundUp(8 * length);
        return array;
      },
      addProduct: (out, a, b, m, n, k) =>
        addProduct(address(a), address(b), address(out), m, n, k, 8 * a.row, 8 * b.row, 8 * out.row),
    };
  } catch {
    return undefined;
  }
}

/**
 * An instance whose arrays nobody uses any more. A browser reserves gigabytes of addresses for each
 * memory, and a picture of own directions needs many products.
 */
let spare: Instance | undefined;
/** Largest memory that is kept for the next product, in bytes. */
const KEPT = 2 ** 25;

function takeSpare(): Instance {
  const taken = spare ?? openInstance();
  spare = undefined;
  return taken;
}

const roundUp = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;

const address = ({ data, at }: Block): number => data.byteOffset + 8 * at;

const inJavaScript: Workspace = {
  array: (length) => new Float64Array(length),
  /** Loops row by row, so that the inner loop is contiguous. */
  addProduct(out, a, b, m, n, k) {
    for (let i = 0; i < m; i++) {
      const row = out.data.subarray(out.at + i * out.row, out.at + i * out.row + n);
      for (let l = 0; l < k; l++) {
        const factor = a.data[a.at + i * a.row + l] as number;
        if (factor === 0) continue;
        const from = b.at + l * b.row;
        for (let j = 0; j < n; j++) row[j] = (row[j] as number) + factor * (b.data[from + j] as number);
      }
    }
  },
};
