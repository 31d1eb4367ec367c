/**
 * The theory's predictions for the original before training: its escapes, and the error that its initialization leaves.
 */
import { subscript } from "../../../store/format.ts";
import type { RunFacts } from "../../../store/state.ts";
import type { XAxis } from "../axes/x-axis.ts";

interface Expectation {
  readonly name: string;
  /** A vertical line at a step, or a range from it up to `untilStep`; or a horizontal line at an error. */
  readonly step?: number;
  readonly untilStep?: number;
  readonly error?: number;
}

/** A singular value, counted from 1, and the step at which it is expected. */
interface Escape {
  readonly index: number;
  readonly step: number;
}

/** Marks closer than this fraction of the axis are merged. */
const CROWDED = 0.055;

export const expectsEscapes = ({ expected, networks }: RunFacts): boolean =>
  expected !== undefined && expected.escapes.length > 0 && networks.some(({ id }) => id === "original");

export function expectationsOf(run: RunFacts, axis: XAxis): Expectation[] {
  const { expected, networks } = run;
  if (!expected || !networks.some(({ id }) => id === "original")) return [];
  return [
    ...(expected.floor === undefined ? [] : [{ error: expected.floor, name: "expected floor, original" }]),
    ...visibleGroups(expected.escapes, axis).map(({ first, last }): Expectation => ({
      name: first === last ? sigma(first) : `${sigma(first)}–${sigma(last)}`,
      step: Math.round(first.step),
      ...(first === last ? {} : { untilStep: Math.round(last.step) }),
    })),
  ];
}

const sigma = ({ index }: Escape): string => `σ${subscript(index)}`;

/** The visible marks on a step axis. Neighbours that are too close for separate names are merged. */
function visibleGroups(
  escapes: readonly number[],
  { xUnit, fraction }: XAxis,
): { first: Escape; last: Escape }[] {
  if (xUnit !== "steps") return [];
  const groups: { first: Escape; last: Escape }[] = [];
  escapes.forEach((step, i) => {
    const escape = { index: i + 1, step };
    const group = groups.at(-1);
    if (fraction(step) < 0 || fraction(step) > 1) return;
    if (group && fraction(step) - fraction(group.last.step) < CROWDED) group.last = escape;
    else groups.push({ first: escape, last: escape });
  });
  return groups;
}
