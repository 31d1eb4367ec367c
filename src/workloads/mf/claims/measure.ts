/** Measures what a claim asks for in a run of matrix factorization. */
import type { ClaimRun } from "../../../experiment/claims/claim.ts";
import type { Experiment } from "../config/fields.ts";
import { hasDivergedAt } from "../../../training/progress.ts";
import type { Columns, Measuring } from "../../workload.ts";
import { runNorms, type RunNorms } from "../entries.ts";
import type { Problem } from "../data/problem.ts";
import type { Session } from "../session.ts";
import type { Training } from "../training.ts";
import { makeProbe } from "./probes.ts";
import { LEVELS } from "./results.ts";

/** The number of steps so far on which the second network's recovery error is above that of the first. */
function stepsAbove([first, second]: readonly Columns[]): number {
  const [errors = [], others = []] = [first?.["recovery"], second?.["recovery"]];
  return Array.from(others).filter((error, t) => error > (errors[t] ?? Infinity)).length;
}

export function measureMatrices(
  claimed: ClaimRun,
  experiment: Experiment,
  training: Training,
  session: Session,
): Measuring {
  const norms = runNorms(training.problems[0] as Problem);
  const probe = claimed.probe && makeProbe(claimed.probe, { experiment, training, session });
  return {
    facts: { ...norms },
    ...measureErrors(claimed, norms),
    ...(probe
      ? {
          probe: async (step, columns) => ({
            step,
            ...Object.fromEntries(
              training.networks.map(({ id }, i) => [`${id} error`, columns[i]?.["recovery"]?.at(-1) ?? NaN]),
            ),
            "steps above": stepsAbove(columns),
            ...(await probe(step)),
          }),
        }
      : {}),
  };
}

/** Where a network stops, and its figures, from its errors at every step. */
function measureErrors(
  { stopBelow = 0, stopLoss = 0 }: ClaimRun,
  { unitLoss }: RunNorms,
): Required<Pick<Measuring, "isEnough" | "figures">> {
  const isFitted = (train: number): boolean => train < Math.sqrt(stopLoss / unitLoss);
  return {
    isEnough: ({ train = NaN, recovery = NaN }) =>
      recovery < stopBelow || isFitted(train) || hasDivergedAt(train),
    figures({ train = [], recovery = [] }: Columns) {
      const bestStep = recovery.reduce((best, value, t, all) => (value < (all[best] ?? NaN) ? t : best), 0);
      const first = (errors: readonly number[], isMet: (error: number) => boolean): number | null => {
        const step = errors.findIndex(isMet);
        return step < 0 ? null : step;
      };
      const reached = LEVELS.map((level) => [
        `to_${level}`,
        first(recovery, (error) => error < Number(level)),
      ]);
      return {
        steps: recovery.length - 1,
        train: train.at(-1) ?? NaN,
        recovery: recovery.at(-1) ?? NaN,
        best: recovery[bestStep] ?? NaN,
        bestStep,
        ...(Object.fromEntries(reached) as Readonly<Record<string, number | null>>),
        stoppedAt: first(train, isFitted),
      };
    },
  };
}
