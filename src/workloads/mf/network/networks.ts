/** All networks that can be trained, by id. CONTRIBUTING.md lists everything a new one needs. */
import { divisible, type Divisible, type Parts } from "../../../core/parts.ts";
import { multiplyChain, type Matrix } from "../../../math/matrix.ts";
import type { Svd } from "../../../math/svd.ts";
import { topSingular } from "../../../math/top-singular.ts";
import { lossGradient, type Problem } from "../data/problem.ts";
import { altminFlops, startAltmin } from "./altmin.ts";
import { preconditionFlops, startSpectral } from "./scaled-gd.ts";
import { type Chain, randomStart, type StartKind } from "./start.ts";
import { compressKwon, compressThin, compressYaras, invariantBases, kwonSurrogate } from "./compress.ts";

/** All inputs that a network may depend on. `width` ≥ 1; 2·rHat ≤ min(m, n, width). */
interface NetworkSetting {
  readonly depth: number;
  readonly width: number;
  readonly epsilon: number;
  readonly rHat: number;
  readonly gamma: number;
  readonly alpha: number;
  readonly seed: number;
  readonly start: StartKind;
  /** ε_s of the networks of depth 2. The value ε^{L/2} gives the same end-to-end scale as the original. */
  readonly shallowEpsilon: number;
}

/** The original's initialization and its invariant bases, computed once and shared by the networks that use them. */
interface Origin {
  readonly start: readonly Matrix[];
  readonly bases: () => Parts<readonly Matrix[]>;
}

interface UpdateSetting {
  readonly galoreRank: number;
  readonly galoreGap: number;
  readonly ridge: number;
}

/** An update that follows a projection of the gradient, or solves least squares problems (models/update.ts). */
interface OwnUpdate {
  readonly galore?: { readonly rank: number; readonly gap: number; readonly scale: number };
  readonly leastSquares?: { readonly ridge: number };
}

export interface NetworkKind {
  readonly label: string;
  readonly build: (problem: Problem, setting: NetworkSetting, origin: Origin) => Parts<Chain>;
  /** Absent if the network follows its whole gradient with the experiment's optimizer. */
  readonly update?: (setting: UpdateSetting) => OwnUpdate;
  /** Whether it is ScaledGD, which multiplies its gradients by inverse Gram matrices before the update (scaled-gd.ts). */
  readonly isPreconditioned?: true;
  /** Floating-point operations on the CPU per step, if there are any. */
  readonly hostFlops?: (problem: Problem, setting: Pick<NetworkSetting, "rHat">) => number;
  /** Whether its layers are aligned at step 0 already, for every kind of initialization. */
  readonly isAligned?: true;
  /**
   * Whether its initialization counts as slow, because it needs leading directions: of the first gradient or, for Kwon's
   * network, of the surrogate.
   */
  readonly needsDirections?: true;
}

const tableOf = <Id extends string>(networks: Readonly<Record<Id, NetworkKind>>) => networks;

const uniformRate = (factors: readonly Matrix[]): Chain => ({ factors, rateScale: factors.map(() => 1) });

/** The leading singular triplets of the surrogate (compress.ts). */
function* tripletsOf(problem: Problem, { rHat }: NetworkSetting): Parts<Svd> {
  return yield* topSingular.parts(yield* kwonSurrogate.parts(problem), rHat);
}

const fromTriplets: NetworkKind["build"] = function* (problem, setting) {
  return startSpectral(yield* tripletsOf(problem, setting));
};

const fromStart: NetworkKind["build"] = function* (_problem, _setting, { start }) {
  yield;
  return uniformRate(start);
};

function shape(problem: Problem, depth: number, width: number) {
  return { rows: problem.target.rows, cols: problem.target.cols, depth, width };
}

