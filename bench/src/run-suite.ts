/** Runs one suite on a host, which is the page in Chromium, or Node. */
import type { PoolWorkers } from "../../src/wasm/thread-pool.ts";
import type { Engine, OwnEngine, Row, SuiteSetting } from "./engine.ts";
import { ourMatmulKernels, ourWasm, ourWebGpu } from "./engines/ours.ts";
import { SUITES } from "./suites.ts";

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
  if (!suite) throw new Error(`there is no suite ${name}`);
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
