/** What is looked at beside the metrics: the block's spectrum and its leaks, and what each network says of every test sample. */
import {
  frobeniusNorm,
  multiply,
  multiplyChain,
  subtract,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import { singularValues } from "../../math/svd.ts";
import type { Values } from "../../kernels/program.ts";
import type { MatrixRef } from "../../engine/plan/builder.ts";
import type { Probe, Probed } from "../../training/workload.ts";
import { thinBases } from "./arms.ts";
import type { Built } from "./built.ts";
import type { MlpConfig } from "./config.ts";
import type { MlpModel, MlpPlan } from "./plan.ts";

/** A block of the first run. */
export interface BlockView {
  /** Of the product A_L ⋯ A_1, descending. */
  readonly spectrum: readonly number[];
  /** s to the power of the depth: where all singular values of the full block's product start. */
  readonly floor: number;
  /** One for each factor of a full block; empty for a compressed one, which has no outside. */
  readonly leaks: readonly Leak[];
}

/** The share of a factor's change since the start that lies outside a subspace: 0 none, 1 all (norms, not squares). */
export interface Leak {
  /** Outside the subspace of the first gradient. */
  readonly gradient: number;
  /** Outside a random subspace of the same dimensions, on average over such subspaces. */
  readonly random: number;
  /** Outside the best of all: what the r̂ largest singular values leave. */
  readonly best: number;
}

/** How much of A(t) − A(0) is left out by X (rows side) and Y (columns side); a side without a basis leaves out nothing. */
export function leakOf(change: Matrix, X: Matrix | undefined, Y: Matrix | undefined): Leak {
  const size = frobeniusNorm(change);
  const k = (X ?? Y)?.cols ?? 0;
  const left = X ? multiply(X, multiply(transpose(X), change)) : change;
  const inside = Y ? multiply(multiply(left, Y), transpose(Y)) : left;
  const share = (X ? k / change.rows : 1) * (Y ? k / change.cols : 1);
  if (size === 0) return { gradient: 0, random: Math.sqrt(1 - share), best: 0 };
  const rest = singularValues(change).slice(k);
  return {
    gradient: frobeniusNorm(subtract(change, inside)) / size,
    random: Math.sqrt(1 - share),
    best: Math.sqrt(rest.reduce((sum, value) => sum + value ** 2, 0)) / size,
  };
}

/** `factors`: A_1 … A_L now; `start` and `bases` only of a full block. */
export function viewBlock(
  factors: readonly Matrix[],
  floor: number,
  origin?: { readonly start: readonly Matrix[]; readonly bases: readonly Matrix[] },
): BlockView {
  return {
    spectrum: singularValues(multiplyChain(factors)),
    floor,
    leaks: origin
      ? factors.map((factor, l) =>
          leakOf(subtract(factor, origin.start[l] as Matrix), origin.bases[l], origin.bases[l - 1]),
        )
      : [],
  };
}

export function mlpProbes(config: MlpConfig, built: Built, plan: MlpPlan): Probe[] {
  const modelAt = (index: number): MlpModel => plan.models[index] as MlpModel;
  return [
    {
      id: "block",
      cadence: { share: 0.1, intervalMs: 500 },
      inTurn: true,
      look: async (probed, index): Promise<BlockView | undefined> => {
        const { id, block } = modelAt(index);
        if (block.length === 0) return undefined;
        const factors = await readFirst(probed, block);
        const origin = id === "dln" ? await fullOrigin(config, built) : undefined;
        return viewBlock(factors, config.scale ** config.depth, origin);
      },
    },
    {
      id: "predictions",
      cadence: { share: 0.05, intervalMs: 1000 },
      inTurn: true,
      /** The class that the first run's network gives to each test sample. */
      look: async (probed, index): Promise<Uint8Array> => {
        const { testList, testLogits } = modelAt(index);
        const { tensor, rows, cols } = testLogits;
        const [logits] = await probed.run(testList, [{ tensor, offset: 0, length: rows * cols }]);
        return Uint8Array.from({ length: rows }, (_, i) => largest(logits as Values, i * cols, cols));
      },
    },
  ];
}

async function fullOrigin(
  config: MlpConfig,
  { origins }: Built,
): Promise<{ start: readonly Matrix[]; bases: readonly Matrix[] } | undefined> {
  const [origin] = origins;
  if (!origin) return undefined;
  const { start, directions } = origin;
  return { start: start.block, bases: thinBases(start, await directions(), config.rHat) };
}

/** Matrices of the first run. */
async function readFirst(probed: Probed, refs: readonly MatrixRef[]): Promise<Matrix[]> {
  const requests = refs.map(({ tensor, rows, cols }) => ({ tensor, offset: 0, length: rows * cols }));
  const found = await probed.run("nothing", requests);
  return refs.map(({ rows, cols }, i) => ({ rows, cols, data: Float64Array.from(found[i] as Values) }));
}

/** The first class of the largest logit. */
function largest(logits: Values, from: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if ((logits[from + k] as number) > (logits[from + best] as number)) best = k;
  return best;
}