export const NETWORKS = tableOf({
  original: { label: "Original", build: fromStart },
  yaras: {
    label: "Compressed (Yaras et al.)",
    *build(_problem, { epsilon, gamma }, { start, bases }) {
      return yield* compressYaras.parts(start, yield* bases(), epsilon, gamma);
    },
    needsDirections: true,
  },
  thin: {
    label: "Thin",
    *build(_problem, { epsilon }, { start, bases }) {
      return yield* compressThin.parts(start, yield* bases(), epsilon);
    },
    needsDirections: true,
  },
  kwon: {
    label: "Compressed (Kwon et al.)",
    *build(problem, setting) {
      const { depth, epsilon, alpha } = setting;
      return compressKwon(yield* tripletsOf(problem, setting), depth, epsilon, alpha);
    },
    isAligned: true,
    needsDirections: true,
  },
  narrow: {
    label: "Narrow",
    *build(problem, { seed, start, depth, rHat, epsilon }) {
      const size = shape(problem, depth, 2 * rHat);
      return uniformRate(yield* randomStart.parts(seed, "narrow", size, epsilon, start));
    },
  },
  shallow: {
    label: "Shallow (depth 2)",
    *build(problem, { seed, start, shallowEpsilon }) {
      const size = shape(problem, 2, Math.max(problem.target.rows, problem.target.cols));
      return uniformRate(yield* randomStart.parts(seed, "shallow", size, shallowEpsilon, start));
    },
  },
  burerMonteiro: {
    label: "Burer–Monteiro",
    *build(problem, { seed, start, rHat, shallowEpsilon }) {
      const size = shape(problem, 2, rHat);
      return uniformRate(yield* randomStart.parts(seed, "burerMonteiro", size, shallowEpsilon, start));
    },
  },
  spectral: {
    label: "Burer–Monteiro, spectral start",
    build: fromTriplets,
    needsDirections: true,
  },
  scaledGd: {
    label: "ScaledGD",
    build: fromTriplets,
    needsDirections: true,
    isPreconditioned: true,
    hostFlops: ({ target: { rows, cols } }, { rHat }) => preconditionFlops(rows, cols, rHat),
  },
  galore: {
    label: "GaLore",
    build: fromStart,
    update: ({ galoreRank, galoreGap }) => ({ galore: { rank: galoreRank, gap: galoreGap, scale: 1 } }),
  },
  altmin: {
    label: "Alternating minimization",
    *build(problem, setting) {
      return startAltmin(yield* tripletsOf(problem, setting));
    },
    update: ({ ridge }) => ({ leastSquares: { ridge } }),
    hostFlops: (problem, { rHat }) => altminFlops(problem, rHat),
  },
});
type NetworkId = keyof typeof NETWORKS;

/** The chains of one problem, and the invariant bases X_1 … X_{L−1} of the original's initialization. */
export interface BuiltNetworks {
  readonly chains: readonly Chain[];
  readonly start: readonly Matrix[];
  /** The loss's gradient with respect to the product at initialization. Like the bases, it is computed on first use. */
  readonly gradient: Divisible<[], Matrix>;
  /** They cost an SVD. */
  readonly bases: Divisible<[], readonly Matrix[]>;
}

/**
 * Builds the chains of one problem from one seed. Calls `begin` before it builds each chain; the first call
 * comes before the shared layers.
 */
export function* buildNetworks(
  problem: Problem,
  setting: NetworkSetting,
  ids: readonly NetworkId[],
  begin: (id: NetworkId) => void,
): Parts<BuiltNetworks> {
  const { seed, depth, width, epsilon } = setting;
  const [first] = ids;
  if (first) begin(first);
  const size = shape(problem, depth, width);
  const start = yield* randomStart.parts(seed, "original", size, epsilon, setting.start);
  let [known, made]: [Matrix?, Matrix[]?] = [];
  const gradient = divisible(function* (): Parts<Matrix> {
    return (known ??= yield* lossGradient.parts(problem, yield* multiplyChain.parts(start)));
  });
  const bases = divisible(function* (): Parts<Matrix[]> {
    return (made ??= yield* invariantBases.parts(start, yield* gradient.parts(), setting.rHat, epsilon));
  });
  const chains: Chain[] = [];
  for (const id of ids) {
    if (id !== first) begin(id);
    chains.push(yield* NETWORKS[id].build(problem, setting, { start, bases: bases.parts }));
  }
  return { chains, start, gradient, bases };
}
