/** Runs one suite on a host, which is the page in Chromium or Node. */
import type { PoolWorkers } from "../../src/wasm/thread-pool.ts";
import type { Engine, OwnEngine, Row, Suite, SuiteSetting } from "./engine.ts";
import { ourMatmulKernels, ourWasm, ourWebGpu } from "./engines/ours.ts";
import { batch, gain } from "./suites/batch.ts";
import { dispatches } from "./suites/dispatches.ts";
import { finetune } from "./suites/finetune.ts";
import { growth } from "./suites/growth.ts";
import { live } from "./suites/live.ts";
import { matmul } from "./suites/matmul.ts";
import { memory } from "./suites/memory.ts";
import { mlp } from "./suites/mlp.ts";
import { ratings } from "./suites/ratings.ts";
import { roofline } from "./suites/roofline.ts";
import { spectra } from "./suites/spectra.ts";
import { start } from "./suites/start.ts";
import { training } from "./suites/training.ts";

/** All suites by name. scripts/options.mjs has the order in which they run. */
const SUITES: Readonly<Record<string, Suite>> = {
  matmul,
  training,
  dispatches,
  mlp,
  finetune,
  gain,
  growth,
  ratings,
  batch,
  spectra,
  live,
  start,
  memory,
  roofline,
};

export interface Host {
  readonly gpu: GPU | undefined;
  /** The pool workers of our CPU engine; undefined for one thread. */
  readonly poolWorkers?: PoolWorkers | undefined;
  readonly peers: () => Promise<Engine[]>;
  log(message: string): void;
}

const hosts = new WeakMap<Host, Promise<{ own: OwnEngine[]; engines: Engine[] }>>();

/** Yields rows as they are measured. */
export async function* runSuite(host: Host, name: string, setting: SuiteSetting): AsyncGenerator<Row> {
  const suite = SUITES[name];
  if (!suite) throw new Error(`There is no suite ${name}.`);
  const { gpu, poolWorkers } = host;
  const known = hosts.get(host) ?? openEngines(host);
  hosts.set(host, known);
  const { own, engines } = await known;
  for await (const row of suite({
    setting,
    engines,
    own,
    gpu,
    poolWorkers,
    log: (message) => host.log(message),
  })) {
    const { what, shape, engine, on, value, unit } = row;
    host.log(`${what}, ${shape}: ${engine} (${on}) ${value.toPrecision(4)} ${unit}`);
    yield row;
  }
}

async function openEngines({
  gpu,
  poolWorkers,
  peers,
}: Host): Promise<{ own: OwnEngine[]; engines: Engine[] }> {
  const own = [ourWebGpu(gpu), ourWasm(poolWorkers)];
  return { own, engines: [...own, ...ourMatmulKernels(gpu), ...(await peers())] };
}
