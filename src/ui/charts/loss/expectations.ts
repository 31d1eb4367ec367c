/**
 * The theory's predictions for the original network: its escapes, i.e. the steps by which half of each singular
 * value is learned, and the error that its initialization leaves.
 */
import { subscript } from "../../../store/format.ts";
import type { LoadedRun } from "../../../store/state.ts";
import type { XAxis } from "../axes/x-axis.ts";

interface Expectation {
  readonly name: string;
  /** A vertical line at a step, or a range from it up to `untilStep`; or a horizontal line at an error. */
  readonly step?: number;
  readonly untilStep?: number;
  readonly error?: number;
}

/** A singular value, counted from 1, and the step at which half of it should be learned. */
interface Escape {
  readonly index: number;
  readonly step: number;
}

/** Width of one character of a mark's name, as a fraction of the narrowest chart's axis. */
const CHARACTER = 0.028;

export const expectsEscapes = ({ expected, models }: LoadedRun): boolean =>
  expected !== undefined && expected.escapes.length > 0 && models.some(({ id }) => id === "original");

export function expectationsOf(run: LoadedRun, axis: XAxis): Expectation[] {
  const { expected, models } = run;
  if (!expected || !models.some(({ id }) => id === "original")) return [];
  return [
    ...(expected.floor === undefined ? [] : [{ error: expected.floor, name: "expected floor, original" }]),
    ...visibleGroups(expected.escapes, axis).map((group): Expectation => ({
      name: nameOf(group),
      step: Math.round(group.first.step),
      ...(group.first === group.last ? {} : { untilStep: Math.round(group.last.step) }),
    })),
  ];
}

/** Neighbouring escapes that share one mark. */
interface Group {
  readonly first: Escape;
  readonly last: Escape;
}

const sigma = ({ index }: Escape): string => `σ${subscript(index)}`;

const nameOf = ({ first, last }: Group): string =>
  first === last ? sigma(first) : `${sigma(first)}–${sigma(last)}`;

/** The visible marks on a step axis. Neighbours whose names would overlap are merged. */
function visibleGroups(escapes: readonly number[], { xUnit, fraction }: XAxis): Group[] {
  if (xUnit !== "steps") return [];
  const middle = ({ first, last }: Group): number => (fraction(first.step) + fraction(last.step)) / 2;
  const overlap = (one: Group, next: Group): boolean =>
    middle(next) - middle(one) < (CHARACTER * (nameOf(one).length + nameOf(next).length)) / 2;
  const groups: Group[] = [];
  escapes.forEach((step, i) => {
    if (fraction(step) < 0 || fraction(step) > 1) return;
    const last = { index: i + 1, step };
    let group: Group = { first: last, last };
    // A merged name is longer, so it may reach the previous group.
    for (let before = groups.at(-1); before && overlap(before, group); before = groups.at(-1)) {
      groups.pop();
      group = { first: before.first, last };
    }
    groups.push(group);
  });
  return groups;
}
