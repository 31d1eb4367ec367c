/** What theory says of the original before anything is trained: when it escapes, and what its start leaves behind. */
import { subscript } from "../../store/format.ts";
import type { RunFacts } from "../../store/state.ts";
import { t } from "../../store/text.ts";

interface Mark {
  /** A vertical line at a step, or a horizontal one at an error. */
  readonly step?: number;
  readonly error?: number;
  readonly name: string;
}

export function expectationsOf({ expected, experiment, networks }: RunFacts): Mark[] {
  if (!expected || !networks.some(({ id }) => id === "original")) return [];
  const { firstEscape, lastEscape, floor, exact } = expected;
  const marks: Mark[] = [{ error: floor, name: t("floor left by the start") }];
  if (firstEscape !== undefined && firstEscape < experiment.steps)
    marks.push({
      step: Math.round(firstEscape),
      name: exact ? t("expected: σ₁ learned") : t("roughly expected: σ₁ learned"),
    });
  if (lastEscape !== undefined && lastEscape < experiment.steps)
    marks.push({
      step: Math.round(lastEscape),
      name: t("{value} learned", { value: `σ${subscript(experiment.rank)}` }),
    });
  return marks;
}
