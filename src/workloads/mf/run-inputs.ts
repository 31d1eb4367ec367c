/** The inputs of a run that can be saved: the data's values without rounding, and every factor at initialization. */
import { displayValue } from "../../math/units.ts";
import type { Problem } from "../../problem/problem.ts";
import type { StartFactors } from "../hooks.ts";
import type { TrainingPlan } from "./plan/plan.ts";
import type { Training } from "./training.ts";

/** The initial factors of all networks, in the order of training. */
export function startFactors({ networks, problems }: Training, plan: TrainingPlan): StartFactors[] {
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
export function givenValues({ problems, data }: Training): Float64Array {
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
