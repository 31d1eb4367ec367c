/** The workload of deep matrix factorization: chains of factors that learn one matrix. */
import type { Experiment } from "../../experiment/experiment.ts";
import { AlignmentProbe } from "./probes/alignment.ts";
import { dataValues, givenValues, startFactors } from "./run-inputs.ts";
import { createDiagnostic } from "./probes/diagnostic.ts";
import { ProbeScheduler, type Diagnostics } from "./probes/probe-scheduler.ts";
import { TrajectoryRecorder } from "./probes/trajectory-recorder.ts";
import { planTraining, type TrainingPlan } from "./plan/plan.ts";
import { Preparation } from "./preparation.ts";
import { Session } from "./session.ts";
import { summarize, summarizeRates } from "./summary.ts";
import { buildTraining, seedsOf, withRates, type Training } from "./training.ts";
import type { EngineWorkload, PreparedRun } from "../engine-workload.ts";

export const mf: EngineWorkload = {
  id: "mf",
  prepare: async ({ config, load, file, tell }) => {
    const experiment = config as Experiment;
    const preparation = new Preparation(experiment, tell);
    const training = await buildTraining(experiment, load, seedsOf(experiment), file, preparation);
    preparation.engine();
    return prepared(experiment, training, planTraining(training));
  },
};

function prepared(experiment: Experiment, training: Training, plan: TrainingPlan): PreparedRun<Session> {
  return {
    config: experiment,
    plan,
    rates: training.networks.map(({ optimizer }) => optimizer.rate),
    open: (tuned, executor) => new Session(tuned as TrainingPlan, executor),
    watch: (session, events, isUnseen) =>
      new ProbeScheduler(session, events, isUnseen ? undefined : openDiagnostics(experiment, training)),
    summarize: async (session, device) =>
      summarize(experiment, training, session, await session.problemPictures(), device),
    summarizeRates: (session) => summarizeRates(experiment, training, session),
    withRates: (other) => prepared(other as Experiment, withRates(training, other as Experiment), plan),
    dataValues: () => dataValues(training),
    givenValues: () => givenValues(training),
    startFactors: () => startFactors(experiment.networks, training, plan),
  };
}

function openDiagnostics(experiment: Experiment, training: Training): Diagnostics {
  return {
    diagnostic: createDiagnostic(experiment, training),
    paths: new TrajectoryRecorder(experiment, training),
    alignment: new AlignmentProbe(experiment, training),
  };
}
