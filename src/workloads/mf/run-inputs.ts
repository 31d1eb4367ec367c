/**
 * The inputs of a run that `Engine.read` returns and that can be saved: the data's values without rounding, and every
 * factor at initialization.
 */
import { displayValue } from "../../math/units.ts";
import { baselinesOf, type Baseline } from "./baselines.ts";
import type { Problem } from "./data/problem.ts";
import { estimateOf, rivalsOf, type Estimate } from "./estimate.ts";
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
  const [problem] = training.problems;
  const network = training.networks.findIndex(({ id }) => name === `estimate/${id}`);
  if (network >= 0) return problem && readEstimate(problem, session, network);
  const values: Readonly<Record<string, () => unknown>> = {
    baselines: () => problem && readBaselines(problem, training, session),
    data: () => dataValues(training),
    given: () => givenValues(training),
    start: () => startFactors(training, plan),
  };
  return Object.hasOwn(values, name) ? values[name]?.() : undefined;
}

/** The first seed's baselines, compared with the networks at the current step. Undefined for data that is no table. */
async function readBaselines(
  { completion, unit: { scale } }: Problem,
  { networks, rHat = 1 }: Training,
  session: Session,
): Promise<Baseline[] | undefined> {
  if (!completion) return undefined;
  const parts = async (n: number) => ({ left: await session.endToEnd(n), right: undefined, scale });
  return baselinesOf(completion, rHat, undefined, await rivalsOf(networks, completion, parts));
}

/** The first seed's estimate of a network at the current step. Undefined for data that is no table. */
async function readEstimate(
  { completion, unit }: Problem,
  session: Session,
  network: number,
): Promise<Estimate | undefined> {
  if (!completion) return undefined;
  const left = await session.endToEnd(network);
  const parts = { left, right: undefined, scale: unit.scale };
  return estimateOf(completion, parts, await session.factors(network));
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
