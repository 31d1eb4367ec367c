/** The workload of deep matrix factorization: chains of factors that learn one matrix. */
import type { Experiment } from "./config/fields.ts";
import type { Workload, Columns, Measuring } from "../workload.ts";
import { createAlignmentProbe } from "./probes/alignment.ts";
import type { Problem } from "./data/problem.ts";
import { problemEntries, runNorms } from "./entries.ts";
import { inputOf } from "./run-inputs.ts";
import { createDiagnostic, curvatureOf } from "./probes/insight.ts";
import { createOwnView } from "./probes/own-directions.ts";
import { ProbeScheduler } from "./probes/probe-scheduler.ts";
import { createTrajectoryRecorder } from "./probes/trajectory.ts";
import { planTraining, type TrainingPlan } from "./plan/plan.ts";
import { Session } from "./session.ts";
import { describeNetworks, describeProblem, describeRates } from "./summary.ts";
import { buildTraining, withRates, type Training } from "./training.ts";
import type { ClaimRun } from "../../experiment/claims/claim.ts";
import { hasDivergedAt } from "../../training/progress.ts";
import { makeProbe } from "./claims/probes.ts";
import { LEVELS } from "./claims/results.ts";

export const mf: Workload<Experiment, Training, TrainingPlan, Session> = {
  id: "mf",
  label: "Matrix factorization",
  build: buildTraining,
  plan: planTraining,
  rates: (training, config) => withRates(training, config).networks.map(({ optimizer }) => optimizer.rate),
  // `watch` schedules the probes, because spectra of large matrices are computed in slices and in idle time.
  probes: () => [],
  describe: (config, training) => describeProblem(config, training),
  open: (plan, executor) => new Session(plan, executor),
  watch: (session, config, built, events, isUnseen) => {
    const training = withRates(built, config);
    const diagnostics = isUnseen
      ? undefined
      : {
          diagnostic: createDiagnostic(config, training),
          paths: createTrajectoryRecorder(config, training),
          alignment: createAlignmentProbe(config, training),
          curvature: curvatureOf(config, training),
        };
    return new ProbeScheduler(session, events, diagnostics, createOwnView(config, training), config.steps);
  },
  describeModels: describeNetworks,
  describeRates: (session, config, training) => describeRates(config, withRates(training, config), session),
  readFacts: async (session, { problems }) => ({
    ...(await session.problemPictures()),
    entries: problemEntries(problems[0] as Problem),
    norms: runNorms(problems[0] as Problem),
    pictureScale: session.plan.pictureScale,
  }),
  read: inputOf,
  measure: measureMatrices,
};

/** The number of steps so far on which the second network's recovery error is above that of the first. */
function stepsAbove([first, second]: readonly Columns[]): number {
  const [errors = [], others = []] = [first?.["recovery"], second?.["recovery"]];
  return Array.from(others).filter((error, t) => error > (errors[t] ?? Infinity)).length;
}

/** Measures what a claim asks for, where a network stops, and its figures, from its errors at every step. */
function measureMatrices(
  claimed: ClaimRun,
  experiment: Experiment,
  training: Training,
  session: Session,
): Measuring {
  const norms = runNorms(training.problems[0] as Problem);
  const probe = claimed.probe && makeProbe(claimed.probe, { experiment, training, session });
  const { stopBelow = 0, stopLoss = 0 } = claimed;
  const isFitted = (train: number): boolean => train < Math.sqrt(stopLoss / norms.unitLoss);
  return {
    facts: { ...norms },
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
