/** Measurements of a claim besides the errors. Each run creates its probe once and calls it at regular intervals. */
import type { Session } from "../session.ts";
import type { TrainedNetwork, Training } from "../training.ts";
import type { Experiment } from "../config/fields.ts";
import { singularValues, svd, type Svd } from "../../../math/svd.ts";
import { EngineError, invariant } from "../../../core/errors.ts";
import {
  columns,
  frobeniusNorm,
  multiply,
  multiplyChain,
  subtract,
  transpose,
  type Matrix,
} from "../../../math/matrix.ts";
import { invariantBases, kwonSurrogate } from "../network/compress.ts";
import { balances, topCurvature } from "../network/curvature.ts";
import { allBases, bulkStep, bulkTerm, leaks } from "../network/theory.ts";
import { lossGradient, type Problem } from "../data/problem.ts";
import { TrajectoryPca } from "../probes/trajectory.ts";

interface Probed {
  readonly experiment: Experiment;
  readonly training: Training;
  readonly session: Session;
}

/** Returns named numbers for the state after `step` updates. The session must have evaluated f in this state. */
type Measure = (step: number) => Promise<Readonly<Record<string, number>>>;

export function makeProbe(probe: string, run: Probed): Measure {
  const make = PROBES[probe];
  invariant(make, `${probe} is a probe`);
  return make(run);
}

const PROBES: Readonly<Record<string, (run: Probed) => Measure>> = {
  "layer spectra": layerSpectra,
  difference,
  modes,
  alignment,
  leak,
  components,
  balance,
  curvature,
  // Only the errors, which every probe has.
  errors: () => () => Promise.resolve({}),
};

function problemOf({ training }: Probed): Problem {
  const [problem] = training.problems;
  invariant(problem, "a training run has at least one problem");
  return problem;
}

function startOf({ training }: Probed, id: string): { index: number; factors: readonly Matrix[] } {
  const index = training.networks.findIndex((network) => network.id === id);
  const chain = training.networks[index]?.chains[0];
  invariant(chain, `the run trains ${id}`);
  return { index, factors: chain.factors };
}

/** Measures each network in turn. The names of its numbers begin with its id. */
const ofNetworks =
  ({ training }: Probed, measure: (index: number) => Promise<Readonly<Record<string, number>>>): Measure =>
  async () => {
    const values: Record<string, number> = {};
    for (const [index, { id }] of training.networks.entries())
      for (const [name, value] of Object.entries(await measure(index))) values[`${id} ${name}`] = value;
    return values;
  };

/**
 * How far the original's layers lead out of the 2r̂ directions from its first gradient: the largest leak over
 * all layers.
 */
function leak(run: Probed): Measure {
  const { index, factors: start } = startOf(run, "original");
  const { rHat, epsilon } = run.experiment;
  const gradient = lossGradient(problemOf(run), multiplyChain(start));
  const bases = allBases(start, invariantBases(start, gradient, rHat, epsilon));
  return async () => ({ leak: Math.max(...leaks(await run.session.factors(index), bases)) });
}

/**
 * Records the r + 1 largest and smallest singular values of each layer of the original, and the largest leak
 * over all layers.
 */
function layerSpectra(run: Probed): Measure {
  const { index } = startOf(run, "original");
  const { rank } = run.experiment;
  const leakNow = leak(run);
  return async (step) => {
    const values: Record<string, number> = { ...(await leakNow(step)) };
    (await run.session.factors(index)).forEach((W, l) => {
      singularValues(W).forEach((sigma, i, all) => {
        if (i <= rank || i >= all.length - rank - 1) values[`W${l + 1} σ${i + 1}`] = sigma;
      });
    });
    return values;
  };
}

/** ‖f_original − f_compressed‖ / ‖Φ‖, with the bulk term and without it. */
function difference(run: Probed): Measure {
  const original = startOf(run, "original");
  const compressed = startOf(run, "yaras");
  const { epsilon, depth, weightDecay } = run.experiment;
  const { target, lossScale } = problemOf(run);
  const eta = run.training.networks[original.index]?.optimizer.rate.eta ?? NaN;
  const setting = { depth, epsilon, eta, weightDecay, lossScale };
  const V = transpose(compressed.factors[0] as Matrix);
  const unit = bulkTerm(original.factors, epsilon, V);
  const norm = frobeniusNorm(target);
  let rho = Array.from({ length: depth }, () => epsilon);
  let at = 0;
  return async (step) => {
    for (; at < step; at++) rho = bulkStep(rho, setting);
    const product = rho.reduce((all, value) => all * value, 1);
    const f = await run.session.endToEnd(original.index);
    const apart = subtract(f, await run.session.endToEnd(compressed.index));
    const rest = { ...apart, data: apart.data.map((value, i) => value - product * (unit.data[i] ?? NaN)) };
    return { difference: frobeniusNorm(rest) / norm, "with bulk term": frobeniusNorm(apart) / norm };
  };
}

/** u_iᵀ f v_i of each network, for the singular vectors of Φ. */
function modes(run: Probed): Measure {
  const { target } = problemOf(run);
  const { rank } = run.experiment;
  const { u, v } = svd(target);
  const left = transpose(columns(u, 0, rank));
  const right = columns(v, 0, rank);
  return ofNetworks(run, async (index) => {
    const inModes = multiply(multiply(left, await run.session.endToEnd(index)), right);
    const mode = (i: number) => [`σ${i + 1}`, inModes.data[i * rank + i] ?? NaN] as const;
    return Object.fromEntries(Array.from({ length: rank }, (_, i) => mode(i)));
  });
}

