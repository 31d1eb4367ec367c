/**
 * The inputs of a run that `Engine.read` returns and that can be saved: the data's values without rounding, and every
 * factor at initialization.
 */
import { displayValue } from "../../math/units.ts";
import { baselinesOf, type Baseline, type Rival } from "./baselines.ts";
import type { Completion } from "./data/centre.ts";
import type { Problem } from "./data/problem.ts";
import { estimateAt, estimateOf, type Estimate } from "./estimate.ts";
import type { TrainingPlan } from "./plan/plan.ts";
import type { Session } from "./session.ts";
import type { Training } from "./training.ts";

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
  /** Estimates without a network on a table, scored on its test cells. Undefined without such cells. */
  readonly baselines: readonly Baseline[] | undefined;
}

export function inputOf(name: string, training: Training, plan: TrainingPlan, session: Session): unknown {
  const values: Readonly<Record<string, () => unknown>> = {
    data: () => dataValues(training),
    given: () => givenValues(training),
    start: () => startFactors(training, plan),
  };
  if (Object.hasOwn(values, name)) return values[name]?.();
  const { problems, networks, rHat = 1 } = training;
  const { completion, unit } = problems[0] as Problem;
  const partsOf = async (network: number) => ({
    left: await session.endToEnd(network),
    right: undefined,
    scale: unit.scale,
    factors: await session.factors(network),
  });
  return completion && readTable(name, completion, rHat, networks, partsOf);
}

/**
 * Reads by name what a run on a table has for its first seed: the baselines, compared with the networks at the current
 * step, or the estimate of a network at this step. Undefined for other names.
 */
export async function readTable(
  name: string,
  completion: Completion,
  rHat: number,
  networks: readonly Pick<Rival, "id">[],
  partsOf: (network: number) => Promise<Parameters<typeof estimateOf>[1]>,
): Promise<Baseline[] | Estimate | undefined> {
  if (name === "baselines") {
    const rivals: Rival[] = [];
    for (const [n, { id }] of networks.entries()) {
      const parts = { ...(await partsOf(n)), centred: completion.centred };
      rivals.push({ id, at: (i, j) => estimateAt(parts, i, j) });
    }
    return baselinesOf(completion, rHat, undefined, rivals);
  }
  const network = networks.findIndex(({ id }) => name === `estimate/${id}`);
  return network < 0 ? undefined : estimateOf(completion, await partsOf(network));
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
