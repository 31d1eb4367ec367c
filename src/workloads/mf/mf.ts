/** The workload of deep matrix factorization: chains of factors that learn one matrix. */
import type { Experiment } from "./config/fields.ts";
import type { Workload } from "../workload.ts";
import { measureMatrices } from "./claims/measure.ts";
import { AlignmentProbe } from "./probes/alignment.ts";
import type { Problem } from "./data/problem.ts";
import { problemEntries, runNorms } from "./entries.ts";
import { inputOf } from "./run-inputs.ts";
import { createDiagnostic, curvatureOf } from "./probes/insight.ts";
import { createOwnView } from "./probes/own-directions.ts";
import { ProbeScheduler, type Diagnostics } from "./probes/probe-scheduler.ts";
import { TrajectoryRecorder } from "./probes/trajectory.ts";
import { planTraining, type TrainingPlan } from "./plan/plan.ts";
import { Session } from "./session.ts";
import { describeNetworks, describeProblem, describeRates } from "./summary.ts";
import { buildTraining, withRates, type Training } from "./training.ts";

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
    const diagnostics = isUnseen ? undefined : openDiagnostics(config, training);
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

function openDiagnostics(experiment: Experiment, training: Training): Diagnostics {
  return {
    diagnostic: createDiagnostic(experiment, training),
    paths: new TrajectoryRecorder(experiment, training),
    alignment: new AlignmentProbe(experiment, training),
    curvature: curvatureOf(experiment, training),
  };
}
