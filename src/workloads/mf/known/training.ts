/**
 * A run that computes only the known entries of a file. It never forms the matrix or an original network: memory is
 * O(|Ω| + (m + n) k).
 */
import type { Experiment, NetworkName } from "../config/fields.ts";
import { badInput } from "../../../core/errors.ts";
import { counted } from "../../../core/format.ts";
import type { Parts } from "../../../core/parts.ts";
import { inSlices } from "../../../core/macrotask.ts";
import type { RunInputs } from "../../../training/plan.ts";
import { centring, residualOf, type Completion } from "../data/centre.ts";
import { eachCell, splitCells, type Cells } from "../data/cells.ts";
import { leadingOfCells } from "../data/leading.ts";
import { compressKwon } from "../network/compress.ts";
import { drawYaras } from "../network/drawn.ts";
import { NETWORKS } from "../network/networks.ts";
import type { Chain } from "../network/start.ts";
import { sharpnessOf } from "../rates.ts";
import { matching, optimizerOf, type TrainedNetwork, type UserFile } from "../training.ts";
import { cellsOfFile } from "../user-file.ts";
import type { Svd } from "../../../math/svd.ts";

export interface KnownTraining {
  readonly completion: Completion;
  /** The training cells after the subtraction, divided by `scale`. */
  readonly seen: Cells;
  /** The test cells after the subtraction, divided by `scale`. Only the recovery error of each step uses them. */
  readonly hidden: Cells;
  /** The factor between the networks' values and the data's. */
  readonly scale: number;
  /** s: D = s · (f − residual) on the observed entries. */
  readonly lossScale: number;
  readonly networks: readonly TrainedNetwork[];
  readonly sigmas: readonly number[];
  readonly rHat: number;
}

/** Builds the chain of each network that needs no original, from the leading triplets of the observed residuals. */
const BUILD: Partial<Readonly<Record<NetworkName, (leading: Svd, experiment: Experiment) => Parts<Chain>>>> =
  {
    yaras: ({ u, v }, experiment) => drawYaras.parts(u, v, experiment),
    *kwon(leading, { depth, epsilon, alpha }) {
      yield;
      return compressKwon(leading, depth, epsilon, alpha);
    },
  };

type Inputs = Pick<RunInputs<Experiment>, "config" | "file"> & Partial<RunInputs<Experiment>>;

export const buildKnown = (inputs: Inputs): Promise<KnownTraining> =>
  inSlices(makeKnown(inputs), inputs.turn);

function* makeKnown({ config: experiment, file, tell = () => undefined }: Inputs): Parts<KnownTraining> {
  tell("reading the data", 0, 3);
  const cells = cellsOfFile(matching(file as UserFile | undefined, experiment), experiment);
  if (experiment.seeds > 1)
    throw badInput(
      "A run on the known entries trains one seed at a time. Set the number of seeds to 1, or run a sweep over seeds.",
    );
  if (experiment.observed * cells.values.length < 1 + experiment.rHat)
    throw badInput(
      `The file has only ${counted(cells.values.length, "known cell")}. Choose a file with more.`,
    );
  const { test } = file as UserFile;
  yield;
  const own = splitCells(cells, experiment.seed, test ? { ...experiment, observed: 1 } : experiment);
  const split = test ? { ...own, test } : own;
  yield;
  const centred = centring(split.train, experiment.centre);
  yield;
  const residual = residualOf(split.train, centred);
  tell("finding the leading directions", 1, 3);
  const leading = yield* leadingOfCells.parts(residual, experiment.rHat);
  const [sigma = 0] = leading.sigma;
  const size = residual.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(sigma > 1e-12 * size))
    throw badInput(
      "Every observed value equals the subtracted baseline, so there is nothing to learn. Subtract nothing, or choose another file.",
    );
  tell("drawing the networks", 2, 3);
  // The density that the curvature sees: the share of the leading direction's energy that lies on the observed entries.
  const density = energyOn(residual, leading);
  const scaled = sigma / density;
  yield;
  const networks: TrainedNetwork[] = [];
  for (const id of experiment.networks) {
    const build = BUILD[id];
    if (!build)
      throw badInput(
        `“${NETWORKS[id].label}” computes every entry, and this run computes only the known ones. Choose a compressed network.`,
      );
    networks.push({
      id,
      label: NETWORKS[id].label,
      chains: [yield* build(leading, experiment)],
      optimizer: optimizerOf(experiment, id),
      sharpness: sharpnessOf(experiment, id),
    });
  }
  return {
    completion: { ...split, centred },
    seen: divided(residual, scaled),
    hidden: divided(residualOf(split.test, centred), scaled),
    scale: scaled,
    lossScale: 1 / density,
    rHat: experiment.rHat,
    sigmas: leading.sigma.map((value) => value / sigma),
    networks,
  };
}

const divided = (cells: Cells, by: number): Cells => ({
  ...cells,
  values: cells.values.map((value) => value / by),
});

/** Σ u_i² v_j² of the leading pair over the cells. */
function energyOn(cells: Cells, { u, v }: Svd): number {
  let sum = 0;
  eachCell(cells, (i, j) => {
    sum += ((u.data[i * u.cols] as number) * (v.data[j * v.cols] as number)) ** 2;
  });
  return sum;
}
