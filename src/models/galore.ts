/**
 * GaLore (Zhao et al. 2024) for a dense weight W, out × in: the optimizer works on the projected gradient, and its
 * direction is projected back. If out ≥ in, the gradient is projected from the right with P, in × r; otherwise from the
 * left with P, out × r.
 */
import type { Kernel } from "../kernels/kernel.ts";
import { adam_direction } from "../kernels/optim/adam_direction.ts";
import { macrotask } from "../core/macrotask.ts";
import type { Executor } from "../kernels/program.ts";
import type { Matrix } from "../math/matrix.ts";
import type { HostStep } from "../training/plan.ts";
import type { MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";
import { invariant } from "../core/errors.ts";
import { eightBitMaps } from "./eight-bit.ts";
import { projector } from "./parametrizations/adapters.ts";
import type { Galore, Optimizer } from "./update.ts";

export interface GaLore extends Galore {
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
  /** The optimizer's moments and P, which a checkpoint must contain. */
  readonly state: readonly string[];
  /** Bytes of the moments per run, without P. */
  readonly momentBytes: number;
}

interface Tensors {
  /** Adam's hyper-parameters. RMSprop is Adam with beta1 = 0, uncorrected. */
  readonly hyper: string | undefined;
  readonly step: string;
  readonly rates: RatesRef;
  /** If present, Adam's moments are 8-bit codes. The kernel comes from the caller, so that others need not load it. */
  readonly eightBit?: { readonly kernel: Kernel; readonly maps: string };
}

/** Appends R = projected G, the optimizer's direction of R, and W ← (1 − ηλ) W − η α (direction projected back). */
export function planGaLore(
  program: ProgramBuilder,
  { rank }: Pick<GaLore, "rank">,
  { kind, beta1 }: Pick<Optimizer, "kind" | "beta1">,
  W: MatrixRef,
  gradient: MatrixRef,
  { hyper, step, rates, eightBit }: Tensors,
): PlannedGaLore {
  const id = W.tensor;
  const { rows, cols } = W;
  const isRight = rows >= cols;
  const P = program.matrix(`${id}/P`, isRight ? cols : rows, rank);
  const [m, n] = isRight ? [rows, rank] : [rank, cols];
  const project = (out: MatrixRef, beta = 0): void => {
    if (isRight) program.matmul(`${id}/G·P`, gradient, P, out, { beta });
    else program.matmul(`${id}/Pᵀ·G`, P, gradient, out, { transposeA: true, beta });
  };
  const applyBack = (direction: MatrixRef): void => {
    if (isRight) program.matmul(`${id}/update`, direction, P, W, { transposeB: true, rates });
    else program.matmul(`${id}/update`, P, direction, W, { rates });
  };
  const count = program.batch * m * n;
  const planned = (moments: readonly string[], momentBytes = 4 * m * n * moments.length): PlannedGaLore => ({
    gradient,
    P,
    state: [...moments, P.tensor],
    momentBytes,
  });
  if (kind === "gd" || kind === "momentum") {
    const direction = program.matrix(`${id}/${kind === "gd" ? "R" : "velocity"}`, m, n);
    project(direction, kind === "gd" ? 0 : beta1);
    applyBack(direction);
    return planned(kind === "gd" ? [] : [direction.tensor]);
  }
  invariant(hyper !== undefined, "Adam and RMSprop have hyper-parameters");
  const R = program.matrix(`${id}/R`, m, n);
  const direction = program.matrix(`${id}/direction`, m, n);
  project(R);
  const flops = 11 * count;
  if (eightBit) {
    // A block with elements of two runs would give both runs the same scale.
    invariant(program.batch === 1 || (m * n) % BLOCK === 0, "no block has elements of two runs");
    const words = Math.ceil(count / 4);
    const blocks = Math.ceil(count / BLOCK);
    const state = [
      program.tensor({ name: `${id}/codes1`, type: "u32", length: words }),
      program.tensor({ name: `${id}/codes2`, type: "u32", length: words }),
      program.tensor({ name: `${id}/maxima`, length: 2 * blocks }),
    ];
    const tensors = [hyper, R.tensor, step, eightBit.maps, ...state, direction.tensor];
    program.dispatch(eightBit.kernel, `${id}/direction`, { count }, {}, tensors, flops);
    applyBack(direction);
    return planned(state, (8 * words + 8 * blocks) / program.batch);
  }
  const state = ["first", "second"].map((name) => program.tensor({ name: `${id}/${name}`, length: count }));
  const tensors = [hyper, R.tensor, step, ...state, direction.tensor];
  program.dispatch(adam_direction, `${id}/direction`, { count }, {}, tensors, flops);
  applyBack(direction);
  return planned(state);
}

/** The maps of `adam_direction_8bit` as a tensor. */
export function planMaps(program: ProgramBuilder): string {
  const { signed, unsigned } = eightBitMaps();
  return program.once({ name: "8-bit maps", length: 512, initial: [...signed, ...unsigned] });
}

/** The refresh of all projectors of a model from its current gradients, every `gap` steps. */
export function refreshStep(
  id: string,
  gap: number,
  planned: readonly PlannedGaLore[],
  batch: number,
  decompose?: (G: Matrix, rank: number) => { readonly u: Matrix; readonly v: Matrix },
): HostStep {
  const work = async (executor: Executor): Promise<number> => {
    let elapsedMs = 0;
    for (const { gradient, P } of planned) {
      const { tensor, rows, cols } = gradient;
      const length = rows * cols;
      for (let b = 0; b < batch; b++) {
        const { reads } = await executor.run("nothing", 1, [{ tensor, offset: b * length, length }]);
        await macrotask();
        const started = performance.now();
        const G = { rows, cols, data: Float64Array.from(reads[0] ?? []) };
        // A diverged network has no singular directions, and its steps mean nothing.
        if (G.data.every(Number.isFinite))
          executor.write(P.tensor, projector(G, P.cols, decompose).data, b * P.rows * P.cols);
        elapsedMs += performance.now() - started;
      }
    }
    return elapsedMs;
  };
  return { gap, before: `${id}/gradients`, after: `${id}/update`, work };
}