/**
 * Smallest principal cosine between the leading left vectors of W_L and of Kwon et al.'s surrogate, between the right
 * vectors of W_1 and of the surrogate, and the same with Φ in place of the surrogate. On factorization they are equal.
 */
function alignment(run: Probed): Measure {
  const { index } = startOf(run, "original");
  const { rank } = run.experiment;
  const problem = problemOf(run);
  const [surrogate, target] = [kwonSurrogate(problem), problem.target].map((matrix) => svd(matrix)) as [
    Svd,
    Svd,
  ];
  const cosine = (a: Matrix, b: Matrix): number =>
    singularValues(multiply(transpose(columns(a, 0, rank)), columns(b, 0, rank))).at(-1) ?? NaN;
  return async () => {
    const factors = await run.session.factors(index);
    const [first, last] = [factors[0], factors.at(-1)];
    invariant(first && last, "a network has factors");
    const [{ u }, { v }] = [svd(last), svd(first)];
    return {
      W_L: cosine(u, surrogate.u),
      W_1: cosine(v, surrogate.v),
      "W_L target": cosine(u, target.u),
      "W_1 target": cosine(v, target.v),
    };
  };
}

/**
 * How far the path of the second network is from that of the first, in the three principal components of the first path:
 * the largest distance of a point of either path from the other path, drawn as straight lines between the probes, and the
 * largest distance at one step. Distances are relative to ‖Φ‖. `fraction` is the part of the first path's variance in these
 * components.
 */
function components(run: Probed): Measure {
  const log = new TrajectoryPca(0, problemOf(run).target);
  let hasStart = false;
  return async (step) => {
    if (step > 0 && !hasStart)
      throw new EngineError("foreign-state", "The path before the interruption was not kept.");
    hasStart = true;
    log.add(step, await run.session.allEndToEnd());
    const path = log.path();
    if (!path) return { apart: 0, "at one step": 0, fraction: 1 };
    const [first, second] = path.points.map(pointsOf) as [Point[], Point[]];
    const sameStep = first.map((point, t) => lengthOf(minus(point, second[t] as Point)));
    return {
      apart: Math.max(farthest(first, second), farthest(second, first)),
      "at one step": Math.max(...sameStep),
      fraction: path.fractions.reduce((sum, fraction) => sum + fraction, 0),
    };
  };
}

type Point = readonly number[];
const pointsOf = (coordinates: Float64Array): Point[] =>
  Array.from({ length: coordinates.length / 3 }, (_, t) => [...coordinates.subarray(3 * t, 3 * t + 3)]);
const minus = (a: Point, b: Point): Point => a.map((value, i) => value - (b[i] as number));
const lengthOf = (a: Point): number => Math.hypot(...a);

/** The largest distance of a point from a path of straight lines. */
export const farthest = (points: readonly Point[], path: readonly Point[]): number =>
  Math.max(
    ...points.map((point) =>
      Math.min(...path.slice(1).map((to, i) => distanceToLine(point, path[i] as Point, to))),
    ),
  );

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [along, way] = [minus(to, from), minus(point, from)];
  const squares = along.reduce((sum, value) => sum + value * value, 0);
  const part = along.reduce((sum, value, i) => sum + value * (way[i] as number), 0);
  const at = squares > 0 ? Math.min(1, Math.max(0, part / squares)) : 0;
  return lengthOf(
    minus(
      way,
      along.map((value) => at * value),
    ),
  );
}

/**
 * For each network: the largest change since the start of the matrices that gradient flow keeps (curvature.ts), relative
 * to the largest W_l W_lᵀ / a_l; and σ₁² / a of its first two factors, with their difference.
 */
function balance(run: Probed): Measure {
  const starts = run.training.networks.map(({ id, chains: [chain] }) => {
    invariant(chain, `the run trains ${id}`);
    return { rates: chain.rateScale, start: balances(chain.factors, chain.rateScale) };
  });
  return ofNetworks(run, async (index) => {
    const { rates = [], start = [] } = starts[index] ?? {};
    const factors = await run.session.factors(index);
    const size = Math.max(
      ...factors.map((W, l) => frobeniusNorm(multiply(W, transpose(W))) / (rates[l] as number)),
    );
    const changes = balances(factors, rates).map((B, l) => frobeniusNorm(subtract(B, start[l] as Matrix)));
    const [outer = NaN, inner = NaN] = factors
      .slice(0, 2)
      .map((W, l) => (singularValues(W)[0] ?? NaN) ** 2 / (rates[l] as number));
    return { change: Math.max(...changes) / size, outer, inner, difference: outer - inner };
  });
}

/** For each network: its measured top curvature, divided by 2/η. Above 1, gradient descent is unstable. */
function curvature(run: Probed): Measure {
  const problem = problemOf(run);
  return ofNetworks(run, async (index) => {
    const { chains, optimizer } = run.training.networks[index] as TrainedNetwork;
    const factors = await run.session.factors(index);
    return { share: (topCurvature(problem, factors, chains[0]?.rateScale ?? []) * optimizer.rate.eta) / 2 };
  });
}
