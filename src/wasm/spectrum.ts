/** Computes a matrix's singular values, or orthogonalizes its columns (the rows of a wide matrix), in float64. */
import type { Values } from "../kernels/program.ts";
import { inSlices, macrotask, type Turn } from "../core/macrotask.ts";
import type { Parts } from "../core/parts.ts";
import { loadModule, type Build } from "./build.ts";
import { instantiate } from "./instantiate.mjs";
import { growTo, MAX_PAGES, PAGE } from "./memory.ts";

/** Entries to process between two yields. This takes less than a millisecond. */
const BETWEEN_YIELDS = 2 ** 18;
/** Largest number of Jacobi sweeps; float64 needs 8 to 12. */
const MAX_SWEEPS = 30;

/** The shape of a row-major matrix. */
export interface MatrixShape {
  readonly rows: number;
  readonly cols: number;
}

interface Functions {
  readonly memory: WebAssembly.Memory;
  readonly tensorsStart: (threads: number) => number;
  readonly spectrum_bytes: (rows: number, cols: number) => number;
  readonly spectrum_row: (cols: number) => number;
  readonly spectrum_reflect: (work: number, rows: number, cols: number, first: number, last: number) => void;
  readonly spectrum_values: (work: number, rows: number, cols: number) => number;
  readonly jacobi_rounds: (work: number, bytes: number, count: number, first: number, last: number) => number;
}

/**
 * Processes matrices of finite values one after another, because they share working memory. Lets the event
 * loop turn between slices of the work.
 */
export class Spectrum {
  readonly #build: Build;
  #functions: Promise<Functions> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(build: Build) {
    this.#build = build;
  }

  /** The singular values, descending. Each call awaits `turn` between slices of its work. */
  values(of: Values, shape: MatrixShape, turn: Turn = macrotask): Promise<number[]> {
    return this.#afterOthers((functions) => singularValues(functions, of, shape, turn));
  }

  /**
   * σᵢuᵢ for a tall matrix, σᵢvᵢ for a wide one, in any order: min(rows, cols) vectors of max(rows, cols) values each.
   */
  vectors(of: Values, shape: MatrixShape, turn: Turn = macrotask): Promise<Float64Array[]> {
    return this.#afterOthers((functions) => orthogonalVectors(functions, of, shape, turn));
  }

  #afterOthers<T>(work: (functions: Functions) => Promise<T>): Promise<T> {
    const mine = this.#last.then(async () => work(await (this.#functions ??= open(this.#build))));
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

async function open(build: Build): Promise<Functions> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES });
  return (await instantiate(await loadModule(build), memory)) as unknown as Functions;
}

/** The longer side becomes the rows. */
async function singularValues(
  functions: Functions,
  of: Values,
  { rows, cols }: MatrixShape,
  turn: Turn,
): Promise<number[]> {
  const { memory, spectrum_bytes, spectrum_row, spectrum_reflect, spectrum_values } = functions;
  const [long, short] = sides({ rows, cols });
  const work = place(functions, spectrum_bytes(long, short));
  const stride = spectrum_row(short) / 8;
  const [stepRow, stepCol] = rows < cols ? [1, stride] : [stride, 1];
  copyInto(new Float64Array(memory.buffer, work), of, { rows, cols }, stepRow, stepCol);
  const reflect = (first: number, last: number): void => spectrum_reflect(work, long, short, first, last);
  await inSlices(inOrder(short, long * short, reflect), turn);
  const found = new Float64Array(memory.buffer, spectrum_values(work, long, short), short);
  return Array.from(found).toSorted((x, y) => y - x);
}

async function orthogonalVectors(
  functions: Functions,
  of: Values,
  { rows, cols }: MatrixShape,
  turn: Turn,
): Promise<Float64Array[]> {
  const { memory, jacobi_rounds } = functions;
  const [long, short] = sides({ rows, cols });
  const stride = 2 * Math.ceil(long / 2);
  const work = place(functions, 8 * stride * short);
  const [stepRow, stepCol] = rows < cols ? [stride, 1] : [1, stride];
  copyInto(new Float64Array(memory.buffer, work), of, { rows, cols }, stepRow, stepCol);
  const rounds = short - 1 + (short % 2);
  let rotated = 1;
  for (let sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = 0;
    const rotate = (first: number, last: number): void => {
      rotated |= jacobi_rounds(work, 8 * stride, short, first, last);
    };
    await inSlices(inOrder(rounds, long * short, rotate), turn);
  }
  return Array.from({ length: short }, (_, j) =>
    new Float64Array(memory.buffer, work + 8 * stride * j, long).slice(),
  );
}

function sides({ rows, cols }: MatrixShape): [long: number, short: number] {
  return rows < cols ? [cols, rows] : [rows, cols];
}

/** Address of `bytes` bytes, all zeros. */
function place({ memory, tensorsStart }: Functions, bytes: number): number {
  const work = Math.ceil(tensorsStart(1) / 16) * 16;
  growTo(memory, Math.ceil((work + bytes) / PAGE));
  new Uint8Array(memory.buffer, work, bytes).fill(0);
  return work;
}

function copyInto(
  to: Float64Array,
  from: Values,
  { rows, cols }: MatrixShape,
  stepRow: number,
  stepCol: number,
) {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) to[i * stepRow + j * stepCol] = from[i * cols + j] as number;
}

/** Does the tasks 0 … `count` − 1. Each processes `entries` entries. */
function* inOrder(count: number, entries: number, work: (first: number, last: number) => void): Parts<void> {
  const between = Math.max(1, Math.floor(BETWEEN_YIELDS / entries));
  for (let first = 0; first < count; first += between) {
    work(first, Math.min(first + between, count));
    yield;
  }
}
