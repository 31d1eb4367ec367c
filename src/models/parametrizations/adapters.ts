/**
 * The initializations of the low-rank adaptation methods, for one run and a weight W, out × in (rows × cols).
 * Methods that use a first gradient take G = ∂L/∂W of one mini-batch. One rule fixes the signs of singular
 * vectors: in each column of U, or of GaLore's projector, the entry of largest magnitude is positive.
 */
import { orthonormalize } from "../../math/qr.ts";
import { gaussian, haar } from "../../math/random-matrices.ts";
import {
  columns,
  concatColumns,
  mapElements,
  multiply,
  scale,
  scaleColumns,
  scaledIdentity,
  transpose,
  zeros,
  type Matrix,
} from "../../math/matrix.ts";
import type { Random } from "../../math/random.ts";
import { followSingular, topSingular } from "../../math/top-singular.ts";

/** F_1 … F_L; their product is F_L ⋯ F_1. */
export type Start = readonly Matrix[];

/** Uniform between ± 1/√cols. */
export function uniformRows(random: Random, rows: number, cols: number): Matrix {
  return mapElements(zeros(rows, cols), () => (2 * random.uniform() - 1) / Math.sqrt(cols));
}

/** LoRA (Hu et al. 2021): random A, B = 0. */
export function loraStart(random: Random, rows: number, cols: number, rank: number): Start {
  return [uniformRows(random, rank, cols), zeros(rows, rank)];
}

/** Vanilla LoRA in the code of Yaras et al. 2024: zero input factor, standard normal output factor. */
export function vanillaStart(random: Random, rows: number, cols: number, rank: number): Start {
  return [zeros(rank, cols), gaussian(random, rows, rank)];
}

/** Deep LoRA, narrow: three factors, each ε times a random semi-orthogonal matrix. */
export function deepNarrowStart(
  random: Random,
  rows: number,
  cols: number,
  rank: number,
  epsilon: number,
): Start {
  return [haar(random, rank, cols), haar(random, rank, rank), haar(random, rows, rank)].map((factor) =>
    scale(factor, epsilon),
  );
}

/**
 * Deep LoRA, compressed: left W₃ W₂ W₁ rightᵀ. `orthogonal` is a random semi-orthogonal matrix, rows × cols.
 * Its product with one side's basis is the other side's basis.
 */
export function deepCompressedStart(G: Matrix, orthogonal: Matrix, rank: number, epsilon: number): Start {
  const { u, v } = signedTop(G, rank / 2);
  const inner = Array.from({ length: 3 }, () => scaledIdentity(rank, epsilon));
  if (G.cols >= G.rows) {
    const right = orthonormalize(concatColumns(v, multiply(transpose(orthogonal), u)));
    return [transpose(right), ...inner, multiply(orthogonal, right)];
  }
  const left = orthonormalize(concatColumns(u, multiply(orthogonal, v)));
  return [transpose(multiply(transpose(orthogonal), left)), ...inner, left];
}

/** LoRA-One (code of Zhang et al. 2025): from −G = U S Vᵀ, B = U √S / √(γ S₁), A = √S Vᵀ / √(γ S₁). */
export function loraOneStart(G: Matrix, rank: number, gamma: number): Start {
  const { u, sigma, v } = signedTop(scale(G, -1), rank);
  const weights = sigma.map((value) => Math.sqrt(value / (gamma * (sigma[0] as number))));
  return [transpose(scaleColumns(v, weights)), scaleColumns(u, weights)];
}

/** LoRA-GA (Wang et al. 2024): from G = U S Vᵀ, B = m^¼ U[r … 2r] / √γ, A = m^¼ V[… r]ᵀ / √γ. Needs 2r directions. */
export function loraGaStart(G: Matrix, rank: number, gamma: number): Start {
  const { u, v } = signedTop(G, 2 * rank);
  const factor = G.rows ** 0.25 / Math.sqrt(gamma);
  return [scale(transpose(columns(v, 0, rank)), factor), scale(columns(u, rank, 2 * rank), factor)];
}

/** The leading singular triplets, with signs that make the largest entry of each column of u positive. */
function signedTop(a: Matrix, rank: number): { u: Matrix; sigma: number[]; v: Matrix } {
  const { u, sigma, v } = leading(a, rank);
  const signs = signsOf(u);
  return { u: scaleColumns(u, signs), sigma, v: scaleColumns(v, signs) };
}

/** GaLore's projector: the leading singular vectors of G on its shorter side, each with its largest entry positive. */
export function projector(
  G: Matrix,
  rank: number,
  decompose: (G: Matrix, rank: number) => { readonly u: Matrix; readonly v: Matrix } = leading,
): Matrix {
  const { u, v } = decompose(G, rank);
  const basis = G.rows >= G.cols ? v : u;
  return scaleColumns(basis, signsOf(basis));
}

/** Up to this rank, `followSingular`, whose basis has a bounded size, is exact enough. */
const FEW = 32;

/**
 * The leading triplets of a gradient in single precision. The gradient of a few sentences can have fewer than
 * `rank` directions. The other triplets are then rounding errors, and an exact decomposition would spend
 * seconds on them.
 */
const leading = (a: Matrix, rank: number) =>
  rank <= FEW ? followSingular(a, rank, undefined) : topSingular(a, rank);

/** Signs that make the largest entry of each column positive. */
function signsOf(basis: Matrix): number[] {
  return Array.from({ length: basis.cols }, (_, j) => {
    let largest = 0;
    for (let i = 0; i < basis.rows; i++) {
      const value = basis.data[i * basis.cols + j] as number;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    return largest < 0 ? -1 : 1;
  });
}
