/**
 * A training becomes a static program: every tensor, every dispatch and every byte is known before anything is
 * allocated. Pure; what exceeds a device's limits is refused here.
 */
import { EngineError } from "../math/errors.ts";
import { invariant } from "../math/errors.ts";
import type { Program } from "../kernels/program.ts";
import { ProgramBuilder } from "./plan/builder.ts";
import { footprintOf } from "../gpu/footprint.ts";
import { planProblem } from "./plan/problem.ts";
import { planNetwork, type PlannedNetwork, type StepOptions } from "./plan/step.ts";
import { planPictures, type PictureScale, type PlannedPictures } from "./plan/views.ts";
import type { Training } from "./training.ts";

export interface NetworkPlan extends PlannedNetwork {
  readonly label: string;
  /** Moved to and from memory by one step of one batch entry. */
  readonly bytesPerStep: number;
  /** Of the network's own tensors, those of views not among them. */
  readonly stepBytes: number;
  readonly pictures: PlannedPictures;
}

export interface TrainingPlan {
  readonly program: Program;
  readonly networks: readonly NetworkPlan[];
  readonly problemPictures: { readonly list: string; readonly target: string; readonly observed: string };
  readonly pictureScale: PictureScale;
  readonly batch: number;
  /** Elements that are read at once, at most; what is more is read in parts. */
  readonly readLength: number;
  /** Of everything that a device is asked for: tensors, uniforms, and the buffers through which results are read. */
  readonly byteLength: number;
}

/** The limits that a plan must respect; `GPUSupportedLimits` has them. */
export interface PlanLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

export function planTraining(training: Training, options: StepOptions = {}): TrainingPlan {
  const [shown] = training.problems;
  invariant(shown, "a training has at least one problem");
  const program = new ProgramBuilder(training.problems.length);
  const problem = planProblem(program, training.problems);
  const pictures = planPictures(program, problem, shown);
  const networks = training.networks.map((network) => {
    const planned = planNetwork(program, problem, network, options);
    const stepBytes = program.bytesHeld(`${network.id}/`);
    return {
      ...planned,
      bytesPerStep: program.bytesOf(`${network.id}/step`) / program.batch,
      stepBytes,
      label: network.label,
      pictures: pictures.forNetwork(planned),
    };
  });
  program.list("nothing");
  const built = program.build();
  const readLength = largestRead(built, problem, networks);
  return {
    program: built,
    networks,
    problemPictures: pictures,
    pictureScale: pictures.scale,
    batch: program.batch,
    readLength,
    byteLength: footprintOf(built, readLength),
  };
}

interface Shape {
  readonly rows: number;
  readonly cols: number;
}

/**
 * A network's two pictures with their values, a tensor of a snapshot, or the errors of as many steps as are made in one go. A
 * matrix alone is no larger: factors, which have the shapes of their gradients, are in snapshots.
 */
function largestRead({ tensors }: Program, f: Shape, networks: readonly NetworkPlan[]): number {
  const read = new Set(networks.flatMap(({ state, history }) => [...state, history]));
  return Math.max(3 * f.rows * f.cols, ...tensors.map(({ name, length }) => (read.has(name) ? length : 0)));
}

/** Bytes of the largest tensor: what a device must allow in one buffer. */
export function largestTensor(program: Program): number {
  return Math.max(...program.tensors.map(({ length }) => 4 * length));
}

/** Throws EngineError "over-limit" when a tensor is larger than the device allows. */
export function refuseOversized(program: Program, limits: PlanLimits): void {
  const limit = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const needed = largestTensor(program);
  if (needed <= limit) return;
  const name = program.tensors.find(({ length }) => 4 * length === needed)?.name ?? "";
  throw new EngineError(
    "over-limit",
    `${name} needs ${megabytes(needed)} in one buffer and this device allows ${megabytes(limit)}. Choose a smaller size, fewer measurements or fewer seeds.`,
    { needed, allowed: limit },
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
