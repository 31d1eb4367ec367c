/** The leading singular values of a learned matrix over steps, and when each was learned. */
import { alignedPath, type PredictedValue } from "../../workloads/mf/probes/alignment.ts";
import { formatCount } from "../format.ts";
import type { SpectrumHistory } from "../run/step-history.ts";
import type { NetworkSummary } from "../../workloads/mf/summary.ts";

export interface Halfway {
  /** The last probe before the value reached half of its final size, and the first probe after. */
  readonly after: number;
  readonly by: number;
}

export interface LearnedValue {
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** The two probes between which the value reached half of its final size. Undefined if it has not grown. */
  readonly halfway: Halfway | undefined;
}

/** `at step 150`, or as precisely as the probes allow: `between steps 120 and 150`. */
export const halfwayText = ({ after, by }: Halfway): string =>
  by - after <= 1
    ? `at step ${formatCount(by)}`
    : `between steps ${formatCount(after)} and ${formatCount(by)}`;

/** A value that has grown by less than this factor since initialization counts as not learned. */
const GROWN = 2;

/** Of a factor, or of the end-to-end product if `layer` is −1. */
export function leadingValues({ records }: SpectrumHistory, count: number, layer = -1): LearnedValue[] {
  const steps = records.map(({ step }) => step);
  const found = records.map(({ spectra }) => (layer < 0 ? spectra.endToEnd : (spectra.layers[layer] ?? [])));
  return Array.from({ length: Math.min(count, found[0]?.length ?? 0) }, (_, i) =>
    withHalf({ steps, values: found.map((values) => values[i] ?? NaN) }),
  );
}

function withHalf({ steps, values }: PredictedValue): LearnedValue {
  const first = values[0] ?? NaN;
  const last = values.at(-1) ?? NaN;
  const at = last > GROWN * first ? values.findIndex((value) => value >= last / 2) : -1;
  const [after, by] = [steps[at - 1], steps[at]];
  return { steps, values, halfway: after === undefined || by === undefined ? undefined : { after, by } };
}

/** The aligned layers' recursion for one network, cached between calls. Undefined without a prediction. */
export function predictionOf({ aligned }: Pick<NetworkSummary, "aligned">) {
  if (!aligned) return undefined;
  const path = alignedPath(aligned);
  return (lastStep: number) => path(lastStep).map(withHalf);
}

/**
 * σ₁² / a of each factor, where a scales its rate, and the difference of each pair of neighbours. Gradient flow keeps the
 * differences if each layer starts as a multiple of a matrix with orthonormal rows or columns.
 */
export function squaresOf(history: SpectrumHistory, rateScale: readonly number[]) {
  const squares = rateScale.map((a, layer): PredictedValue => {
    const { steps, values } = leadingValues(history, 1, layer)[0] ?? { steps: [], values: [] };
    return { steps, values: values.map((value) => value ** 2 / a) };
  });
  const differences = squares.slice(1).map(({ steps, values }, l) => ({
    steps,
    values: values.map((value, i) => value - (squares[l]?.values[i] ?? NaN)),
  }));
  return { squares, differences };
}
