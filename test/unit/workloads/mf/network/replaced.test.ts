/**
 * Our decompositions have replaced another library's. Links that were shared before must open the same
 * experiment: f(0) and the subspaces agree to 1e-12, and training in float64 needs the same number of steps to each
 * error.
 */
import { expect, it } from "vitest";
import { followProgress, NO_PROGRESS, type Progress } from "../../../../../src/training/progress.ts";
import {
  buildTraining,
  type TrainedNetwork,
  type Training,
} from "../../../../../src/workloads/mf/training.ts";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import type { Experiment } from "../../../../../src/workloads/mf/config/fields.ts";
import {
  columns,
  concatColumns,
  frobeniusNorm,
  multiply,
  multiplyChain,
  scale,
  scaledIdentity,
  subtract,
  transpose,
  type Matrix,
} from "../../../../../src/math/matrix.ts";
import { gaussian } from "../../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import type { Chain } from "../../../../../src/workloads/mf/network/start.ts";
import { lossGradient, type Problem } from "../../../../../src/workloads/mf/data/problem.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";
import { referenceQr, referenceSvd } from "../../../../hosts/ml-matrix.ts";
import { followed } from "../../../../hosts/errors.ts";

const LINKS = [
  "v=2&data=random&task=mf&d=24&r=2&seed=3&T=1500",
  "v=2&data=random&task=mc&d=32&r=2&p=0.5&seed=5&T=1500&L=4&eps=0.1",
];

const haar = (random: ReturnType<typeof randomStream>, side: number): Matrix =>
  referenceQr(gaussian(random, side, side)).q;

/** Computed with the other library, as before the change. */
function referenceTarget({ rank, rows, cols, seed, smallest }: Experiment): Matrix {
  const random = randomStream(seed, "target");
  const [u, v] = [rows, cols].map((side) => referenceQr(gaussian(random, side, rank)).q) as [Matrix, Matrix];
  const sigma = Array.from({ length: rank }, (_, i) =>
    rank === 1 ? 1 : 1 + ((smallest - 1) * i) / (rank - 1),
  );
  const weighted = { ...u, data: u.data.map((value, at) => value * (sigma[at % rank] as number)) };
  return multiply(weighted, transpose(v));
}

function referenceStart({ depth, rows, seed, epsilon }: Experiment): Matrix[] {
  const random = randomStream(seed, "init/original");
  return Array.from({ length: depth }, () => scale(haar(random, rows), epsilon));
}

function referenceBases(start: readonly Matrix[], gradient: Matrix, { rHat, epsilon }: Experiment): Matrix[] {
  const { u, v } = referenceSvd(gradient);
  const unit = start.map((factor) => scale(factor, 1 / epsilon));
  const [first, ...later] = unit as [Matrix, ...Matrix[]];
  const forward = multiply(first, columns(v, 0, rHat));
  const backward = later.reduceRight(
    (product, factor) => multiply(transpose(factor), product),
    columns(u, 0, rHat),
  );
  const bases = [referenceQr(concatColumns(forward, backward)).q];
  for (const factor of later.slice(0, -1)) bases.push(multiply(factor, bases[bases.length - 1] as Matrix));
  return bases;
}

/** Yaras et al., square and orthogonal: [Vᵀ, W̃_1 … W̃_L, U]. */
function referenceYaras(
  start: readonly Matrix[],
  bases: readonly Matrix[],
  { epsilon, gamma }: Experiment,
): Chain {
  const right = referenceQr(multiply(transpose(start[0] as Matrix), bases[0] as Matrix));
  const left = referenceQr(multiply(start.at(-1) as Matrix, bases.at(-1) as Matrix));
  const inner = start.map((_, l) => {
    if (l === 0) return transpose(right.r);
    return l === start.length - 1 ? left.r : scaledIdentity(right.q.cols, epsilon);
  });
  return {
    factors: [transpose(right.q), ...inner, left.q],
    rateScale: [gamma, ...inner.map(() => 1), gamma],
  };
}

async function milestones(training: Training, steps: number): Promise<Progress["iterationsTo"][]> {
  const session = cpuSession(training);
  const found: Progress["iterationsTo"][] = [];
  for (const network of training.networks.keys()) {
    let progress = NO_PROGRESS;
    for (let step = 0; step < steps; step += 500) {
      const metrics = await session.advance(network, 500);
      progress = followProgress(progress, followed(), metrics.firstStep, metrics.columns);
    }
    found.push(progress.iterationsTo);
  }
  session.destroy();
  return found;
}

/**
 * The experiment of a link with its problem and its chains, with our decompositions and with the other
 * library's.
 */
async function both(link: string) {
  const { config } = MF_CODEC.decode(link);
  const training = await buildTraining({
    config: { ...config, networks: ["original", "yaras"] },
    load: readBundled,
  });
  const [problem] = training.problems as [Problem];
  const target = referenceTarget(config);
  const start = referenceStart(config);
  const past: Problem = { ...problem, target, observed: target };
  const bases = referenceBases(start, lossGradient(past, multiplyChain(start)), config);
  return { experiment: config, training, problem, target, start, past, bases };
}

const apart = (a: Matrix, b: Matrix): number => frobeniusNorm(subtract(a, b)) / frobeniusNorm(b);
const projector = (X: Matrix): Matrix => multiply(X, transpose(X));

it.each([...LINKS, "v=2&data=random&task=mc&d=200&r=3&p=0.3&seed=2"])("%s begins as it did", async (link) => {
  const { experiment, training, problem, target, start, bases } = await both(link);
  expect(apart(problem.target, target)).toBeLessThan(1e-12);
  const f = multiplyChain(training.networks[0]?.chains[0]?.factors ?? []);
  expect(apart(f, multiplyChain(start))).toBeLessThan(1e-12);
  // On factorization, all but r of the singular values of D(0) are ε^L, so rounding decided which of their
  // vectors was taken.
  if (experiment.task === "mf") return;
  training.origin?.bases().forEach((X, l) => {
    expect(apart(projector(X), projector(bases[l] as Matrix))).toBeLessThan(1e-12);
  });
});

it.each(LINKS)("%s learns as it did", async (link) => {
  const { experiment, training, start, past, bases } = await both(link);
  const [original, yaras] = training.networks as [TrainedNetwork, TrainedNetwork];
  const before: Training = {
    ...training,
    problems: [past],
    networks: [
      { ...original, chains: [{ factors: start, rateScale: start.map(() => 1) }] },
      { ...yaras, chains: [referenceYaras(start, bases, experiment)] },
    ],
  };
  const now = await milestones(training, experiment.steps);
  expect(now).toEqual(await milestones(before, experiment.steps));
  for (const reached of now) expect(reached["1e-2"]).not.toBeNull();
});
