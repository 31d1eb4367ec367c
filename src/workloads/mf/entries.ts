/**
 * The values behind a run: the problem's entries and their norms, the data as loaded, and the factors at
 * initialization.
 */
import { type Matrix, sumOfSquares, countOf } from "../../math/matrix.ts";
import { type Problem, errorNorms } from "./data/problem.ts";
import type { Entries, RunResult } from "../../experiment/claims/claim.ts";
import { displayValue } from "../../math/units.ts";
import type { TrainingPlan } from "./plan/plan.ts";
import type { Training } from "./training.ts";

// The values behind the pictures: the problem's entries and a network's factors.

/** The entries of the first seed's problem, row by row and normalized. */
export interface ProblemEntries {
  readonly target: Float32Array;
  /** The target with noise on all entries. Absent if its entries have no noise. */
  readonly seen?: Float32Array;
  /** 1 for an entry that the networks see; absent if they see all, or none (sensing). */
  readonly observed?: Uint8Array;
  /** 1 for an observed entry that is held out for validation. Absent without validation. */
  readonly validation?: Uint8Array;
  /** 1 for a known value; absent if all are known. */
  readonly known?: Uint8Array;
  /** The amount subtracted from each entry, in the data's unit. Absent if `unit.offset` is the amount for all entries. */
  readonly baseline?: Float32Array;
}

export function problemEntries({
  target,
  observed,
  mask,
  validation,
  known,
  baseline,
}: Problem): ProblemEntries {
  return {
    target: Float32Array.from(target.data),
    ...(observed === target ? {} : { seen: Float32Array.from(observed.data) }),
    ...(mask ? { observed: Uint8Array.from(mask) } : {}),
    ...(validation ? { validation: Uint8Array.from(validation) } : {}),
    ...(known ? { known: Uint8Array.from(known) } : {}),
    ...(baseline ? { baseline: Float32Array.from(baseline) } : {}),
  };
}

/** A factor; of a large one, only every `stride`-th row and column. */
export interface FactorView {
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;
  /** ⌈rows / stride⌉ × ⌈cols / stride⌉ values, row by row. */
  readonly values: Float32Array;
}

/** A picture shows at most this many rows or columns. */
const MAX_SHOWN = 128;

export function factorView({ rows, cols, data }: Matrix): FactorView {
  const stride = Math.ceil(Math.max(rows, cols) / MAX_SHOWN);
  const across = Math.ceil(cols / stride);
  const values = new Float32Array(Math.ceil(rows / stride) * across);
  for (let at = 0; at < values.length; at++)
    values[at] = data[Math.floor(at / across) * stride * cols + (at % across) * stride] as number;
  return { rows, cols, stride, values };
}

// Computes the norms of a problem's entries.

/** Numbers of the first seed's problem that turn relative errors into the papers' losses. */
export interface RunNorms extends Pick<RunResult, "entries" | "recoveryRms"> {
  /** The training loss that corresponds to a relative train error of 1. */
  readonly unitLoss: number;
}

export function runNorms(problem: Problem): RunNorms {
  const norms = errorNorms(problem);
  return {
    entries: {
      all: { count: problem.target.data.length, squares: sumOfSquares(problem.target) },
      seen: seenEntries(problem),
    },
    recoveryRms: Math.sqrt(norms.recovery / norms.recoveryCount) * problem.unit.scale,
    unitLoss: (problem.lossScale * norms.train) / 2,
  };
}

function seenEntries({ target, mask }: Problem): Entries {
  return {
    count: mask ? countOf(mask) : target.data.length,
    squares: target.data.reduce((sum, value, i) => sum + (mask?.[i] ?? 1) * value ** 2, 0),
  };
}

// The inputs of a run that `Engine.read` returns and that can be saved: the data's values without rounding, and
// every factor at initialization.

/** The initial factors of one network. */
export interface StartFactors {
  readonly id: string;
  /** W_1 first. */
  readonly factors: readonly StartFactor[];
}

export interface StartFactor {
  /** Name of the tensor in a checkpoint. */
  readonly tensor: string;
  readonly rows: number;
  readonly cols: number;
  /** B × rows × cols. */
  readonly values: Float32Array;
}

/** The inputs of a run of matrix factorization that `Engine.read` returns, by name. */
export interface MatrixInputs {
  /** The data as loaded, rows × cols. Undefined for generated data. */
  readonly data: Float64Array | undefined;
  /** The data as training sees them, rows × cols. */
  readonly given: Float64Array;
  /** The initial factors of every network, in the order of training. */
  readonly start: readonly StartFactors[];
}

/** Reads an input of an engine's run. Undefined for other workloads, and before a run is loaded. */
export const readInput = <N extends keyof MatrixInputs>(
  engine: { read(name: string): Promise<unknown> },
  name: N,
): Promise<MatrixInputs[N] | undefined> => engine.read(name) as Promise<MatrixInputs[N] | undefined>;

export function inputOf(
  name: string,
  training: Training,
  plan: TrainingPlan,
): MatrixInputs[keyof MatrixInputs] {
  switch (name) {
    case "data":
      return dataValues(training);
    case "given":
      return givenValues(training);
    case "start":
      return startFactors(training, plan);
    default:
      return undefined;
  }
}

/** The initial factors of all networks, in the order of training. */
function startFactors({ networks, problems }: Training, plan: TrainingPlan): StartFactors[] {
  return networks.map(({ id, chains }, network) => ({
    id,
    factors: (plan.models[network]?.W ?? []).map(({ tensor, rows, cols }, l) => {
      const values = new Float32Array(problems.length * rows * cols);
      chains.forEach(({ factors }, b) => values.set(factors[l]?.data ?? [], b * rows * cols));
      return { tensor, rows, cols, values };
    }),
  }));
}

/** The data as loaded, rows × cols, with NaN for a missing value. Undefined for generated data. */
export function dataValues({ data }: Training): Float64Array | undefined {
  return data?.data.map((value, i) => (data.known?.[i] === 0 ? NaN : value));
}

/**
 * The first seed's values, rows × cols, in the displayed unit, with NaN for a missing value. Only observed entries,
 * including those held out for validation, have noise. Real values without noise come straight from the data, because
 * normalizing them and converting them back would round them.
 */
function givenValues({ problems, data }: Training): Float64Array {
  const { target, observed, mask, validation, known, baseline, unit } = problems[0] as Problem;
  return target.data.map((value, i) => {
    if (known?.[i] === 0) return NaN;
    const isSeen = (mask?.[i] ?? 1) === 1 || validation?.[i] === 1;
    if (data && (observed === target || !isSeen))
      return displayValue({ ...unit, offset: 0, scale: 1 }, data.data[i] as number);
    const normalized = isSeen ? (observed.data[i] as number) : value;
    return displayValue(unit, normalized) + (baseline?.[i] ?? 0);
  });
}
