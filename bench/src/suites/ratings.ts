/**
 * Runs on known entries only: the time of a step and the bytes of the plan against the number of ratings, and for one table the test
 * error and the time until it is reached, beside alternating least squares of our own and packages of npm. The ratings
 * are made up; as in real ones, few users and items have most of them.
 */
import { timeInTurn } from "../../../src/jobs/benchmark/timing.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { costOf } from "../../../src/jobs/benchmark/work.ts";
import { randomStream } from "../../../src/math/random.ts";
import { HISTORY_CAPACITY } from "../../../src/training/plan.ts";
import { ModelSession } from "../../../src/training/session.ts";
import { baselinesOf } from "../../../src/workloads/mf/baselines.ts";
import { rangeOf, scoreOf, type Cells } from "../../../src/workloads/mf/data/cells.ts";
import { planKnown } from "../../../src/workloads/mf/known/plan.ts";
import { buildKnown, type KnownTraining } from "../../../src/workloads/mf/known/training.ts";
import type { UserFile } from "../../../src/workloads/mf/training.ts";
import { errorText } from "../../../src/core/errors.ts";
import type { OwnEngine, Row, Suite, SuiteContext } from "../engine.ts";

const COUNTS = [1e4, 1e5, 1e6, 1e7];
const QUICK = 2;
/** On a software adapter, WebGPU takes seconds for a step on more ratings. */
const LARGEST_ON_GPU = 1e6;
/** Number of ratings of the table on which errors are compared. */
const COMPARED = 1e5;
const R_HAT = 20;
/** As on the page, training stops after this many steps without a new best validation error. */
const [MAX_STEPS, PATIENCE] = [1000, 50];

/** About `count` ratings in half stars: effects of users and items, a part of rank 5, and noise. */
function ratingsOf(count: number): Cells {
  const [rows, cols] = [Math.round(2 * Math.sqrt(count)), Math.round(3 * Math.sqrt(count))];
  const random = randomStream(0, "ratings");
  const list = (length: number, deviation: number): number[] =>
    Array.from({ length }, () => deviation * random.normal());
  const [users, items] = [list(rows, 0.4), list(cols, 0.5)];
  const tastes = Array.from({ length: rows }, () => list(5, 0.45));
  const traits = Array.from({ length: cols }, () => list(5, 0.45));
  const starts = new Uint32Array(rows + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      // The mean of i^-.3 over the rows is about rows^-.3 / .7, and a sixth of all cells is known.
      const chance = (0.42 / 6) * (rows / (i + 1)) ** 0.3 * (cols / (j + 1)) ** 0.4;
      if (random.uniform() >= Math.min(0.9, chance)) continue;
      const liked = (tastes[i] ?? []).reduce((sum, taste, k) => sum + taste * (traits[j]?.[k] ?? 0), 0);
      const value = 3.5 + (users[i] ?? 0) + (items[j] ?? 0) + liked + 0.7 * random.normal();
      columns.push(j);
      values.push(Math.min(5, Math.max(0.5, Math.round(2 * value) / 2)));
    }
    starts[i + 1] = columns.length;
  }
  return { rows, cols, starts, columns: Uint32Array.from(columns), values: Float64Array.from(values) };
}

function trainingOf(cells: Cells): Promise<KnownTraining> {
  const { rows, cols } = cells;
  const file: UserFile = {
    name: "ratings",
    checksum: "0123456789abcdef",
    matrix: {
      format: "ratings",
      rows,
      cols,
      values: new Float64Array(),
      known: undefined,
      cells,
      remarks: [],
    },
  };
  const { config } = MF_CODEC.repair({
    task: "mc",
    data: "file",
    file: file.checksum,
    entries: "known",
    rows,
    cols,
    observed: 0.8,
    validation: 0.0625,
    centre: "biases",
    depth: 3,
    rHat: R_HAT,
    epsilon: 0.1,
    gamma: 0.1,
    rateMode: "shared",
    rate: 0.3,
    networks: ["yaras"],
  });
  return buildKnown({ config, file });
}

async function sessionOf(training: KnownTraining, { openExecutor }: OwnEngine): Promise<ModelSession> {
  const plan = planKnown(training);
  return new ModelSession(plan, await openExecutor(plan.program));
}

