/**
 * GaLore (Zhao et al. 2024): Adam on the projected gradient of a dense weight W, out × in. Adam's direction
 * is then projected back. If out ≥ in, the gradient is projected from the right with P, in × r; otherwise
 * from the left with P, out × r. With `bits` 8, Adam's moments are 8-bit codes.
 */
import { adam_direction, adam_direction_8bit } from "../kernels/optim/adam_direction.ts";
import type { MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";
import { invariant } from "../core/errors.ts";
import { eightBitMaps } from "./eight-bit.ts";

export interface GaLore {
  readonly rank: number;
  /** Number of steps between two projectors. */
  readonly gap: number;
  /** α, the factor of the update. */
  readonly scale: number;
  readonly bits: 8 | 32;
  /** Moments with fewer elements than this stay in single precision. */
  readonly leastSize: number;
}

/** Number of elements in a block, which share one scale. */
const BLOCK = 256;

export interface PlannedGaLore {
  readonly gradient: MatrixRef;
  /** The projector of each run, written by the CPU. */
  readonly P: MatrixRef;
  /** Adam's moments and P, which a checkpoint must contain. */
  readonly state: readonly string[];
  /** Bytes of Adam's state per run, without P. */
  readonly momentBytes: number;
}

/** Appends R = projected G, Adam's direction of R, and W ← (1 − ηλ) W − η α (direction projected back). */
export function planGaLore(
  program: ProgramBuilder,
  { rank, bits }: GaLore,
  W: MatrixRef,
  gradient: MatrixRef,
  {
    hyper,
    step,
    rates,
    maps,
  }: { readonly hyper: string; readonly step: string; readonly rates: RatesRef; readonly maps: () => string },
): PlannedGaLore {
  const id = W.tensor;
  const { rows, cols } = W;
  const isRight = rows >= cols;
  const P = program.matrix(`${id}/P`, isRight ? cols : rows, rank);
  const [m, n] = isRight ? [rows, rank] : [rank, cols];
  const R = program.matrix(`${id}/R`, m, n);
  const direction = program.matrix(`${id}/direction`, m, n);
  if (isRight) program.matmul(`${id}/G·P`, gradient, P, R);
  else program.matmul(`${id}/Pᵀ·G`, P, gradient, R, { transposeA: true });
  const count = program.batch * m * n;
  const flops = 11 * count;
  let state: string[];
  let momentBytes = 8 * m * n;
  if (bits === 8) {
    // A block with elements of two runs would give both runs the same scale.
    invariant(program.batch === 1 || (m * n) % BLOCK === 0, "no block has elements of two runs");
    const words = Math.ceil(count / 4);
    const blocks = Math.ceil(count / BLOCK);
    state = [
      program.tensor({ name: `${id}/codes1`, type: "u32", length: words }),
      program.tensor({ name: `${id}/codes2`, type: "u32", length: words }),
      program.tensor({ name: `${id}/maxima`, length: 2 * blocks }),
    ];
    momentBytes = (8 * words + 8 * blocks) / program.batch;
    const tensors = [hyper, R.tensor, step, maps(), ...state, direction.tensor];
    program.dispatch(adam_direction_8bit, `${id}/direction`, { count }, {}, tensors, flops);
  } else {
    state = ["first", "second"].map((name) => program.tensor({ name: `${id}/${name}`, length: count }));
    const tensors = [hyper, R.tensor, step, ...state, direction.tensor];
    program.dispatch(adam_direction, `${id}/direction`, { count }, {}, tensors, flops);
  }
  if (isRight) program.matmul(`${id}/update`, direction, P, W, { transposeB: true, rates });
  else program.matmul(`${id}/update`, P, direction, W, { rates });
  return { gradient, P, state: [...state, P.tensor], momentBytes };
}

/** The maps of `adam_direction_8bit` as a tensor. */
export function planMaps(program: ProgramBuilder): string {
  const { signed, unsigned } = eightBitMaps();
  return program.tensor({ name: "8-bit maps", length: 512, initial: [...signed, ...unsigned] });
}
