/** A session that can read the spectra, pictures and factors of its factor chains. */
import type { Matrix } from "../../math/matrix.ts";
import { invariant } from "../../core/errors.ts";
import type { Decomposed } from "../../math/jacobi-vectors.ts";
import type { Values } from "../../kernels/program.ts";
import { inGroups, ModelSession } from "../../training/session.ts";
import { hasDivergedAt } from "../../training/progress.ts";
import { captureMatrices, inFloat64, type CapturedMatrix } from "./host-steps.ts";
import type { NetworkPlan, TrainingPlan } from "./plan/plan.ts";
import type { MatrixRef } from "../../models/builder.ts";
import { UNSEEN } from "./probes/colours.ts";
import type { Turn } from "../../core/macrotask.ts";
import { openDecomposer } from "../decomposer.ts";

export interface Spectra {
  /** Singular values, descending. */
  readonly endToEnd: number[];
  /** W_1 first. */
  readonly layers: number[][];
}

/** The matrices of one step, captured for later decomposition. */
export interface Captured {
  readonly endToEnd: CapturedMatrix;
  /** W_1 first. */
  readonly factors: readonly CapturedMatrix[];
}

export interface Pictures {
  /** RGBA, rows × cols × 4 bytes. */
  readonly estimate: Uint8ClampedArray<ArrayBuffer>;
  readonly difference: Uint8ClampedArray<ArrayBuffer>;
  /** The estimate itself, row by row, normalized. */
  readonly values: Float32Array;
}

export class Session extends ModelSession<NetworkPlan, TrainingPlan> {
  readonly #decomposer = openDecomposer();
  /** Work in slices has a decomposer of its own, because a decomposer does one thing after another. */
  readonly #slicedDecomposer = openDecomposer();

  /** Current values for run b: f of the last forward pass and every factor. */
  async capture(network: number, b = 0): Promise<Captured> {
    const { f, W } = this.model(network);
    const [endToEnd, ...factors] = await this.#captured([f, ...W], b);
    invariant(endToEnd, "one matrix is read");
    return hasDiverged(endToEnd.data)
      ? { endToEnd: { ...endToEnd, data: new Float32Array(endToEnd.data.length).fill(NaN) }, factors }
      : { endToEnd, factors };
  }

  /** Singular values of all captured matrices. */
  async spectraOf({ endToEnd, factors }: Captured, turn?: Turn): Promise<Spectra> {
    const decomposer = turn ? this.#slicedDecomposer : this.#decomposer;
    const valuesOf = (matrix: CapturedMatrix) => decomposer.singularValues(matrix.data, matrix, turn);
    const layers: number[][] = [];
    const ofEndToEnd = await valuesOf(endToEnd);
    for (const factor of factors) layers.push(await valuesOf(factor));
    return { endToEnd: ofEndToEnd, layers };
  }

  /** Captured factors, each with its orthogonalized columns, in float64. Takes longer than `spectraOf`. */
  async decompositionsOf({ factors }: Pick<Captured, "factors">, turn?: Turn): Promise<Decomposed[]> {
    const found: Decomposed[] = [];
    for (const factor of factors) {
      const columns = await this.#slicedDecomposer.orthogonalColumns(factor.data, factor, turn);
      found.push({ matrix: inFloat64(factor), columns });
    }
    return found;
  }

  /** Pictures of the first run, from the last forward pass. */
  async pictures(network: number): Promise<Pictures> {
    const { pictures, f } = this.model(network);
    const requests = [
      { tensor: pictures.estimate },
      { tensor: pictures.difference },
      { tensor: f.tensor, offset: 0, length: f.rows * f.cols },
    ];
    const [estimate, difference, values] = (await this.executor.run(pictures.list, 1, requests)).reads;
    const size = f.rows * f.cols;
    const isLost = hasDiverged(values ?? []);
    const shown = (pixels: Values | undefined) =>
      toPixels(isLost ? new Uint32Array(size).fill(UNSEEN) : pixels);
    return {
      estimate: shown(estimate),
      difference: shown(difference),
      values: isLost ? new Float32Array(size).fill(NaN) : new Float32Array(values ?? []),
    };
  }

  async problemPictures(): Promise<{ target: Pictures["estimate"]; observed: Pictures["estimate"] }> {
    const { list, target, observed } = this.plan.problemPictures;
    const { reads } = await this.executor.run(list, 1, [{ tensor: target }, { tensor: observed }]);
    return { target: toPixels(reads[0]), observed: toPixels(reads[1]) };
  }

  /** W[1] … W[n] of run b. */
  factors(network: number, b = 0): Promise<Matrix[]> {
    return this.#read(this.model(network).W, b);
  }

  /** W[1] and W[n] of run b. */
  async outerFactors(network: number, b = 0): Promise<{ readonly first: Matrix; readonly last: Matrix }> {
    const { W } = this.model(network);
    const [first, last] = (await this.#read([...W.slice(0, 1), ...W.slice(-1)], b)) as [Matrix, Matrix];
    return { first, last };
  }

  /** G[l] of the last step for run b, for every factor whose gradient the plan keeps as a tensor. */
  gradients(network: number, b = 0): Promise<Matrix[]> {
    return this.#read(
      this.model(network).G.filter((gradient) => gradient !== undefined),
      b,
    );
  }

  /** f of run b after the last forward pass. */
  async endToEnd(network: number, b = 0): Promise<Matrix> {
    const [f] = (await this.#read([this.model(network).f], b)) as [Matrix];
    return f;
  }

  /** f of every network after the last forward pass, for run b. */
  allEndToEnd(b = 0): Promise<Matrix[]> {
    return this.#read(
      this.plan.models.map(({ f }) => f),
      b,
    );
  }

  /** Current values of matrices of run b, as they are read. */
  async #captured(refs: readonly MatrixRef[], b: number): Promise<CapturedMatrix[]> {
    const found: CapturedMatrix[] = [];
    for (const group of inGroups(refs, ({ rows, cols }) => rows * cols, this.plan.readLength))
      found.push(...(await captureMatrices(this.executor, group, b)));
    return found;
  }

  async #read(refs: readonly MatrixRef[], b: number): Promise<Matrix[]> {
    return (await this.#captured(refs, b)).map(inFloat64);
  }
}

/**
 * Whether f is the product of a diverged network. f is one update older than the factors, so it can be finite although
 * they are not. The target's σ₁ is 1, so an error this large is about as large as the norm of f.
 */
function hasDiverged(f: Values | readonly number[]): boolean {
  let squares = 0;
  for (let i = 0; i < f.length; i++) squares += (f[i] as number) ** 2;
  return hasDivergedAt(Math.sqrt(squares));
}

function toPixels(values: Values | undefined): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(Uint32Array.from(values ?? []).buffer);
}
