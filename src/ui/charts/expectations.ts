/** What theory says of the original before anything is trained: when it escapes, and what its start leaves behind. */
import type { RunFacts } from "../../store/state.ts";

interface Mark {
  /** A vertical line at a step, or a horizontal one at an error. */
  readonly step?: number;
  readonly error?: number;
  readonly name: string;
}

export function expectationsOf({ expected, experiment, networks }: RunFacts): Mark[] {
  if (!expected || !networks.some(({ id }) => id === "original")) return [];
  const { firstEscape, lastEscape, floor, exact } = expected;
  const about = exact ? "expected" : "roughly expected";
  const marks: Mark[] = [{ error: floor, name: "floor left by the start" }];
  if (firstEscape !== undefined && firstEscape < experiment.steps)
    marks.push({ step: Math.round(firstEscape), name: `${about}: σ₁ learned` });
  if (lastEscape !== undefined && lastEscape < experiment.steps)
    marks.push({ step: Math.round(lastEscape), name: `σ${subscript(experiment.rank)} learned` });
  return marks;
}

const subscript = (n: number): string =>
  Array.from(String(n), (digit) => String.fromCodePoint(0x2080 + Number(digit))).join("");
