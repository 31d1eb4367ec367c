/**
 * Full spectra of four d × d matrices at once: the end-to-end matrix and three factors of a network in
 * training. They are compared with ml-matrix (float64, values only) on the same matrices. “Cold” is the first
 * spectrum of a session. “Warm” is a spectrum taken five steps after another one.
 */
import { median } from "../../../src/jobs/benchmark/timing.ts";
import { completionTraining, openSession } from "../../../src/jobs/benchmark/work.ts";
import type { Session, Spectra } from "../../../src/workloads/mf/session.ts";
import { Matrix as MlMatrix, SingularValueDecomposition } from "ml-matrix";
import type { Matrix } from "../../../src/math/matrix.ts";
import type { OwnEngine, Row, Suite } from "../engine.ts";

const DIMS = [128, 256];
/** f and three factors. */
const MATRICES = 4;
const STEPS_BETWEEN = 5;
const MAX_ROUNDS = 5;
/** Largest error, relative to σ₁. */
const TOLERANCE = 1e-4;

/** Singular values of a square matrix. */
const singularValues = ({ rows, cols, data }: Matrix): number[] =>
  new SingularValueDecomposition(MlMatrix.from1DArray(rows, cols, data), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  }).diagonal;

interface Candidate {
  readonly engine: OwnEngine;
  readonly session: Session;
  readonly coldMs: number;
  readonly warmMs: number[];
  error: number;
}

export const spectra: Suite = async function* (context) {
  const { own, setting } = context;
  const { sizes = setting.quick ? DIMS.slice(0, 1) : DIMS } = setting;
  for (const d of sizes) {
    const candidates: Candidate[] = [];
    const peerMs: number[] = [];
    for (const engine of own) candidates.push(await start(engine, d));
    for (let round = 0; round < Math.min(setting.rounds, MAX_ROUNDS); round++) {
      const truth = await takeTurns(candidates);
      peerMs.push(truth.ms);
    }
    const base = { shape: String(d), unit: "ms per matrix" };
    for (const { engine, session, coldMs, warmMs, error } of candidates) {
      session.destroy();
      if (!(error < TOLERANCE))
        context.log(`spectra ${d}: ${engine.on}: error ${error.toExponential(1)} of σ₁`);
      const ours = {
        ...base,
        engine: engine.name,
        on: engine.on,
        note: `error ${error.toExponential(0)} of σ₁`,
      };
      yield { ...ours, what: "spectra cold", value: coldMs / MATRICES };
      yield { ...ours, what: "spectra warm", ...summary(warmMs) };
    }
    for (const what of ["spectra cold", "spectra warm"])
      yield { ...base, what, engine: "ml-matrix", on: "JavaScript", ...summary(peerMs) };
  }
};

async function start(engine: OwnEngine, d: number): Promise<Candidate> {
  const session = await openSession(completionTraining({ d, network: "original" }), engine.openExecutor);
  await session.advance(0, STEPS_BETWEEN);
  const { ms } = await timed(async () => session.spectraOf(await session.capture(0)));
  return { engine, session, coldMs: ms, warmMs: [], error: 0 };
}

/**
 * Takes one spectrum with each engine, then ml-matrix's on the first engine's matrices. All engines have
 * trained alike.
 */
async function takeTurns(candidates: readonly Candidate[]): Promise<{ ms: number }> {
  const found: Spectra[] = [];
  for (const { session, warmMs } of candidates) {
    await session.advance(0, STEPS_BETWEEN);
    const { ms, result } = await timed(async () => session.spectraOf(await session.capture(0)));
    warmMs.push(ms);
    found.push(result);
  }
  const [first] = candidates;
  const matrices = first ? [await first.session.endToEnd(0), ...(await first.session.factors(0))] : [];
  const truth = await timed(() => Promise.resolve(matrices.map(singularValues)));
  for (const [i, candidate] of candidates.entries())
    candidate.error = Math.max(candidate.error, largestError(found[i] as Spectra, truth.result));
  return truth;
}

function largestError({ endToEnd, layers }: Spectra, expected: readonly number[][]): number {
  const errors = [endToEnd, ...layers].map((sigma, i) => {
    const truth = expected[i] ?? [];
    return Math.max(...truth.map((value, j) => Math.abs(value - (sigma[j] ?? Infinity)))) / (truth[0] ?? 1);
  });
  return Math.max(...errors);
}

function summary(times: readonly number[]): Pick<Row, "value"> & { range: readonly [number, number] } {
  return {
    value: median(times) / MATRICES,
    range: [Math.min(...times) / MATRICES, Math.max(...times) / MATRICES],
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const startedAt = performance.now();
  const result = await work();
  return { ms: performance.now() - startedAt, result };
}
