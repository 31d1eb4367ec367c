/**
 * Reads every golden trajectory in `trajectories/` as problems, chains and optimizers. README.md explains the
 * conventions.
 */
import { topSingular } from "../../src/math/top-singular.ts";
import type { Optimizer } from "../../src/models/update.ts";
import type { Training } from "../../src/workloads/mf/training.ts";
import { fromRows, multiplyChain, type Matrix } from "../../src/math/matrix.ts";
import { startAltmin } from "../../src/workloads/mf/network/altmin.ts";
import type { Chain } from "../../src/workloads/mf/network/start.ts";
import {
  compressKwon,
  compressThin,
  compressYaras,
  invariantBases,
  kwonSurrogate,
} from "../../src/workloads/mf/network/compress.ts";
import { lossGradient, type Problem } from "../../src/workloads/mf/data/problem.ts";

type Rows = number[][];

interface GoldenOutput {
  readonly step: number;
  readonly loss: number;
  readonly rel_masked: number;
  readonly rel_err: number;
  readonly e2e: Rows;
  readonly singular_values: Rows;
  readonly grad_norms: number[];
}

export interface GoldenCase {
  readonly name: string;
  readonly problem: {
    readonly kind: "factorization" | "completion" | "sensing";
    readonly target: Rows;
    readonly mask: Rows | null;
    readonly A: Rows | null;
    readonly y: number[] | null;
    readonly loss_scale: number;
  };
  readonly network: {
    readonly kind: string;
    readonly eps: number;
    readonly layers: { readonly W0: Rows }[];
    readonly lr_scales: number[];
    readonly wide_W0?: Rows[];
    readonly rhat?: number;
    readonly gamma?: number;
    readonly alpha?: number;
    readonly VVt?: Rows;
    readonly UUt?: Rows;
  };
  readonly optimizer: {
    readonly kind: "gd" | "momentum" | "adam" | "rmsprop" | "galore" | "altmin";
    readonly eta: number;
    readonly weight_decay: number;
    readonly momentum_beta: number | null;
    readonly adam: { readonly b1: number; readonly b2: number; readonly eps: number } | null;
    readonly rmsprop?: { readonly b2: number; readonly eps: number };
    readonly ridge?: number;
    readonly galore: {
      readonly rank: number;
      readonly update_proj_gap: number;
      readonly scale: number;
    } | null;
  };
  readonly outputs: GoldenOutput[];
  /** ρ_l at the steps that the file stores, for square factorization by gradient descent. */
  readonly rho?: Rows;
}

/** All cases in `trajectories/`. A new file there needs no code. */
export function goldenCases(): GoldenCase[] {
  const files = import.meta.glob<GoldenCase>("./trajectories/*.json", { eager: true, import: "default" });
  return Object.values(files);
}

export function goldenProblem({ problem }: GoldenCase): Problem {
  const target = fromRows(problem.target);
  return {
    task: problem.kind,
    target,
    mask: problem.mask ? fromRows(problem.mask).data : undefined,
    sensing:
      problem.A && problem.y
        ? { A: fromRows(problem.A), y: fromRows(problem.y.map((value) => [value])) }
        : undefined,
    observed: target,
    lossScale: problem.loss_scale,
    sigmaOne: 1,
    gain: 1,
    recoveryOver: "all",
    unit: { offset: 0, scale: 1, label: "", display: "identity" },
  };
}

export function goldenTraining(golden: GoldenCase, chain = goldenChain(golden)): Training {
  const network = {
    id: golden.network.kind,
    label: golden.name,
    chains: [chain],
    optimizer: optimizerOf(golden),
    sharpness: chain.factors.length,
  };
  return { problems: [goldenProblem(golden)], networks: [network] };
}

/** The initialization as the file has it. */
function goldenChain({ network }: GoldenCase): Chain {
  const factors = network.layers.map(({ W0 }): Matrix => fromRows(W0));
  return { factors, rateScale: network.lr_scales };
}

/**
 * Builds the same network with our own code if the file says what it was made from. Bases may be rotated, but
 * this changes neither the end-to-end matrix nor any singular value.
 */
export function ownChain(golden: GoldenCase): Chain | undefined {
  const { kind, wide_W0, layers, rhat = 0, eps, gamma = 0, alpha = 1 } = golden.network;
  const problem = goldenProblem(golden);
  if (kind === "altmin") return startAltmin(topSingular(kwonSurrogate(problem), rhat));
  if (kind === "compressed_kwon")
    return compressKwon(topSingular(kwonSurrogate(problem), rhat), layers.length, eps, alpha);
  if (!wide_W0) return undefined;
  const start = wide_W0.map(fromRows);
  const bases = invariantBases(start, lossGradient(problem, multiplyChain(start)), rhat, eps);
  return kind === "hidden_projection"
    ? compressThin(start, bases, eps)
    : compressYaras(start, bases, eps, gamma);
}

function optimizerOf({ optimizer }: GoldenCase): Optimizer {
  const { kind, galore, adam, rmsprop, ridge } = optimizer;
  return {
    kind: kind === "galore" || kind === "altmin" ? "gd" : kind,
    rate: {
      eta: optimizer.eta,
      weightDecay: optimizer.weight_decay,
      schedule: { kind: "constant", warmUp: 0, lastStep: 0 },
    },
    beta1: adam?.b1 ?? optimizer.momentum_beta ?? 0,
    beta2: adam?.b2 ?? rmsprop?.b2 ?? 0,
    epsilon: adam?.eps ?? rmsprop?.eps ?? 0,
    ...(ridge === undefined ? {} : { leastSquares: { ridge } }),
    ...(galore ? { galore: { rank: galore.rank, gap: galore.update_proj_gap, scale: galore.scale } } : {}),
  };
}
