/** The pieces of work to time: a matrix product, the update of a long vector, training steps. */
import type { Kernel } from "../../kernels/kernel.ts";
import { gd_step } from "../../kernels/optim/steps.ts";
import { densityOf } from "../../kernels/linalg/matmul_observed.ts";
import type { Dispatch, Executor, Program } from "../../kernels/program.ts";
import { gaussian } from "../../math/random-matrices.ts";
import { invariant } from "../../core/errors.ts";
import { randomStream } from "../../math/random.ts";
import type { Matrix } from "../../math/matrix.ts";
import { type Chain, randomStart } from "../../workloads/mf/network/start.ts";
import { generatedProblem, lowRankTarget } from "../../workloads/mf/data/generate.ts";
import { planTraining } from "../../workloads/mf/plan/plan.ts";
import { ProgramBuilder } from "../../models/builder.ts";
import { HISTORY_CAPACITY } from "../../training/plan.ts";
import { Session } from "../../workloads/mf/session.ts";
import type { Schedule } from "../../training/rates.ts";
import type { Optimizer } from "../../models/update.ts";
import type { Training } from "../../workloads/mf/training.ts";
import { withChoice } from "../../training/tuner.ts";
import type { Work } from "./timing.ts";

/** Opens a program on WebGPU, in WebAssembly, or in float64. */
export type OpenExecutor = (program: Program) => Promise<Executor>;

/** Gives a program the kernels that a run on this engine would use. */
export type Tune = (program: Program) => Promise<Program>;

/** The product op(a) · op(b) of an m × k matrix and a k × n matrix. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const CONSTANT: Schedule = { kind: "constant", warmUp: 0, lastStep: 0 };
const GD: Optimizer = {
  kind: "gd",
  rate: { eta: 0.02, weightDecay: 0, schedule: CONSTANT },
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-12,
};

/** The two operands as they are stored, with normally distributed entries. */
export function operandsOf({ m, n, k, transposeA, transposeB }: Product): { a: Matrix; b: Matrix } {
  const random = randomStream(0, "operands");
  const stored = (rows: number, cols: number, transposed: boolean): Matrix =>
    transposed ? gaussian(random, cols, rows) : gaussian(random, rows, cols);
  return { a: stored(m, k, transposeA), b: stored(k, n, transposeB) };
}

/** Tensors `a`, `b` and `out`, and a list `work`: the product, with `kernel` or else the plan's kernel. */
export function matmulProgram(
  product: Product,
  { a, b }: { a: Matrix; b: Matrix },
  kernel?: Kernel,
): Program {
  const builder = new ProgramBuilder(1);
  const left = builder.matrix("a", a.rows, a.cols, [a.data]);
  const right = builder.matrix("b", b.rows, b.cols, [b.data]);
  builder.list("work");
  builder.matmul("work", left, right, builder.matrix("out", product.m, product.n), product);
  builder.list("nothing");
  const program = builder.build();
  if (kernel === undefined) return program;
  const work = (program.lists["work"] ?? []).map((dispatch) =>
    withChoice(dispatch, { kernel, constants: {} }),
  );
  return { ...program, lists: { ...program.lists, work } };
}

/** A program whose list `work` updates `count` elements. For each element it reads two numbers and writes one. */
export function streamProgram(count: number): Program {
  const builder = new ProgramBuilder(1);
  builder.tensor({ name: "rates", length: 2, initial: [GD.rate.eta, 0] });
  builder.tensor({ name: "step", type: "u32", length: 1, initial: [1] });
  builder.tensor({ name: "w", length: count });
  builder.tensor({ name: "g", length: count });
  builder.list("work");
  builder.dispatch(gd_step, "work", { count, rate_scale: 1 }, {}, ["w", "g", "rates", "step"], 2 * count);
  return builder.build();
}

/** Multiplications with additions in registers: vectors, turns, and invocations. */
const PEAK = { vectors: 4, turns: 1024, workgroup: 64, workgroups: 2048 } as const;
/** Operations of the list `work` of `peakProgram`. */
export const PEAK_FLOPS = 8 * PEAK.vectors * PEAK.turns * PEAK.workgroup * PEAK.workgroups;

/** A program whose list `work` multiplies and adds in registers, which shows a WebGPU device's highest arithmetic rate. */
export function peakProgram(): Program {
  const { vectors, turns, workgroup, workgroups } = PEAK;
  const names = Array.from({ length: vectors }, (_, i) => `c${i}`);
  const kernel: Kernel = {
    name: "peak",
    wgsl: `
      struct Params { turns: u32 }
      @group(0) @binding(0) var<uniform> params: Params;
      @group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
      @compute @workgroup_size(${workgroup})
      fn main(@builtin(global_invocation_id) id: vec3u) {
        let x = out[0];
        let y = out[1];
        ${names.map((name, i) => `var ${name} = vec4f(f32(id.x) + ${i}.0);`).join(" ")}
        for (var turn = 0u; turn < params.turns; turn++) { ${names.map((name) => `${name} = ${name} * x + y;`).join(" ")} }
        out[id.x] = ${names.join(" + ")};
      }`,
    params: [{ name: "turns", type: "u32" }],
    bindings: [{ name: "out", access: "read_write" }],
    constants: {},
    grid: () => [workgroups, 1, 1],
    reference: () => invariant(false, "the peak is measured on WebGPU only"),
  };
  const builder = new ProgramBuilder(1);
  builder.tensor({ name: "out", length: 4 * workgroup * workgroups });
  builder.list("work");
  builder.dispatch(kernel, "work", { turns }, {}, ["out"], PEAK_FLOPS);
  return builder.build();
}

