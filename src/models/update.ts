/**
 * Computes a factor's next value from its gradient: with the optimizer's kernel or, for plain gradient
 * descent, in the product that yields the gradient.
 */
import { adam_step, gd_step, momentum_step, rmsprop_step } from "../kernels/optim/steps.ts";
import {
  descentPair,
  optimizerPair,
  RATE_CAPACITY,
  RateLog,
  type Rate,
  type RatePair,
  type RateSlot,
} from "../training/rates.ts";
import type { MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";

/** GaLore's settings (galore.ts). */
export interface Galore {
  readonly rank: number;
  /** Number of steps between two projectors. */
  readonly gap: number;
  /** α, the factor of the update. */
  readonly scale: number;
}

/** Alternating minimization: each step solves for one factor with this ridge, without a learning rate. */
interface LeastSquares {
  readonly ridge: number;
}

export interface Optimizer {
  readonly kind: "gd" | "momentum" | "adam" | "rmsprop";
  readonly rate: Rate;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly galore?: Galore;
  readonly leastSquares?: LeastSquares;
}

interface Update {
  /** Tensor of the hyper-parameters, if the optimizer has any. */
  readonly hyper: string | undefined;
  readonly rates: RatesRef;
  readonly factor: MatrixRef;
  readonly gradient: MatrixRef;
  readonly rate: number;
}

/** The rates of one network: one tensor for each form in which kernels read the rates, declared on first use. */
export class PlannedRates {
  readonly slots: RateSlot[] = [];
  readonly #program: ProgramBuilder;
  readonly #id: string;
  readonly #step: string;
  readonly #log: RateLog;

  constructor(program: ProgramBuilder, id: string, step: string, rate: Rate) {
    this.#program = program;
    this.#id = id;
    this.#step = step;
    this.#log = new RateLog(rate);
  }

  /**
   * The rates of W ← β W + α L R, where L R is the gradient: a step of plain gradient descent within the
   * product itself.
   */
  descent(scale: number): RatesRef {
    return this.#ref(`rates/${this.#id} × ${scale}`, descentPair(scale));
  }

  /** `ownEta` takes the place of the model's base η. */
  optimizer(ownEta?: number): RatesRef {
    return ownEta === undefined
      ? this.#ref(`rates/${this.#id}`, optimizerPair)
      : this.#ref(`rates/${this.#id}, η = ${ownEta}`, optimizerPair, ownEta);
  }

  #ref(tensor: string, pair: RatePair, ownEta?: number): RatesRef {
    if (!this.slots.some((slot) => slot.tensor === tensor)) {
      const slot = { tensor, pair, ownEta };
      this.#program.tensor({ name: tensor, length: 2 * RATE_CAPACITY, initial: this.#log.pairs(0, slot) });
      this.slots.push(slot);
    }
    return { tensor, step: this.#step };
  }
}

const STEPS = { gd: gd_step, momentum: momentum_step, adam: adam_step, rmsprop: rmsprop_step };

/** Whether the product that yields a gradient also makes the update. The gradient then needs no tensor. */
export function isPlainDescent({ kind, galore }: Optimizer): boolean {
  return kind === "gd" && !galore;
}

/**
 * Declares the optimizer's own tensors and appends the update of the factor. Returns the names of the tensors
 * that hold the optimizer's state.
 */
export function planUpdate(program: ProgramBuilder, { kind }: Optimizer, update: Update): string[] {
  const { hyper, rates, factor, gradient, rate } = update;
  const count = program.batch * factor.rows * factor.cols;
  const moments = { gd: [], momentum: ["velocity"], adam: ["first", "second"], rmsprop: ["second"] }[
    kind
  ].map((name) => program.tensor({ name: `${factor.tensor}/${name}`, length: count }));
  const tensors = [factor.tensor, gradient.tensor, rates.tensor, rates.step, ...moments];
  const flops = { gd: 2, momentum: 4, adam: 12, rmsprop: 8 }[kind] * count;
  program.dispatch(
    STEPS[kind],
    `${factor.tensor}/update`,
    { count, rate_scale: rate },
    { RATES: RATE_CAPACITY },
    hyper === undefined ? tensors : [hyper, ...tensors],
    flops,
  );
  return moments;
}
