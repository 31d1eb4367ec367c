/** Reads every golden trajectory of this folder into problems, chains and optimizers. Conventions: README.md. */
import type { Optimizer, Training } from "../../src/engine/training.ts";
import { fromRows, type Matrix } from "../../src/math/matrix.ts";
import type { Chain } from "../../src/network/chain.ts";
import type { Problem } from "../../src/problem/problem.ts";

type Rows = number[][];

export interface GoldenOutput {
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
    readonly VVt?: Rows;
    readonly UUt?: Rows;
  };
  readonly optimizer: {
    readonly kind: "gd" | "momentum" | "adam" | "galore";
    readonly eta: number;
    readonly weight_decay: number;
    readonly momentum_beta: number | null;
    readonly adam: { readonly b1: number; readonly b2: number; readonly eps: number } | null;
    readonly galore: {
      readonly rank: number;
      readonly update_proj_gap: number;
      readonly scale: number;
    } | null;
  };
  readonly outputs: GoldenOutput[];
  /** ρ_l at the output steps, for square factorization by gradient descent. */
  readonly rho?: Rows;
}

/** All files beside this one; a new file needs no new code. */
export function goldenCases(): GoldenCase[] {
  const files = import.meta.glob<GoldenCase>("./*.json", { eager: true, import: "default" });
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

export function goldenTraining(golden: GoldenCase): Training {
  const factors = golden.network.layers.map(({ W0 }): Matrix => fromRows(W0));
  const chain: Chain = { factors, rateScale: golden.network.lr_scales };
  const network = {
    id: golden.network.kind,
    label: golden.name,
    chains: [chain],
    optimizer: optimizerOf(golden),
    sharpness: factors.length,
  };
  return { problems: [goldenProblem(golden)], networks: [network] };
}

function optimizerOf({ optimizer }: GoldenCase): Optimizer {
  const { kind, galore } = optimizer;
  return {
    kind: kind === "galore" ? "gd" : kind,
    eta: optimizer.eta,
    weightDecay: optimizer.weight_decay,
    beta1: optimizer.adam?.b1 ?? optimizer.momentum_beta ?? 0,
    beta2: optimizer.adam?.b2 ?? 0,
    epsilon: optimizer.adam?.eps ?? 0,
    ...(galore ? { galore: { rank: galore.rank, gap: galore.update_proj_gap, scale: galore.scale } } : {}),
  };
}