export interface CompletionSetting {
  readonly d: number;
  /** The network to train. `compressed` is the chain of Yaras et al.: Vᵀ, L inner factors of width 2r̂, U. */
  readonly network: "original" | "compressed";
  readonly rHat?: number;
  /** p, the observed fraction. */
  readonly observed?: number;
  /** L, the depth. */
  readonly depth?: number;
  readonly batch?: number;
}

const RANK = 5;
/** Rate scale of the compressed network's outer factors. */
const GAMMA = 3;

/**
 * Deep completion of a d × d matrix of rank 5, with depth 3 by default. The initialization has independent normal
 * entries. Every gradient then matters from the first step, and large sizes are built quickly, because nothing is
 * compressed: compression takes the SVD of a d × d matrix.
 */
export function completionTraining(setting: CompletionSetting): Training {
  const { d, network, rHat = 10, observed = 0.3, depth: L = 3, batch = 1 } = setting;
  const problem = generatedProblem(
    lowRankTarget(0, d, d, Math.min(RANK, d), { spectrum: "linspace", smallest: 0.5, sigmas: [] }),
    {
      task: "completion",
      seed: 0,
      observed,
      mask: "exact",
      validation: 0,
      measurements: 1,
      noise: 0,
      loss: "normalised",
    },
  );
  const [depth, width] = network === "original" ? [L, d] : [L + 2, Math.min(d, 2 * rHat)];
  const chainOf = (seed: number): Chain => {
    const factors = randomStart(seed, "benchmark", { rows: d, cols: d, depth, width }, 0.5, "gaussian");
    const isOuter = (l: number): boolean => l === 0 || l === depth - 1;
    return {
      factors,
      rateScale: factors.map((_, l) => (network === "compressed" && isOuter(l) ? GAMMA : 1)),
    };
  };
  return {
    problems: Array.from({ length: batch }, () => problem),
    networks: [
      {
        id: network,
        label: network,
        chains: Array.from({ length: batch }, (_, b) => chainOf(b)),
        optimizer: GD,
        sharpness: L,
      },
    ],
  };
}

/** `tune` is for engines that choose their kernels. */
export async function openSession(training: Training, open: OpenExecutor, tune?: Tune): Promise<Session> {
  const plan = planTraining(training);
  const program = (await tune?.(plan.program)) ?? plan.program;
  return new Session({ ...plan, program }, await open(program));
}

/** Trains the first network, in rounds as long as the history allows. */
export function stepsOf(session: Session): Work {
  return async (count) => {
    for (let left = count; left > 0; left -= HISTORY_CAPACITY)
      await session.advance(0, Math.min(left, HISTORY_CAPACITY));
  };
}

interface Cost {
  readonly flops: number;
  readonly bytes: number;
}

/** A dispatch reads or writes only a few numbers of the tensors that it binds under these names. */
export const INDEXED: ReadonlySet<string> = new Set(["rates", "step", "history"]);

export const lengthsOf = ({ tensors }: Program): ReadonlyMap<string, number> =>
  new Map(tensors.map(({ name, length }) => [name, length]));

/**
 * The floating-point operations of a dispatch, without those on zeros that its kernel skips, and the bytes of the
 * tensors that it binds. A dispatch must move at least these bytes.
 */
export function costOfDispatch(dispatch: Dispatch, lengths: ReadonlyMap<string, number>): Cost {
  const { kernel, tensors, params, flops } = dispatch;
  const { m = 0, n = 0, k = 0, batch = 0 } = params;
  const skipped = 2 * m * n * k * batch * (1 - densityOf(dispatch, lengths));
  const bytesOf = (name: string, i: number): number =>
    INDEXED.has(kernel.bindings[i]?.name ?? "") ? 0 : 4 * (lengths.get(name) ?? 0);
  return {
    flops: flops - skipped,
    bytes: tensors.reduce((sum, name, i) => sum + bytesOf(name, i), 0),
  };
}

export function costOf(program: Program, list: string): Cost {
  const dispatches = program.lists[list];
  invariant(dispatches, `the program has a list ${list}`);
  const lengths = lengthsOf(program);
  const costs = dispatches.map((dispatch) => costOfDispatch(dispatch, lengths));
  return {
    flops: costs.reduce((sum, { flops }) => sum + flops, 0),
    bytes: costs.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
