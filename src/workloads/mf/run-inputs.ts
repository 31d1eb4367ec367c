/** The inputs of a run, for files: the data's values without rounding, and every factor at initialization. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { displayValue } from "../../math/units.ts";
import type { Problem } from "../../problem/problem.ts";
import type { TrainingPlan } from "./plan/plan.ts";
import type { Training } from "./training.ts";

export interface StartFactors {
  readonly id: NetworkName;
  /** W_1 first. */
  readonly factors: readonly StartFactor[];
}

export interface StartFactor {
  /** Name of the tensor in a checkpoint, which omits frozen factors. */
  readonly tensor: string;
  readonly rows: number;
  readonly cols: number;
  /** B × rows × cols. */
  readonly values: Float32Array;
}

/** The initial factors of the named networks, in the order of training. */
export function startFactors(
  names: readonly NetworkName[],
  { networks, problems }: Training,
  plan: TrainingPlan,
): StartFactors[] {
  return names.map((id, network) => ({
    id,
    factors: (plan.models[network]?.W ?? []).map(({ tensor, rows, cols }, l) => {
      const values = new Float32Array(problems.length * rows * cols);
      networks[network]?.chains.forEach(({ factors }, b) =>
        values.set(factors[l]?.data ?? [], b * rows * cols),
      );
      return { tensor, rows, cols, values };
    }),
  }));
}

/** The data as loaded, rows × cols, with NaN for a missing value. Undefined for generated data. */
export function dataValues({ data }: Training): Float64Array | undefined {
  return data?.data.map((value, i) => (data.known?.[i] === 0 ? NaN : value));
}

/**
 * The first seed's values, rows × cols, in the displayed unit, with NaN for a missing value. Observed entries
 * include their noise; the others come from the data. Without noise, values of real data come straight from
 * the data, because normalising them and back would round.
 */
export function givenValues({ problems, data }: Training): Float64Array {
  const { target, observed, mask, validation, known, baseline, unit } = problems[0] as Problem;
  return target.data.map((value, i) => {
    if (known?.[i] === 0) return NaN;
    const isSeen = (mask?.[i] ?? 1) === 1 || validation?.[i] === 1;
    if (data && (observed === target || !isSeen))
      return displayValue({ ...unit, offset: 0, scale: 1 }, data.data[i] as number);
    const normalised = isSeen ? (observed.data[i] as number) : value;
    return displayValue(unit, normalised) + (baseline?.[i] ?? 0);
  });
}
