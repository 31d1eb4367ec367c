/**
 * The trajectories of the networks' end-to-end matrices f(t), in the principal components of one trajectory,
 * which are the directions in which it extends most. Bounded memory holds the matrices of some steps.
 * Everything else follows from their inner products. With the Gram matrix of the centred trajectory, K = U Λ
 * Uᵀ, the a-th coordinate of any matrix g is
 *   Σ_i U_ia ⟨g − μ, f_i − μ⟩ / √λ_a,
 * where ⟨g − μ, f_i − μ⟩ may omit terms independent of i.
 */
import { symmetricEigen } from "../../../math/eigen.ts";
import { innerProduct, zeros, type Matrix } from "../../../math/matrix.ts";
import { StepLog } from "../../../training/step-log.ts";
import type { Experiment } from "../config/fields.ts";
import { TimeBudget } from "../../../training/time-budget.ts";
import type { Session } from "../session.ts";
import type { Training } from "../training.ts";

/** Dimensions of the picture. */
const COMPONENTS = 3;

/** All lengths are relative to ‖Φ‖. */
export interface Path {
  /** Index of the network that defines the principal components. */
  readonly reference: number;
  readonly steps: readonly number[];
  /** For each network, COMPONENTS coordinates at each step in `steps`. */
  readonly points: readonly Float64Array[];
  /** For each network, ‖f − f_reference‖ at each step in `steps`. */
  readonly apart: readonly Float64Array[];
  /** Coordinates of Φ. */
  readonly target: Float64Array;
  /** Fraction of the reference trajectory's variance along each component. The fractions sum to at most 1. */
  readonly fractions: readonly number[];
  /** Bytes of the stored matrices. */
  readonly byteLength: number;
}

interface PathRecord {
  readonly step: number;
  /** f of each network. */
  readonly f: readonly Float32Array[];
  /**
   * For each record, this one included: ⟨f, f_reference of that record⟩ for each network. A record that is dropped takes
   * its products with it.
   */
  readonly onto: WeakMap<PathRecord, Float64Array>;
  readonly apart: readonly number[];
  /** ⟨Φ, f_reference⟩. */
  readonly ontoTarget: number;
}

const BUDGET_BYTES = 64 * 2 ** 20;
/**
 * Largest number of points. More would not make the curve smoother, and the cost of decomposing their Gram matrix grows
 * with the cube of their number.
 */
const MAX_RECORDS = 64;
/** The steps of a whole run count as this much motion, relative to ‖Φ‖, even if nothing moves. */
const SLOW = 0.1;
/** A component whose eigenvalue is below this fraction of the largest one is rounding noise. */
const NOTHING = 1e-12;

export class TrajectoryPca {
  readonly #reference: number;
  readonly #target: Float64Array;
  readonly #norm: number;
  readonly #log: StepLog<PathRecord>;
  #lastStep = 0;

  /** `target` is Φ; the budget is in bytes. */
  constructor(reference: number, target: Matrix, budget = BUDGET_BYTES, most = MAX_RECORDS) {
    this.#reference = reference;
    this.#target = target.data;
    this.#norm = Math.sqrt(innerProduct(target.data, target.data));
    const bytesOf = ({ f }: PathRecord): number => f.reduce((sum, { byteLength }) => sum + byteLength, 0);
    // Spreads the records evenly along the trajectory, which stalls for long and then moves fast. Steps count
    // slightly.
    const apart = (before: PathRecord, after: PathRecord): number =>
      this.#lengthBetween(before, after) + (SLOW * (after.step - before.step)) / Math.max(1, this.#lastStep);
    this.#log = new StepLog(bytesOf, budget, most, apart);
  }

