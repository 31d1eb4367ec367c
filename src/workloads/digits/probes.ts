/**
 * Probes in addition to the metrics: each network's layers, also in own directions, with the block's spectrum and leaks,
 * and its answer for every test sample.
 */
import {
  frobeniusNorm,
  multiply,
  multiplyChain,
  subtract,
  transpose,
  type Matrix,
  scale,
  sumOfSquares,
} from "../../math/matrix.ts";
import { openDecomposer } from "../decomposer.ts";
import type { Values } from "../../kernels/program.ts";
import type { MatrixRef } from "../../models/builder.ts";
import type { Probe, Probed } from "../../training/plan.ts";
import { type OwnView, openOwnViews, partOfChange, type OwnViews } from "../own-view.ts";
import { once, type Built } from "./build.ts";
import type { MlpConfig, ArmId } from "./config.ts";
import type { MlpModel, MlpPlan } from "./plan.ts";
import { invariant } from "../../core/errors.ts";
import { blockBases } from "../../models/parametrizations/block.ts";
import { factorView } from "../factor-view.ts";
import { thinDirections } from "./arms.ts";

/** A block of the first run. */
export interface BlockView {
  /** Singular values of the product A_L ⋯ A_1, descending. */
  readonly spectrum: readonly number[];
  /** s to the power of the depth. All singular values of the full block's product start at this value. */
  readonly floor: number;
  /** One entry for each factor of a full block. Empty for a compressed block, which cannot leave its subspace. */
  readonly leaks: readonly Leak[];
}

/**
 * The fraction of a factor's change since initialization that lies outside a subspace, from 0 to 1. It is a ratio of
 * norms, not of squares.
 */
export interface Leak {
  /** Fraction outside the subspace of the first gradient. */
  readonly gradient: number;
  /** Fraction outside a random subspace of the same dimensions: the root mean square over such subspaces. */
  readonly random: number;
  /** Fraction outside the best subspace of the same dimensions, which the leading singular vectors span. */
  readonly best: number;
}

/** A layer of the first run with its weights, for the network diagram and the user's drawings. */
export interface LayerView {
  readonly rows: number;
  readonly cols: number;
  /** rows × cols, row-major. */
  readonly weight: Float32Array;
  readonly bias?: Float32Array;
  readonly relu: boolean;
  readonly gain: number;
  /** Whether it is a factor of the block. */
  readonly isFactor: boolean;
  /** Singular values of a factor, descending; empty for other layers. */
  readonly spectrum: readonly number[];
}

/** A network's views of one step. Only a network with a block has the last two. It is an alias to be any probe's views. */
export type FrameViews = {
  readonly layers: readonly LayerView[];
  readonly block?: BlockView;
  readonly own?: OwnView;
};

const decomposer = openDecomposer();
const singularValues = (matrix: Matrix): Promise<number[]> => decomposer.singularValues(matrix.data, matrix);

/**
 * The leak of the change A(t) − A(0) out of the subspace of all X M Yᵀ. Without X or Y, that side is not restricted.
 */
export async function leakOf(change: Matrix, X: Matrix | undefined, Y: Matrix | undefined): Promise<Leak> {
  const size = frobeniusNorm(change);
  const k = (X ?? Y)?.cols ?? 0;
  const left = X ? multiply(X, multiply(transpose(X), change)) : change;
  const inside = Y ? multiply(multiply(left, Y), transpose(Y)) : left;
  const fraction = (X ? k / change.rows : 1) * (Y ? k / change.cols : 1);
  if (size === 0) return { gradient: 0, random: Math.sqrt(1 - fraction), best: 0 };
  const rest = (await singularValues(change)).slice(k);
  return {
    gradient: frobeniusNorm(subtract(change, inside)) / size,
    random: Math.sqrt(1 - fraction),
    best: Math.sqrt(rest.reduce((sum, value) => sum + value ** 2, 0)) / size,
  };
}

/** `factors` are the current A_1 … A_L. `origin` exists only for a full block. */
async function viewBlock(
  factors: readonly Matrix[],
  floor: number,
  origin: BlockStart | undefined,
): Promise<BlockView> {
  const leaks: Leak[] = [];
  if (origin)
    for (const [l, factor] of factors.entries())
      leaks.push(
        await leakOf(subtract(factor, origin.start[l] as Matrix), origin.inner[l], origin.inner[l - 1]),
      );
  return { spectrum: await singularValues(multiplyChain(factors)), floor, leaks };
}

