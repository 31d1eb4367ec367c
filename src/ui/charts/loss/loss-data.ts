/** The data of the error chart: curves of the current run and of the pinned runs, in the units of the axes. */
import {
  recoveryOf,
  sampleAt,
  sampleCurve,
  type Curve,
  type Sample,
  type SeedStyle,
} from "../../../store/run/curves.ts";
import type { Pin, LoadedRun } from "../../../store/state.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import type { NetworkData, RunData } from "../../../store/run/run-data.ts";
import type { NetworkName } from "../../../experiment/experiment.ts";
import { FLOOR } from "../axes/y-axis.ts";
import type { XUnit, Range, XAxis } from "../axes/x-axis.ts";

export type Quantity = "error" | "psnr";

/** A network of the current run or of a pinned run. */
export interface Drawn {
  readonly key: string;
  readonly id: NetworkName;
  /** The pinned run that this curve belongs to. Undefined for the current run. */
  readonly pin: Pin | undefined;
  readonly curve: Curve;
  readonly psnrAtOne: number | undefined;
  /** The errors at any step. The next function gives the step's position on an axis. */
  readonly at: (step: number) => Errors;
  readonly xOf: (xUnit: XUnit, step: number) => number;
  readonly lastStep: number;
}

interface Errors {
  readonly recovery: number;
  readonly train: number;
  /** NaN without a validation split. */
  readonly validation: number;
}

/** Number of samples of all curves together, so that many networks are drawn about as fast as few. */
const SAMPLE_BUDGET = 1800;
const MAX_SAMPLES = 400;

export function drawnCurves(
  data: RunData,
  run: LoadedRun,
  pins: readonly Pin[],
  xUnit: XUnit,
  zoom: Range | undefined,
  style: SeedStyle,
): Drawn[] {
  const perCurve = SAMPLE_BUDGET / Math.max(1, 2 * run.models.length);
  const most = style.each
    ? Math.max(60, Math.min(MAX_SAMPLES, Math.floor((8 * perCurve) / run.config.seeds)))
    : Math.max(150, Math.min(MAX_SAMPLES, Math.floor(perCurve)));
  const live = run.models.flatMap((facts): Drawn[] => {
    const own = data.models.get(facts.id);
    if (!own) return [];
    const { lastStep } = own.recovery;
    const xOf = (along: XUnit, step: number): number =>
      positionOf(along, step, facts, () => own.seconds.at(step));
    const range = zoom && {
      from: stepAt((step) => xOf(xUnit, step), zoom[0], lastStep),
      to: stepAt((step) => xOf(xUnit, step), zoom[1], lastStep) + 1,
    };
    return [
      {
        key: facts.id,
        id: facts.id,
        pin: undefined,
        curve: sampleCurve(facts, own, most, range, style),
        psnrAtOne: run.psnrAtOne,
        at: (step) => errorsAt(own, step, style),
        xOf,
        lastStep,
      },
    ];
  });
  return [...pins.flatMap(drawnPin), ...live];
}

function drawnPin(pin: Pin): Drawn[] {
  return pin.curves.map((curve) => ({
    key: `${pin.id} ${curve.id}`,
    id: curve.id,
    pin,
    curve,
    psnrAtOne: pin.psnrAtOne,
    at: (step) => {
      const i = sampleAt(curve, step);
      return {
        recovery: curve.recovery[i] ?? NaN,
        train: curve.train[i] ?? NaN,
        validation: curve.validation?.[i] ?? NaN,
      };
    },
    xOf: (xUnit, step) => positionOf(xUnit, step, curve, () => curve.seconds[sampleAt(curve, step)] ?? NaN),
    lastStep: curve.steps.at(-1) ?? -1,
  }));
}

function errorsAt(own: NetworkData, step: number, { band }: SeedStyle): Errors {
  return {
    recovery: recoveryOf(own, band).at(step),
    train: own.train.at(step),
    validation: own.validation.at(step),
  };
}

/** A step's position on an axis. `seconds` returns the step's time. */
const positionOf = (
  xUnit: XUnit,
  step: number,
  { flopsPerStep }: { readonly flopsPerStep: number },
  seconds: () => number,
): number => (xUnit === "steps" ? step : xUnit === "flops" ? step * flopsPerStep : seconds());

/** The positions of a curve's samples on an axis. */
export const positionsOf = (curve: Curve, xUnit: XUnit): readonly number[] =>
  curve.steps.map((step, i) => positionOf(xUnit, step, curve, () => curve.seconds[i] as number));

/** The last step whose position is at most `x`; positions increase with the steps. */
export function stepAt(placeOf: (step: number) => number, x: number, lastStep: number): number {
  let [low, high] = [0, Math.max(0, lastStep)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (placeOf(middle) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Converts an error to its height on the axis. Errors below FLOOR count as FLOOR; NaN is a gap. */
export function toChart(quantity: Quantity, psnrAtOne: number | undefined, error: Sample): number {
  if (error === null || !Number.isFinite(error)) return NaN;
  const drawn = Math.max(FLOOR, error);
  return quantity === "error" ? drawn : (psnrOf(psnrAtOne, drawn) ?? NaN);
}

/**
 * The range of the axis that covers all curves: the run's curves up to its planned end, pinned curves up to
 * their last step.
 */
export function wholeRange(drawn: readonly Drawn[], xUnit: XUnit, lastStep: number): Range {
  if (xUnit === "steps") return [0, lastStep];
  let [least, most] = [Infinity, 0];
  for (const { xOf, lastStep: reached, pin } of drawn) {
    if (reached < 1) continue;
    const perStep = xOf(xUnit, reached) / reached;
    if (!(perStep > 0)) continue;
    least = Math.min(least, perStep);
    most = Math.max(most, perStep * (pin ? reached : lastStep));
  }
  return most > least ? [least, most] : [1e-3, 1];
}

/** The smallest and the largest height of all values within the axis. */
export function visibleHeights(drawn: readonly Drawn[], quantity: Quantity, axis: XAxis): Range {
  let [least, most] = [Infinity, -Infinity];
  for (const { curve, psnrAtOne } of drawn) {
    const fractions = positionsOf(curve, axis.xUnit).map((x) => axis.fraction(x));
    for (const samples of [
      curve.recovery,
      ...(quantity === "error" ? [curve.train, curve.validation] : []),
      curve.low,
      curve.high,
      ...(curve.bySeed ?? []),
    ])
      samples?.forEach((sample, i) => {
        const fraction = fractions[i] as number;
        const height = toChart(quantity, psnrAtOne, sample);
        if (!(fraction >= -0.01 && fraction <= 1.01) || Number.isNaN(height)) return;
        least = Math.min(least, height);
        most = Math.max(most, height);
      });
  }
  return [least, most];
}
