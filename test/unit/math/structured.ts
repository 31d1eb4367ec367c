/**
 * Matrices on which decompositions have failed elsewhere: low rank, graded, with repeated values, centred,
 * tiny and huge.
 */
import * as fc from "fast-check";
import {
  mapElements,
  multiply,
  scaleColumns,
  transpose,
  zeros,
  type Matrix,
} from "../../../src/math/matrix.ts";
import { haar } from "../../../src/math/random-matrices.ts";
import { gaussian } from "../../../src/math/random-matrices.ts";
import { randomStream } from "../../../src/math/random.ts";

type Kind = (rows: number, cols: number, seed: number) => Matrix;

/** U diag(σ) Vᵀ with random orthogonal U and V. */
function withSpectrum(sigma: (i: number, count: number) => number): Kind {
  return (rows, cols, seed) => {
    const random = randomStream(seed, "structured");
    const count = Math.min(rows, cols);
    const weights = Array.from({ length: count }, (_, i) => sigma(i, count));
    return multiply(scaleColumns(haar(random, rows, count), weights), transpose(haar(random, cols, count)));
  };
}

const random: Kind = (rows, cols, seed) => gaussian(randomStream(seed, "structured"), rows, cols);

/** K − row means − column means + mean, for K = AᵀA. */
const centredGram: Kind = (rows, cols, seed) => {
  const a = withSpectrum((i) => 10 ** -i)(rows, cols, seed);
  return centred(multiply(transpose(a), a));
};

export function centred(K: Matrix): Matrix {
  const n = K.rows;
  const means = Array.from({ length: n }, (_, i) =>
    K.data.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + value / n, 0),
  );
  const mean = means.reduce((sum, value) => sum + value / n, 0);
  return mapElements(K, (value, at) => value - means[Math.floor(at / n)]! - means[at % n]! + mean);
}

const KINDS: Readonly<Record<string, Kind>> = {
  zero: (rows, cols) => zeros(rows, cols),
  random,
  "of rank 1": withSpectrum((i) => Number(i === 0)),
  "of half rank": withSpectrum((i, count) => Number(2 * i < count)),
  graded: withSpectrum((i) => 10 ** (-2 * i)),
  "with repeated values": withSpectrum((i) => (i % 3 === 0 ? 1 : 0.5)),
  "nearly repeated": withSpectrum((i) => 1 + i * 1e-15),
  identity: (rows, cols) =>
    mapElements(zeros(rows, cols), (_, at) => Number(Math.floor(at / cols) === at % cols)),
  "of equal entries": (rows, cols) => mapElements(zeros(rows, cols), () => 0.1),
  "with zero columns": (rows, cols, seed) =>
    mapElements(random(rows, cols, seed), (value, at) => ((at % cols) % 2 === 1 ? value : 0)),
  bidiagonal: (rows, cols) =>
    mapElements(zeros(rows, cols), (_, at) => Number([0, 1].includes((at % cols) - Math.floor(at / cols)))),
  "bidiagonal with a 0": (rows, cols) =>
    mapElements(zeros(rows, cols), (_, at) => {
      const [i, j] = [Math.floor(at / cols), at % cols];
      return j - i === 1 || (j === i && i !== Math.floor(cols / 2)) ? 1 : 0;
    }),
  "a centred Gram": centredGram,
};

const SCALES = [1, 1e-300, 1e-160, 1e-8, 1e8, 1e150, 1e300];

interface Structured {
  readonly kind: string;
  readonly scale: number;
  readonly seed: number;
  readonly rows: number;
  readonly cols: number;
}

export const structured = (most: number): fc.Arbitrary<Structured> =>
  fc.record({
    kind: fc.constantFrom(...Object.keys(KINDS)),
    scale: fc.constantFrom(...SCALES),
    seed: fc.nat(1000),
    rows: fc.integer({ min: 1, max: most }),
    cols: fc.integer({ min: 1, max: most }),
  });

/** The matrix before scaling, and the scaled matrix. */
export function made({ kind, scale, seed, rows, cols }: Structured): { plain: Matrix; scaled: Matrix } {
  const plain = (KINDS[kind] as Kind)(rows, cols, seed);
  return { plain, scaled: mapElements(plain, (value) => value * scale) };
}

/** max |a − b| over all entries. */
export function farthest(a: Matrix, b: Matrix): number {
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] as number))), 0);
}

/** The columns' distance from orthonormal: max |QᵀQ − I|. */
export function notOrthonormal(q: Matrix): number {
  const gram = multiply(transpose(q), q);
  return gram.data.reduce((most, value, at) => {
    const wanted = Number(Math.floor(at / q.cols) === at % q.cols);
    return Math.max(most, Math.abs(value - wanted));
  }, 0);
}

export const largest = ({ data }: Matrix): number =>
  data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