export function mlpProbes(config: MlpConfig, built: Built, plan: MlpPlan): Probe[] {
  const modelAt = (index: number): MlpModel => plan.models[index] as MlpModel;
  const { origin, ownView } = openDirections(config, built);
  return [
    {
      budget: { fraction: 0.2, intervalMs: 250, patienceMs: 1000 },
      // The page compares the networks' layers and blocks, so all are of one step.
      inTurn: false,
      measure: async (probed, index): Promise<FrameViews> => {
        const model = modelAt(index);
        const layers = await viewLayers(probed, model);
        const { id, block } = model;
        if (block.length === 0) return { layers };
        const factors = await readFirst(probed, block);
        const floor = config.scale ** config.depth;
        const view = await viewBlock(factors, floor, id === "dln" ? await origin() : undefined);
        const own = await ownView(id, factors);
        return { layers, block: view, ...(own && { own }) };
      },
    },
    {
      budget: { fraction: 0.05, intervalMs: 1000 },
      // The page compares the networks' answers, so all are of one step.
      inTurn: false,
      /** The class that the first run's network gives to each test sample. */
      measure: async (probed, index): Promise<{ readonly predictions: Uint8Array }> => {
        const { testList, testLogits } = modelAt(index);
        const { tensor, rows, cols } = testLogits;
        const [logits] = await probed.run(testList, [{ tensor, offset: 0, length: rows * cols }]);
        const answer = (_: unknown, i: number): number => largest(logits as Values, i * cols, cols);
        return { predictions: Uint8Array.from({ length: rows }, answer) };
      },
    },
  ];
}

async function viewLayers(probed: Probed, { layers, block }: MlpModel): Promise<LayerView[]> {
  const matrices = await readFirst(
    probed,
    layers.flatMap(({ W, b }) => (b ? [W, b] : [W])),
  );
  const views: LayerView[] = [];
  for (const { W, b, relu, gain } of layers) {
    const weight = matrices.shift() as Matrix;
    const bias = b && matrices.shift();
    const isFactor = block.includes(W);
    views.push({
      rows: W.rows,
      cols: W.cols,
      weight: Float32Array.from(weight.data),
      ...(bias ? { bias: Float32Array.from(bias.data) } : {}),
      relu,
      gain,
      isFactor,
      spectrum: isFactor ? await singularValues(weight) : [],
    });
  }
  return views;
}

/** Reads matrices of the first run. */
async function readFirst(probed: Probed, refs: readonly MatrixRef[]): Promise<Matrix[]> {
  const requests = refs.map(({ tensor, rows, cols }) => ({ tensor, offset: 0, length: rows * cols }));
  const found = await probed.run("nothing", requests);
  return refs.map(({ rows, cols }, i) => ({ rows, cols, data: Float64Array.from(found[i] as Values) }));
}

/** The first class with the largest logit. */
function largest(logits: Values, from: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if ((logits[from + k] as number) > (logits[from + best] as number)) best = k;
  return best;
}

/** The full block of the first run at initialization. */
interface BlockStart {
  /** A_1 … A_L. */
  readonly start: readonly Matrix[];
  /** X_1 … X_{L−1}, of the width of the thin block. */
  readonly inner: readonly Matrix[];
}

/**
 * The blocks' factors in the directions of the full block's first gradient. Both functions compute the directions on
 * their first call. Without the full network, there are no own views.
 */
function openDirections(config: MlpConfig, { origins: [first], arms }: Built) {
  invariant(first, "a digits experiment has a run");
  const { block } = first.start;
  const open = once(async (): Promise<BlockStart & { readonly views: OwnViews }> => {
    const directions = thinDirections(await first.directions(), config.rHat);
    return {
      start: block,
      inner: blockBases(block, directions),
      views: openOwnViews(block, { u: directions.P, v: directions.Q }, config.scale),
    };
  });
  return {
    origin: open,
    ownView: async (id: ArmId, factors: readonly Matrix[]): Promise<OwnView | undefined> => {
      if (!config.arms.includes("dln")) return undefined;
      if (id === "dln") return (await open()).views.whole(factors);
      if (id === "thin") {
        const { views, inner } = await open();
        return views.embedded(factors, inner);
      }
      const arm = arms.find((one) => one.id === id);
      const start = arm?.runs[0]?.slice(arm.block?.first).map(({ weight }) => weight) ?? [];
      return narrowView(factors, start, config.scale);
    },
  };
}

/**
 * C-DLN in the directions in which it starts, A_1 = s Qᵀ, s I …, A_L = s P: A_1 Q, A_2 …, Pᵀ A_L. They are r̂ × r̂. Of
 * `start`, only the first layers are the block's.
 */
function narrowView(factors: readonly Matrix[], start: readonly Matrix[], s: number): OwnView {
  const last = factors.length - 1;
  const [toQ, P] = [start[0], start[last]].map((M) => scale(M as Matrix, 1 / s)) as [Matrix, Matrix];
  const inside = (M: Matrix, l: number): Matrix => {
    if (l === 0) return multiply(M, transpose(toQ));
    return l === last ? multiply(transpose(P), M) : M;
  };
  const changes = factors.map((M, l) => subtract(M, start[l] as Matrix));
  const total = (matrices: readonly Matrix[]): number =>
    matrices.reduce((sum, M) => sum + sumOfSquares(M), 0);
  return {
    blocks: factors.map((M, l) => factorView(inside(M, l))),
    inBlocks: partOfChange(total(changes.map(inside)), total(changes), total(start.slice(0, last + 1))),
  };
}