  /** Adds f of each network at a step and drops records from this step on. Ignores a reference that is not finite. */
  add(step: number, matrices: readonly Pick<Matrix, "data">[]): void {
    const f = matrices.map(({ data }) => Float32Array.from(data));
    const own = f[this.#reference] as Float32Array;
    const ontoTarget = innerProduct(own, this.#target);
    if (!Number.isFinite(innerProduct(own, own))) return;
    const apart = f.map((one) => distance(one, own) / this.#norm);
    const record: PathRecord = { step, f, onto: new WeakMap(), apart, ontoTarget };
    for (const other of [...this.#log.records, record]) {
      const from = other.f[this.#reference] as Float32Array;
      record.onto.set(other, productsWith(f, from));
      other.onto.set(record, productsWith(other.f, own));
    }
    this.#lastStep = step;
    this.#log.add(record);
  }

  /** Length of the reference's path between two records, in a straight line, relative to ‖Φ‖. */
  #lengthBetween(a: PathRecord, b: PathRecord): number {
    const product = (one: PathRecord, other: PathRecord) => one.onto.get(other)?.[this.#reference] ?? NaN;
    return Math.sqrt(Math.max(0, product(a, a) + product(b, b) - 2 * product(a, b))) / this.#norm;
  }

  /** The stored path, projected; undefined with fewer than two steps. */
  path(): Path | undefined {
    const { records } = this.#log;
    const count = records.length;
    if (count < 2) return undefined;
    /** ⟨f of one network at each step, f_reference at each step⟩, as a matrix. */
    const products = (network: number): Matrix => {
      const out = zeros(count, count);
      records.forEach((record, t) =>
        records.forEach((other, i) => (out.data[t * count + i] = record.onto.get(other)?.[network] ?? NaN)),
      );
      return out;
    };
    const K = products(this.#reference);
    const { weights, offsets, fractions } = components(K);
    const project = (along: ArrayLike<number>): number[] =>
      weights.map((weight, a) => {
        let sum = -(offsets[a] as number);
        for (let i = 0; i < count; i++) sum += (weight[i] as number) * (along[i] as number);
        return sum / this.#norm;
      });
    const points = (network: number): Float64Array => {
      const { data } = products(network);
      return Float64Array.from(records.flatMap((_, t) => project(data.subarray(t * count, (t + 1) * count))));
    };
    const networks = records[0]?.f.map((_, network) => network) ?? [];
    return {
      reference: this.#reference,
      steps: records.map(({ step }) => step),
      points: networks.map(points),
      apart: networks.map((network) => Float64Array.from(records, ({ apart }) => apart[network] ?? NaN)),
      target: Float64Array.from(project(records.map(({ ontoTarget }) => ontoTarget))),
      fractions,
      byteLength: this.#log.byteLength,
    };
  }
}

/**
 * For each component of the trajectory's Gram matrix K: its weights U_ia/√λ_a, its fraction of the variance, and the
 * mean's coordinate before centring. A component that the trajectory lacks has weights 0.
 */
function components(K: Matrix): {
  readonly weights: Float64Array[];
  readonly offsets: number[];
  readonly fractions: number[];
} {
  const n = K.rows;
  const means = Array.from(
    { length: n },
    (_, i) => K.data.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + value, 0) / n,
  );
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  const centred = zeros(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      centred.data[i * n + j] =
        (K.data[i * n + j] as number) - (means[i] as number) - (means[j] as number) + mean;
  const { values, vectors } = symmetricEigen(centred);
  // Apart from rounding, a Gram matrix has no negative eigenvalues.
  const lambdas = values.map((value) => Math.max(0, value));
  const total = lambdas.reduce((sum, value) => sum + value, 0);
  const weights = Array.from({ length: COMPONENTS }, (_, a) => {
    const lambda = lambdas[a] ?? 0;
    if (!(lambda > NOTHING * (lambdas[0] ?? 0))) return new Float64Array(n);
    const vector = Float64Array.from({ length: n }, (__, i) => vectors.data[i * n + a] as number);
    return oriented(vector).map((value) => value / Math.sqrt(lambda));
  });
  return {
    weights,
    offsets: weights.map((weight) => weight.reduce((sum, value, i) => sum + value * (means[i] as number), 0)),
    fractions: weights.map((_, a) => (total > 0 ? (lambdas[a] ?? 0) / total : 0)),
  };
}

/**
 * Chooses the sign that makes the larger excursions positive, so that the picture does not flip as the
 * trajectory grows.
 */
function oriented(vector: Float64Array): Float64Array {
  const skew = vector.reduce((sum, value) => sum + value ** 3, 0);
  return skew < 0 ? vector.map((value) => -value) : vector;
}

const productsWith = (f: readonly Float32Array[], other: Float32Array): Float64Array =>
  Float64Array.from(f.map((one) => innerProduct(one, other)));

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum);
}

// Records a run's trajectory within a fraction of the training time, and reports it now and then.

/** Records at most one point per round. */
const RECORDING = { fraction: 0.02, intervalMs: 40 };
const TELLING = { fraction: 0.01, intervalMs: 250 };

export type TrajectoryRecorder = ReturnType<typeof createTrajectoryRecorder>;

/** Uses the principal components of the original's trajectory, or of the first network's if there is no original. */
export function createTrajectoryRecorder({ networks }: Experiment, { problems }: Training) {
  const [problem] = problems as [Training["problems"][number]];
  const log = new TrajectoryPca(Math.max(0, networks.indexOf("original")), problem.target);
  const [recording, telling] = [new TimeBudget(RECORDING), new TimeBudget(TELLING)];
  return {
    get isDue(): boolean {
      return recording.isDue;
    },
    /** Makes a record due again, whatever the last one cost. */
    restart: (): void => recording.restart(),
    /** Records f of the last forward pass for the first seed. Returns the trajectory if it is due or `must` is true. */
    async record(session: Session, step: number, must: boolean): Promise<Path | undefined> {
      const started = performance.now();
      log.add(step, await session.allEndToEnd());
      recording.done(started);
      if (!must && !telling.isDue) return undefined;
      const begun = performance.now();
      const path = log.path();
      telling.done(begun);
      return path;
    },
  };
}
