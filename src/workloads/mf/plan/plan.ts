/**
 * Turns a training run into a static program: every tensor, every dispatch and every byte is known before anything is
 * allocated. This module has no side effects.
 */
import { invariant } from "../../../core/errors.ts";
import type { Program } from "../../../kernels/program.ts";
import { ProgramBuilder } from "../../../models/builder.ts";
import { footprintOf } from "../../../gpu/compile.ts";
import { planProblem } from "./problem.ts";
import { planNetwork, type PlannedNetwork, type StepOptions } from "./step.ts";
import { planPictures, type PictureScale, type PlannedPictures } from "./views.ts";
import { errorNorms, testScore, validationError, type Problem } from "../data/problem.ts";
import {
  costMetric,
  lossMetric,
  type Evaluation,
  type Plan,
  type PlannedModel,
} from "../../../training/plan.ts";
import { hostStepOf, readMatrices } from "../host-steps.ts";
import type { Training } from "../training.ts";

export interface NetworkPlan extends PlannedNetwork, PlannedModel {
  readonly pictures: PlannedPictures;
}

export interface TrainingPlan extends Plan<NetworkPlan> {
  readonly problemPictures: { readonly list: string; readonly target: string; readonly observed: string };
  readonly pictureScale: PictureScale;
}

export function planTraining(training: Training, options: StepOptions = {}): TrainingPlan {
  const [shown] = training.problems;
  invariant(shown, "a training run has at least one problem");
  const program = new ProgramBuilder(training.problems.length);
  const problem = planProblem(program, training.problems);
  const pictures = planPictures(program, problem, shown);
  const metrics = errorMetrics(training.problems.map(errorNorms));
  const models = training.networks.map((network): NetworkPlan => {
    const { id, label } = network;
    const planned = planNetwork(program, problem, network, options);
    const { parameters, trainedParameters, flopsPerStep } = planned;
    const byteLength = program.bytesHeld(`${id}/`) / program.batch;
    const bytesPerStep = program.bytesOf(`${id}/step`) / program.batch;
    const hostStep = hostStepOf(training, network, planned);
    return {
      ...planned,
      label,
      step: `${id}/step`,
      evaluate: `${id}/evaluate`,
      metrics,
      headline: "recovery",
      evaluations: validationOf(training.problems, planned),
      rate: network.optimizer.rate,
      inputs: [],
      ...(hostStep ? { hostStep } : {}),
      cost: { parameters, trainedParameters, flopsPerStep, bytesPerStep, byteLength },
      pictures: pictures.forNetwork(planned),
    };
  });
  program.list("nothing");
  const built = program.build();
  const readLength = largestRead(built, problem, models);
  return {
    program: built,
    models,
    problemPictures: pictures,
    pictureScale: pictures.scale,
    batch: program.batch,
    readLength,
    byteLength: footprintOf(built, readLength),
  };
}

/** The two errors as metrics, relative and unsquared, from the squared norms of each run. */
export function errorMetrics(
  norms: readonly { readonly train: number; readonly recovery: number }[],
): NetworkPlan["metrics"] {
  const error = { better: "lower", scale: "log", start: 1 } as const;
  const relative = (which: "train" | "recovery") => (sum: number, b: number) =>
    Math.sqrt(sum / (norms[b]?.[which] ?? NaN));
  return [
    { id: "train", label: "Train error", ...error, value: relative("train") },
    { id: "recovery", label: "Recovery error", ...error, value: relative("recovery") },
  ];
}

/** Number of steps from one validation error to the next. The first one is measured at step 0. */
export const VALIDATION_GAP = 10;
export const VALIDATION = lossMetric("validation", "Validation error");
/** Errors on the test cells of a table, in the data's unit, with estimates clipped to the range of the training cells. */
export const TEST_ERRORS = [costMetric("rmse", "Test RMSE"), costMetric("mae", "Test MAE")];

/** The errors of f on held-out entries after the last forward pass, computed here in float64. */
function validationOf(problems: readonly Problem[], { f }: PlannedNetwork): Evaluation[] {
  if (!problems[0]?.validation) return [];
  const metrics = problems[0].completion ? ([VALIDATION, ...TEST_ERRORS] as const) : ([VALIDATION] as const);
  const measure: Evaluation["measure"] = async (device) => {
    const errors: number[][] = metrics.map(() => []);
    for (const [b, problem] of problems.entries()) {
      const [matrix] = await readMatrices(device, [f], b);
      const { rmse = NaN, mae = NaN } = (matrix && testScore(problem, matrix)) ?? {};
      const all = [(matrix && validationError(problem, matrix)) ?? NaN, rmse, mae];
      errors.forEach((column, i) => column.push(all[i] as number));
    }
    return errors;
  };
  return [{ every: VALIDATION_GAP, metrics, measure }];
}

interface ChainShape {
  readonly rows: number;
  readonly cols: number;
}

/**
 * Number of elements in the largest read: a network's two pictures with the estimate's values, a tensor of a checkpoint,
 * or the errors of a whole round. A single matrix is no larger, because gradients have the shapes of factors, which
 * checkpoints hold.
 */
function largestRead({ tensors }: Program, f: ChainShape, networks: readonly NetworkPlan[]): number {
  const read = new Set(networks.flatMap(({ state, history }) => [...state, history]));
  return Math.max(3 * f.rows * f.cols, ...tensors.map(({ name, length }) => (read.has(name) ? length : 0)));
}
