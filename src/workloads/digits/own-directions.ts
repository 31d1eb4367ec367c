/** The blocks' factors in the directions of the full block's first gradient. */
import { invariant } from "../../core/errors.ts";
import { multiply, scale, subtract, sumOfSquares, transpose, type Matrix } from "../../math/matrix.ts";
import { blockBases } from "../../models/parametrizations/block.ts";
import { factorView } from "../factor-view.ts";
import { openOwnViews, partOfChange, type OwnView, type OwnViews } from "../own-view.ts";
import { thinDirections } from "./arms.ts";
import type { Built } from "./build.ts";
import type { ArmId, MlpConfig } from "./config.ts";

/** The full block of the first run at initialization. */
export interface BlockStart {
  /** A_1 … A_L. */
  readonly start: readonly Matrix[];
  /** X_1 … X_{L−1}, of the width of the thin block. */
  readonly inner: readonly Matrix[];
}

/** Both functions compute the directions on their first call. Without the full network, there are no own views. */
export function openDirections(config: MlpConfig, { origins: [first], arms }: Built) {
  invariant(first, "a digits experiment has a run");
  const { block } = first.start;
  let known: (BlockStart & { readonly views: OwnViews }) | undefined;
  const open = async () => {
    if (known) return known;
    const directions = thinDirections(await first.directions(), config.rHat);
    return (known = {
      start: block,
      inner: blockBases(block, directions),
      views: openOwnViews(block, { u: directions.P, v: directions.Q }, config.scale),
    });
  };
  return {
    origin: (): Promise<BlockStart> => open(),
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
