/** Matrix factorization on the known entries of a file. Its links are those of `mf` with entries=known. */
import type { Experiment } from "../config/fields.ts";
import { transpose, type Matrix, firstRows, multiply } from "../../../math/matrix.ts";
import type { Probe } from "../../../training/plan.ts";
import { ModelSession } from "../../../training/session.ts";
import type { Measuring, Workload } from "../../workload.ts";
import { baselinesOf } from "../baselines.ts";
import { eachCell, type Cells, rangeOf } from "../data/cells.ts";
import type { Unit } from "../data/problem.ts";
import { readMatrices } from "../host-steps.ts";
import { readTable } from "../run-inputs.ts";
import type { MatrixFacts, MatrixSummary } from "../summary.ts";
import { withRates } from "../training.ts";
import { nameOfA, planKnown, type KnownModel, type KnownPlan } from "./plan.ts";
import { buildKnown, type KnownTraining } from "./training.ts";
import { pictureColours, UNSEEN } from "../probes/colours.ts";
import type { PictureScale } from "../plan/views.ts";

class KnownSession extends ModelSession<KnownModel, KnownPlan> {
  /** The factors of a network, and its A. */
  async parts(network: number) {
    const { W, A } = this.model(network);
    const [left, right, ...rest] = await readMatrices(this.executor, [A, ...W], 0);
    if (!left || !right) throw new Error("Bug: a network has factors");
    return { left, right, factors: [transpose(right), ...rest] };
  }
}

const unitOf = (scale: number): Unit => ({ offset: 0, scale, label: "", display: "identity" });

function problemPictures(seen: Cells, scale: number) {
  const pictureScale = scaleOf(seen);
  const pixels = paint(cornerOfCells(seen), pictureScale, unitOf(scale));
  return { pictureScale, target: pixels, observed: pixels };
}

/** The estimate of the first rows and columns by each network, in turn. */
function picturesProbe({ seen, scale, networks }: KnownTraining): Probe {
  const pictureScale = scaleOf(seen);
  const unit = unitOf(scale);
  return {
    budget: { fraction: 0.05, intervalMs: 200 },
    inTurn: true,
    measure: async ({ run }, network) => {
      const id = networks[network]?.id ?? "";
      const factors = networks[network]?.chains[0]?.factors ?? [];
      const k = factors[0]?.rows ?? 0;
      const [left = [], right = []] = await run(`${id}/evaluate`, [
        { tensor: nameOfA(id, factors.length) },
        { tensor: `${id}/W[1]` },
      ]);
      const matrix = (values: ArrayLike<number>): Matrix => ({
        rows: values.length / k,
        cols: k,
        data: Float64Array.from(values),
      });
      const values = cornerOfProduct(matrix(left), matrix(right));
      const estimate = paint(values, pictureScale, unit);
      return { pictures: { estimate, difference: estimate, values: Float32Array.from(values) } };
    },
  };
}

/**
 * For a claim: RMSE on the test cells, of a network at its best validation step and of the baselines of the same rank, by
 * their ids.
 */
function measureErrors({ completion, rHat }: KnownTraining): Measuring {
  const baselines = Object.fromEntries(
    baselinesOf(completion, rHat, [rHat]).map(({ id, rmse }) => [id, rmse]),
  );
  return {
    facts: {},
    figures: (_columns, progress) => {
      const { validation, rmse } = progress?.evaluated ?? {};
      return { ...baselines, rmse: rmse?.atBest ?? null, bestStep: validation?.bestStep ?? null };
    },
  };
}

export const known: Workload<Experiment, KnownTraining, KnownPlan, KnownSession> = {
  id: "mf",
  label: "Matrix factorization",
  build: buildKnown,
  plan: planKnown,
  open: (plan, executor) => new KnownSession(plan, executor),
  rates: (training, config) => withRates(training, config).networks.map(({ optimizer }) => optimizer.rate),
  probes: (_config, training) => [picturesProbe(training)],
  describe: (
    _config,
    { completion: { train, validation, test }, seen, scale, sigmas },
  ): MatrixFacts & Pick<MatrixSummary, "pictureScale" | "target" | "observed"> => ({
    ...problemPictures(seen, scale),
    rows: train.rows,
    cols: train.cols,
    observedCount: train.values.length,
    ...(validation.values.length > 0 ? { validationCount: validation.values.length } : {}),
    recoveryOver: test.values.length > 0 ? "heldout" : "all",
    missingCount:
      train.rows * train.cols - train.values.length - validation.values.length - test.values.length,
    unit: unitOf(scale),
    pictures: pictureSize(train),
    targetSigmas: sigmas,
  }),
  describeModels: ({ networks }) =>
    networks.map(({ chains }) => ({
      layerShapes: chains[0]?.factors.map(({ rows, cols }) => [rows, cols] as const) ?? [],
      rateScale: chains[0]?.rateScale ?? [],
      follows: "gradient",
    })),
  describeRates: (_session, config, training) => ({
    models: withRates(training, config).networks.map(({ optimizer, sharpness }) => ({
      stabilityFraction: (optimizer.rate.eta * sharpness) / 2,
    })),
    run: {},
  }),
  measure: (_claimed, _config, training) => measureErrors(training),
  read: (name, { completion, scale, networks, rHat }, _plan, session) =>
    readTable(name, completion, rHat, networks, async (n) => ({ ...(await session.parts(n)), scale })),
};

/** A picture has at most this many rows or columns. */
const MAX_SIDE = 128;

interface PictureSize {
  readonly rows: number;
  readonly cols: number;
}

/**
 * Pictures of the first rows and columns of a large matrix. Ratings are sorted, so these have the most. (The averages of an
 * estimate over blocks of many rows and columns are all about 0, because the effects are subtracted.)
 */
export const pictureSize = ({ rows, cols }: PictureSize): PictureSize => ({
  rows: Math.min(rows, MAX_SIDE),
  cols: Math.min(cols, MAX_SIDE),
});

/** The cells of the first rows and columns; NaN for a cell that is not known. */
export function cornerOfCells(cells: Cells): Float64Array {
  const { rows, cols } = pictureSize(cells);
  const corner = new Float64Array(rows * cols).fill(NaN);
  eachCell({ ...cells, rows }, (i, j, at) => {
    if (j < cols) corner[i * cols + j] = cells.values[at] as number;
  });
  return corner;
}

/** The first rows and columns of left · rightᵀ. */
export function cornerOfProduct(left: Matrix, right: Matrix): Float64Array {
  const { rows, cols } = pictureSize({ rows: left.rows, cols: right.rows });
  return multiply(firstRows(left, rows), transpose(firstRows(right, cols))).data;
}

/** RGBA pixels on a scale; NaN has the colour of unobserved entries. */
function paint(values: Float64Array, { low, high }: PictureScale, unit: Unit) {
  const colours = pictureColours(unit, low, high);
  const last = colours.length - 1;
  const pixels = Uint32Array.from(values, (value) =>
    Number.isNaN(value)
      ? UNSEEN
      : (colours[Math.min(last, Math.max(0, Math.round((last * (value - low)) / (high - low))))] as number),
  );
  return new Uint8ClampedArray(pixels.buffer);
}

function scaleOf(cells: Cells): PictureScale {
  const { low, high } = rangeOf(cells);
  const span = Math.max((high - low) / 4, 1e-12);
  return { low, high: Math.max(high, low + 1e-12), span };
}
