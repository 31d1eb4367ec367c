/**
 * Threads on one memory: any number of them gives the same bits, pool workers help, and the next run gets a free
 * pool.
 */
import { afterEach, expect, test, vi } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { nodePoolWorkers } from "../../../src/library/host.ts";
import { openCpu } from "../../../src/wasm/open-cpu.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import type { Program, Values } from "../../../src/kernels/program.ts";
import { supportedBuilds, type Build } from "../../../src/wasm/build.ts";
import { poolWorkersFor, openThreadPool, type PoolWorkers } from "../../../src/wasm/thread-pool.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { dispatch, f32, normals, parseShapes, zeros } from "../../gpu/kernels/compare.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { observedCase } from "../../hosts/training/observed-product.ts";

const [build] = supportedBuilds() as [Build];

/** A number of Node threads, and a record of what became of them. */
function lend(count: number): PoolWorkers & { started: number; ended: number } {
  const lent = {
    count,
    started: 0,
    ended: 0,
    start: (task: Parameters<PoolWorkers["start"]>[0]) => {
      const worker = nodePoolWorkers().start(task);
      lent.started++;
      return { terminate: () => (lent.ended++, worker.terminate()) };
    },
  };
  return lent;
}

const FORMS = [
  { transposed: [0, 0], batch: 1, beta: 0 },
  { transposed: [1, 0], batch: 1, beta: 0 },
  { transposed: [0, 1], batch: 1, beta: 0.75 },
  { transposed: [1, 1], batch: 1, beta: 0 },
  { transposed: [0, 0], batch: 3, beta: 1 },
  { transposed: [1, 0], batch: 5, beta: 0.5 },
] as const;

/** Products in sequence, each with an `out` of its own. */
function products(shapes: string, forms: readonly (typeof FORMS)[number][] = FORMS): Program {
  const cases = parseShapes(shapes).flatMap(([m, n, k]) =>
    forms.map(({ transposed: [TRANSPOSE_A, TRANSPOSE_B], batch, beta }) => ({
      constants: { TRANSPOSE_A, TRANSPOSE_B, ACCUMULATE: 1 },
      params: { m, n, k, batch, stride_a: m * k, stride_b: k * n, stride_out: m * n, alpha: -0.5, beta },
    })),
  );
  const most = (length: (of: (typeof cases)[number]["params"]) => number): number =>
    Math.max(...cases.map(({ params }) => params.batch * length(params)));
  const outs = cases.map(({ params: { m, n, batch } }, i) => f32(`out ${i}`, normals(batch * m * n, i)));
  return {
    tensors: [
      f32(
        "a",
        normals(
          most(({ m, k }) => m * k),
          1,
        ),
      ),
      f32(
        "b",
        normals(
          most(({ n, k }) => n * k),
          2,
        ),
      ),
      ...outs,
    ],
    lists: {
      test: cases.map(({ params, constants }, i) =>
        dispatch("matmul_4x4", params, constants, ["a", "b", `out ${i}`]),
      ),
    },
  };
}

/** All results after two runs, and the number of threads. */
async function results(
  program: Program,
  poolWorkers?: PoolWorkers,
): Promise<{ reads: Values[]; threads: number | undefined }> {
  const executor = await createWasmExecutor(program, build, poolWorkers);
  const { reads } = await executor.run(
    "test",
    2,
    program.tensors.map(({ name }) => ({ tensor: name })),
  );
  executor.destroy();
  return { reads, threads: executor.threads };
}

