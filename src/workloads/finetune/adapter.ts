/** Expresses a method's updates of the encoder as products of two thin matrices, for export, embeddings and angles. */
import {
  frobeniusNorm,
  multiply,
  multiplyChain,
  scale,
  scaleColumns,
  subtract,
  sumOfSquares,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import { qr } from "../../math/qr.ts";
import { singularValues } from "../../math/svd.ts";
import { followSingular } from "../../math/top-singular.ts";
import type { ReadRequest, Values } from "../../kernels/program.ts";
import type { Adaptation, Trained } from "../../models/parametrizations/adapted.ts";
import { matrixShape, weightsNamed, type EncoderAsset, type LayerIndex, type MatrixKind } from "./asset.ts";
import type { MatrixName } from "./encoder.ts";

/** ΔW = B A in single precision: B is out × rank, A is rank × in. */
export interface AdapterMatrix {
  readonly name: MatrixName;
  readonly rank: number;
  readonly A: Float32Array;
  readonly B: Float32Array;
  /** ‖B A‖² / ‖ΔW‖². It is below 1 if the rank of a dense update was reduced. */
  readonly kept: number;
}

export interface Head {
  readonly classes: number;
  /** Names of the classes in the order of the rows of `weight`, if they are known. */
  readonly names?: readonly string[];
  /** logits = weight z + bias; classes × WIDTH. */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** The adapter of one method and one seed in its current state. */
export interface LabAdapter {
  readonly matrices: readonly AdapterMatrix[];
  /** Present if the task has classes. */
  readonly head?: Head;
}

/** An update as a product: ΔW = B A, or nearly so if `kept` is below 1. */
interface LowRank {
  readonly B: Matrix;
  readonly A: Matrix;
  /** All singular values of B A, descending. */
  readonly sigma: readonly number[];
  readonly kept: number;
}

/** A product of more columns and rows counts as a dense update. Two terms of the largest rank have as many. */
const MAX_EXACT = 256;
/** Rank to which a dense update is reduced. */
export const DENSE_RANK = 16;

export const shapeOfName = (name: MatrixName): { rows: number; cols: number } =>
  matrixShape(Number(name[0]) as LayerIndex, name.slice(2) as MatrixKind);

/** W₀, out × in. */
export const weightOf = (weights: EncoderAsset["weights"], name: MatrixName): Matrix => ({
  ...shapeOfName(name),
  data: Float64Array.from(weightsNamed(weights, name)),
});

/**
 * ΔW of run b from the current values of its trained tensors. It is exact for a product of thin factors. A dense update is
 * reduced to its DENSE_RANK leading singular directions. Undefined if the matrix is not adapted, or if its dense weight
 * has not changed yet.
 */
export function lowRankOf(
  adaptation: Adaptation,
  base: Matrix,
  present: (name: string) => Matrix,
  b = 0,
): LowRank | undefined {
  if (adaptation.kind === "none") return undefined;
  if (adaptation.kind === "dense") {
    const delta = subtract(present("W"), base);
    if (delta.data.every((value) => value === 0)) return undefined;
    return leading(delta);
  }
  if (adaptation.kind === "input") {
    const B = scale(multiply(base, transpose(present(adaptation.phi.name))), adaptation.scale);
    return product(B, present(adaptation.psi.name));
  }
  const parts = adaptation.terms.map(({ scale: s, factors, trained }) => {
    const [first, ...rest] = factors.map(({ name, runs }) => (trained ? present(name) : (runs[b] as Matrix)));
    return { left: scale(multiplyChain(rest), s), right: first as Matrix };
  });
  const B = transpose(stack(parts.map((part) => transpose(part.left))));
  return product(B, stack(parts.map(({ right }) => right)));
}

/** Reduces an update to its DENSE_RANK leading singular directions. */
export function leading(delta: Matrix): LowRank {
  const { u, sigma, v } = followSingular(delta, DENSE_RANK, undefined);
  const kept = sigma.reduce((sum, value) => sum + value * value, 0) / sumOfSquares(delta);
  return { B: scaleColumns(u, sigma), A: transpose(v), sigma, kept };
}

function product(B: Matrix, A: Matrix): LowRank {
  if (A.rows > MAX_EXACT) return leading(multiply(B, A));
  return { B, A, sigma: singularValues(multiply(qr(B).r, transpose(qr(transpose(A)).r))), kept: 1 };
}

function stack(parts: readonly Matrix[]): Matrix {
  const [first] = parts as [Matrix];
  if (parts.length === 1) return first;
  const data = Float64Array.from(parts.flatMap((part) => [...part.data]));
  return { rows: parts.reduce((sum, { rows }) => sum + rows, 0), cols: first.cols, data };
}

/** Reads run b's tensors and returns them by the names of their factors. */
export async function readRun(
  read: (requests: readonly ReadRequest[]) => Promise<readonly Values[]>,
  tensors: readonly Pick<Trained, "name" | "factor">[],
  b = 0,
): Promise<ReadonlyMap<string, Matrix>> {
  const requests = tensors.map(({ factor: { tensor, rows, cols } }) => ({
    tensor,
    offset: b * rows * cols,
    length: rows * cols,
  }));
  const found = requests.length > 0 ? await read(requests) : [];
  return new Map(
    tensors.map(({ name, factor: { rows, cols } }, i) => [
      name,
      { rows, cols, data: Float64Array.from(found[i] ?? []) },
    ]),
  );
}

/** The subspace of all matrices u X vᵀ. The columns of u and v are orthonormal. */
export interface Subspace {
  readonly u: Matrix;
  readonly v: Matrix;
}

/** The angle in degrees between ΔW and its projection onto the subspace; NaN for ΔW = 0. */
export function angleTo({ B, A, sigma, kept }: LowRank, { u, v }: Subspace): number {
  const inside = frobeniusNorm(multiply(multiply(transpose(u), B), multiply(A, v)));
  const all = Math.sqrt(sigma.reduce((sum, value) => sum + value * value, 0) / kept);
  return (180 / Math.PI) * Math.acos(Math.min(1, inside / all));
}

export function adapterMatrix(name: MatrixName, { A, B, kept }: LowRank): AdapterMatrix {
  return { name, rank: A.rows, A: Float32Array.from(A.data), B: Float32Array.from(B.data), kept };
}

/** Reduces each dense update to its leading singular directions, at most `rank` of them. */
export function cutTo({ matrices, ...rest }: LabAdapter, rank: number): LabAdapter {
  return { ...rest, matrices: matrices.map((one) => (one.rank > rank ? cutMatrix(one, rank) : one)) };
}

/** Expects singular vectors times their singular values as columns of B, and orthonormal rows of A. */
function cutMatrix({ name, rank: before, A, B, kept }: AdapterMatrix, rank: number): AdapterMatrix {
  const { rows, cols } = shapeOfName(name);
  const cut = new Float32Array(rows * rank);
  let [inside, all] = [0, 0];
  B.forEach((value, at) => {
    const i = at % before;
    all += value * value;
    if (i >= rank) return;
    inside += value * value;
    cut[Math.floor(at / before) * rank + i] = value;
  });
  return { name, rank, A: A.slice(0, rank * cols), B: cut, kept: (kept * inside) / all };
}

/** Makes a frozen term from factors. The encoder adds their product to a weight; an input meets the first factor first. */
export function frozenTerm(factors: readonly Matrix[] = []): Adaptation {
  if (factors.length === 0) return { kind: "none" };
  const named = factors.map((matrix, l) => ({ name: `F${l + 1}`, runs: [matrix], rateScale: 0 }));
  return { kind: "terms", terms: [{ scale: 1, factors: named, trained: false }] };
}

/** The adapter as frozen terms that the encoder adds to its weights. */
export function adaptationOf({ matrices }: Pick<LabAdapter, "matrices">): (name: MatrixName) => Adaptation {
  const known = new Map(
    matrices.map(({ name, rank, A, B }) => {
      const { rows, cols } = shapeOfName(name);
      const factors = [
        { rows: rank, cols, data: Float64Array.from(A) },
        { rows, cols: rank, data: Float64Array.from(B) },
      ];
      return [name, factors];
    }),
  );
  return (name) => frozenTerm(known.get(name));
}

/** An update whose singular values are all smaller than this counts as not yet trained. */
export const LEAST_SIGMA = 1e-3;

/** Whether an adapter leaves the encoder as it was: all singular values of all its updates are below LEAST_SIGMA. */
export function isUnmoved({ matrices }: Pick<LabAdapter, "matrices">): boolean {
  const squares = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);
  // The product of the factors' norms bounds the largest singular value.
  return matrices.length > 0 && matrices.every(({ A, B }) => squares(A) * squares(B) < LEAST_SIGMA ** 2);
}

/** Number of singular values that are larger than a fraction of the first. */
export function numericalRank(sigma: readonly number[], fraction: number): number {
  const [first = 0] = sigma;
  return sigma.filter((value) => value > fraction * first).length;
}

/** The exponential of the entropy of σ / Σσ. It is 1 for one direction, and k for k equal singular values. */
export function effectiveRank(sigma: readonly number[]): number {
  const total = sigma.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return NaN;
  const entropy = sigma.reduce((sum, value) => {
    const fraction = value / total;
    return fraction > 0 ? sum - fraction * Math.log(fraction) : sum;
  }, 0);
  return Math.exp(entropy);
}
