/** All networks that can be trained, by id. CONTRIBUTING.md lists everything a new one needs. */
import { multiplyChain, type Matrix } from "../../../math/matrix.ts";
import { lossGradient, type Problem } from "../data/problem.ts";
import { altminFlops, startAltmin } from "./altmin.ts";
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
  readonly bases: () => readonly Matrix[];
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
  readonly build: (problem: Problem, setting: NetworkSetting, origin: Origin) => Chain;
  /** Absent if the network follows its whole gradient with the experiment's optimizer. */
  readonly update?: (setting: UpdateSetting) => OwnUpdate;
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

function shape(problem: Problem, depth: number, width: number) {
  return { rows: problem.target.rows, cols: problem.target.cols, depth, width };
}

export const NETWORKS = tableOf({
  original: {
    label: "Original",
    build: (_problem, _setting, { start }) => uniformRate(start),
  },
  yaras: {
    label: "Compressed (Yaras et al.)",
    build: (_problem, { epsilon, gamma }, { start, bases }) => compressYaras(start, bases(), epsilon, gamma),
    needsDirections: true,
  },
  thin: {
    label: "Thin",
    build: (_problem, { epsilon }, { start, bases }) => compressThin(start, bases(), epsilon),
    needsDirections: true,
  },
  kwon: {
    label: "Compressed (Kwon et al.)",
    build: (problem, { depth, rHat, epsilon, alpha }) =>
      compressKwon(kwonSurrogate(problem), depth, rHat, epsilon, alpha),
    isAligned: true,
    needsDirections: true,
  },
  narrow: {
    label: "Narrow",
    build: (problem, { seed, start, depth, rHat, epsilon }) =>
      uniformRate(randomStart(seed, "narrow", shape(problem, depth, 2 * rHat), epsilon, start)),
  },
  shallow: {
    label: "Shallow (depth 2)",
    build: (problem, { seed, start, shallowEpsilon }) => {
      const width = Math.max(problem.target.rows, problem.target.cols);
      return uniformRate(randomStart(seed, "shallow", shape(problem, 2, width), shallowEpsilon, start));
    },
  },
  burerMonteiro: {
    label: "Burer–Monteiro",
    build: (problem, { seed, start, rHat, shallowEpsilon }) =>
      uniformRate(randomStart(seed, "burerMonteiro", shape(problem, 2, rHat), shallowEpsilon, start)),
  },
  galore: {
    label: "GaLore",
    build: (_problem, _setting, { start }) => uniformRate(start),
    update: ({ galoreRank, galoreGap }) => ({ galore: { rank: galoreRank, gap: galoreGap, scale: 1 } }),
  },
  altmin: {
    label: "Alternating minimization",
    build: (problem, { rHat }) => startAltmin(kwonSurrogate(problem), rHat),
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
  readonly gradient: () => Matrix;
  /** They cost an SVD. */
  readonly bases: () => readonly Matrix[];
}

/**
 * Builds the chains of one problem from one seed. Calls `begin` before it builds each chain; the first call
 * comes before the shared layers.
 */
export function buildNetworks(
  problem: Problem,
  setting: NetworkSetting,
  ids: readonly NetworkId[],
  begin: (id: NetworkId) => void = () => undefined,
): BuiltNetworks {
  const { seed, depth, width, epsilon } = setting;
  const [first] = ids;
  if (first) begin(first);
  const start = randomStart(seed, "original", shape(problem, depth, width), epsilon, setting.start);
  let [known, made]: [Matrix?, Matrix[]?] = [];
  const gradient = (): Matrix => (known ??= lossGradient(problem, multiplyChain(start)));
  const bases = (): Matrix[] => (made ??= invariantBases(start, gradient(), setting.rHat, setting.epsilon));
  const chains = ids.map((id) => {
    if (id !== first) begin(id);
    return NETWORKS[id].build(problem, setting, { start, bases });
  });
  return { chains, start, gradient, bases };
}
