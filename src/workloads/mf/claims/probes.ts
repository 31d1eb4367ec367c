/** Measurements of a claim besides the errors. Each run creates its probe once and calls it at regular intervals. */
import type { Session } from "../session.ts";
import type { Training } from "../training.ts";
import type { Experiment } from "../config/fields.ts";
import { singularValues, svd, type Svd } from "../../../math/svd.ts";
import { invariant } from "../../../core/errors.ts";
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
import { allBases, bulkStep, bulkTerm, leaks } from "../network/theory.ts";
import { lossGradient, type Problem } from "../data/problem.ts";

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
  const unit = bulkTerm(original.factors, epsilon, V, [1]);
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
  return async () => {
    const values: Record<string, number> = {};
    for (const [index, { id }] of run.training.networks.entries()) {
      const inModes = multiply(multiply(left, await run.session.endToEnd(index)), right);
      for (let i = 0; i < rank; i++) values[`${id} σ${i + 1}`] = inModes.data[i * rank + i] ?? NaN;
    }
    return values;
  };
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
