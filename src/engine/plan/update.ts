/** From the gradient of a factor to its next value: the optimizer's kernel, or for plain descent the gradient's own product. */
import type { Optimizer } from "../training.ts";
import type { MatrixRef, ProgramBuilder } from "./builder.ts";

/** GaLore: rows ≥ cols: P = top right singular vectors (rank × cols); otherwise top left ones (rows × rank). */
export interface Projection {
  readonly gradient: MatrixRef;
  readonly P: MatrixRef;
  readonly side: "right" | "left";
}

export interface Update {
  readonly hyper: string;
  readonly step: string;
  readonly factor: MatrixRef;
  readonly gradient: MatrixRef;
  readonly rate: number;
}

/**
 * W ← β W + α L R for a gradient that is L R: what plain descent does to a factor, in the product itself. Undefined where the
 * optimizer needs the gradient as such.
 */
export function descentOf(
  { kind, eta, weightDecay, galore }: Optimizer,
  rate: number,
): { alpha: number; beta: number } | undefined {
  if (kind !== "gd" || galore) return undefined;
  return { alpha: -eta * rate, beta: 1 - eta * weightDecay };
}

/** Returns the tensors of the optimizer's own state. */
export function planUpdate(program: ProgramBuilder, { kind }: Optimizer, update: Update): string[] {
  const { hyper, step, factor, gradient, rate } = update;
  const count = program.batch * factor.rows * factor.cols;
  const moments = { gd: [], momentum: ["velocity"], adam: ["first", "second"], rmsprop: ["second"] }[
    kind
  ].map((name) => program.tensor({ name: `${factor.tensor}/${name}`, length: count }));
  const tensors = [hyper, factor.tensor, gradient.tensor, ...moments, ...(kind === "adam" ? [step] : [])];
  const flops = { gd: 2, momentum: 4, adam: 12, rmsprop: 8 }[kind] * count;
  program.dispatch(
    `${kind}_step`,
    `${factor.tensor}/update`,
    { count, rate_scale: rate },
    {},
    tensors,
    flops,
  );
  return moments;
}

export function planProjection(
  program: ProgramBuilder,
  name: string,
  gradient: MatrixRef,
  rank: number,
): Projection {
  const side = gradient.rows >= gradient.cols ? "right" : "left";
  const P =
    side === "right" ? program.matrix(name, rank, gradient.cols) : program.matrix(name, gradient.rows, rank);
  return { gradient, P, side };
}

/** (G Pᵀ) P, or P (Pᵀ G). */
export function projectGradient(program: ProgramBuilder, { gradient, P, side }: Projection): MatrixRef {
  const { rows, cols } = gradient;
  const projected = program.matrix(`${P.tensor}/projected`, rows, cols);
  if (side === "right") {
    const inner = program.matrix(`${P.tensor}/inner`, rows, P.rows);
    program.matmul(`${P.tensor}/G·Pᵀ`, gradient, P, inner, { transposeB: true });
    program.matmul(`${P.tensor}/(G·Pᵀ)·P`, inner, P, projected);
  } else {
    const inner = program.matrix(`${P.tensor}/inner`, P.cols, cols);
    program.matmul(`${P.tensor}/Pᵀ·G`, P, gradient, inner, { transposeA: true });
    program.matmul(`${P.tensor}/P·(Pᵀ·G)`, P, inner, projected);
  }
  return projected;
}