export const ratings: Suite = async function* (context) {
  const { own, setting } = context;
  const { sizes = setting.quick ? COUNTS.slice(0, QUICK) : COUNTS } = setting;
  for (const count of sizes) {
    const training = await trainingOf(ratingsOf(count));
    for (const engine of own)
      if (engine.on !== "WebGPU" || count <= LARGEST_ON_GPU) yield* stepOf(training, count, engine, context);
  }
  yield* errorsOf(setting.quick ? (sizes[0] ?? COMPARED) : COMPARED, context);
};

/** One session at a time, because the largest takes gigabytes. */
async function* stepOf(
  training: KnownTraining,
  count: number,
  engine: OwnEngine,
  { setting }: SuiteContext,
): AsyncGenerator<Row> {
  const base = { shape: String(count), engine: engine.name, on: engine.on };
  const session = await sessionOf(training, engine);
  const { program, models, byteLength } = session.plan;
  const run = async (steps: number): Promise<void> => {
    for (let left = steps; left > 0; left -= HISTORY_CAPACITY)
      await session.advance(0, Math.min(left, HISTORY_CAPACITY));
  };
  const [timing] = await timeInTurn([run], setting);
  session.destroy();
  const { flops } = costOf(program, models[0]?.step ?? "");
  if (timing)
    yield {
      ...base,
      what: "growth compressed in ratings",
      value: timing.median,
      unit: "ms per step",
      range: [timing.least, timing.most],
      flops,
    };
  yield { ...base, what: "memory of the plan", value: byteLength / 2 ** 20, unit: "MB" };
}

const ERROR = { what: "test RMSE of ratings, of that of the effects", unit: "%" } as const;

/** Test errors relative to that of the effects of rows and columns alone, and the seconds from the ratings to them. */
async function* errorsOf(count: number, { own, engines, setting }: SuiteContext): AsyncGenerator<Row> {
  const cells = ratingsOf(count);
  const { completion } = await trainingOf(cells);
  const { train, test } = completion;
  const shape = `${train.rows} × ${train.cols}, ${count} ratings`;
  const startedAt = performance.now();
  const baselines = baselinesOf(completion, R_HAT, [R_HAT]);
  const baselinesMs = performance.now() - startedAt;
  const errorOf = (wanted: string): number => baselines.find(({ id }) => id === wanted)?.rmse ?? Number.NaN;
  const rows = (engine: string, on: Row["on"], rmse: number, ms: number): Row[] => [
    { ...ERROR, shape, engine, on, value: (100 * rmse) / errorOf("effects") },
    { what: "time to it", shape, engine, on, value: ms / 1e3, unit: "s" },
  ];
  for (const engine of own) {
    const beganAt = performance.now();
    const session = await sessionOf(await trainingOf(cells), engine);
    const rmse = await bestRmse(session);
    session.destroy();
    yield* rows(engine.name, engine.on, rmse, performance.now() - beganAt);
  }
  yield* rows("alternating least squares, ours", "JavaScript", errorOf("als"), baselinesMs);
  const range = rangeOf(train);
  for (const { name, on, factorizer } of engines) {
    if (!factorizer || (setting.only && !setting.only.some((part) => name.includes(part)))) continue;
    try {
      const beganAt = performance.now();
      const estimate = await factorizer(train, R_HAT);
      const ms = performance.now() - beganAt;
      yield* rows(name, on, scoreOf(test, range, estimate).rmse, ms);
    } catch (error) {
      yield { ...ERROR, shape, engine: name, on, value: Number.NaN, note: errorText(error) };
    }
  }
}

/** The test error at the best validation step. */
async function bestRmse(session: ModelSession): Promise<number> {
  const [evaluation] = session.plan.models[0]?.evaluations ?? [];
  if (!evaluation) return NaN;
  let best = { step: 0, validation: Infinity, rmse: NaN };
  for (let step = 0; step <= MAX_STEPS && step - best.step < PATIENCE; step += evaluation.every) {
    await session.evaluate(0);
    const [[validation = NaN] = [], [rmse = NaN] = []] = await session.measure(evaluation);
    if (validation < best.validation) best = { step, validation, rmse };
    await session.advance(0, evaluation.every);
  }
  return best.rmse;
}