/** Lists the differences itself, because `toEqual` takes seconds for a million numbers. */
function differing(found: readonly Values[], wanted: readonly Values[]): number[] {
  return [...wanted.keys()].filter((i) => !found[i]?.every((value, at) => Object.is(value, wanted[i]?.[at])));
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** An executor waits a limited time for its workers. While the clock stands still, it waits for all of them. */
const stopClock = () => vi.spyOn(performance, "now").mockReturnValue(0);

test("products with 1 or 3 pool workers are those of one thread, to the bit", async () => {
  stopClock();
  const program = products("64×64×64 37×151×53 151×37×53 65×9×300 9×65×300 260×260×70 1×2000×40 700×1×150");
  const wanted = await results(program);
  for (const count of [1, 3]) {
    const { reads, threads } = await results(program, lend(count));
    expect(threads).toBe(count + 1);
    expect(differing(reads, wanted.reads)).toEqual([]);
  }
});

test("so are products with observed entries alone", async () => {
  stopClock();
  for (const transposeA of [false, true])
    for (const batch of [1, 3]) {
      const [m, n] = transposeA ? [20, 300] : [300, 20];
      const { one } = observedCase({ m, n, k: 400, transposeA, batch, alpha: -0.5, beta: 0.75 });
      const program = { tensors: one.tensors, lists: { test: one.dispatches } };
      const wanted = await results(program);
      for (const count of [1, 3]) {
        const { reads, threads } = await results(program, lend(count));
        expect(threads).toBe(count + 1);
        // D has NaN where nothing is observed.
        expect(differing(reads, wanted.reads)).toEqual([]);
      }
    }
});

test.each([0.5, 0.2])(
  "training with a pool worker makes the same curves, to the bit: p = %f",
  async (observed) => {
    stopClock();
    const { config } = MF_CODEC.repair({
      data: "random",
      rows: 96,
      rank: 3,
      task: "mc",
      observed,
      networks: ["original", "yaras", "kwon"],
    });
    const training = await buildTraining({ config: config, load: readBundled });
    const plan = planTraining(training);
    const [alone, helped] = (await Promise.all(
      [undefined, lend(1)].map(
        async (poolWorkers) => new Session(plan, await openCpu(plan.program, poolWorkers)),
      ),
    )) as [Session, Session];
    expect([alone.threads, helped.threads]).toEqual([1, 2]);
    for (const network of plan.models.keys()) {
      const [found, wanted] = [await helped.advance(network, 40), await alone.advance(network, 40)];
      expect(found.columns).toEqual(wanted.columns);
    }
  },
);

test("a pool worker takes parts of a product that is large enough, and of no other", async () => {
  stopClock();
  const pool = await openThreadPool(build, () => 64, lend(1));
  expect(pool.threads).toBe(2);
  const { matmul, tensorsStart } = pool.functions;
  const multiplySquare = (n: number): unknown =>
    matmul?.(pool.start, pool.start, pool.start + 2 ** 20, 0, 0, n, n, n, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0);
  new Float32Array(pool.memory.buffer, pool.start, 2 ** 18).fill(1);
  // The panel that the pool worker packs before it multiplies.
  const panel = new Float32Array(pool.memory.buffer, tensorsStart?.(1), 8);
  for (let i = 0; i < 1000; i++) multiplySquare(32);
  expect([...panel]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  await vi.waitFor(
    () => {
      multiplySquare(256);
      expect([...panel]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    },
    { timeout: 180_000 },
  );
  pool.free();
});

test("the next run has the same memory, empty, and the same pool worker; a far larger or smaller one begins anew", async () => {
  const poolWorkers = lend(1);
  const small = products("8×8×8");
  const filled = (length: number): Program => ({ tensors: [zeros("w", length)], lists: { test: [] } });
  for (let i = 0; i < 5; i++) await results(small, poolWorkers);
  expect(poolWorkers).toMatchObject({ started: 1, ended: 0 });
  const executor = await createWasmExecutor(filled(4096), build, poolWorkers);
  expect((await executor.run("test", 1, [{ tensor: "w" }])).reads[0]).toEqual(new Float32Array(4096));
  // A second pool at the same time has threads of its own. Of two free pools, one is kept.
  await results(small, poolWorkers);
  expect(poolWorkers).toMatchObject({ started: 2, ended: 0 });
  executor.destroy();
  executor.destroy();
  expect(poolWorkers).toMatchObject({ started: 2, ended: 1 });
  for (const program of [filled(2e6), filled(2e6), small]) await results(program, poolWorkers);
  expect(poolWorkers).toMatchObject({ started: 4, ended: 3 });
});

const refused = (): never => {
  throw new Error("no worker");
};

test.each([
  ["no pool worker is lent", poolWorkersFor(1, refused)],
  ["none can be started", poolWorkersFor(2, refused)],
  ["none comes", poolWorkersFor(2, () => ({ terminate: () => undefined }))],
])("where %s there is one thread, and the results are the same", async (_, poolWorkers) => {
  const program = products("96×96×96");
  const { reads, threads } = await results(program, poolWorkers);
  expect(threads).toBe(1);
  expect(differing(reads, (await results(program)).reads)).toEqual([]);
});

test("where memory cannot be shared there is one thread", async () => {
  const { Memory } = WebAssembly;
  vi.spyOn(WebAssembly, "Memory").mockImplementation(function (descriptor) {
    if (descriptor.shared) throw new TypeError("Shared memory is not enabled");
    return new Memory(descriptor);
  });
  const poolWorkers = lend(1);
  expect((await results(products("96×96×96"), poolWorkers)).threads).toBe(1);
  expect(poolWorkers.started).toBe(0);
});

test("one pool worker for each processor but one, at most three", () => {
  expect([1, 2, 4, 64].map((processors) => poolWorkersFor(processors, refused).count)).toEqual([0, 1, 3, 3]);
});
