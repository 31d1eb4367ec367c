/** Runs the benchmark in a worker of the browser, because the page, too, trains in a worker. page.ts calls it. */
import { expose } from "comlink";
import { browserPoolWorkers } from "../../src/worker/resources.ts";
import { MF_CODEC } from "../../src/workloads/mf/config/link.ts";
import { presetExperiment, PRESETS } from "../../src/workloads/mf/presets.ts";
import type { Row, SuiteSetting } from "./engine.ts";
import { jax } from "./engines/jax.ts";
import { matrixFactorization } from "./engines/matrix-factorization.ts";
import { onnxruntime } from "./engines/ort.ts";
import { ourDevice } from "./engines/ours.ts";
import { tfjs } from "./engines/tfjs.ts";
import { runSuite, type Host } from "./run-suite.ts";

/** The folder of onnxruntime-web's files, beside the page. Scripts such as this one lie in a folder of their own. */
const ORT_FOLDER = new URL("../ort/", self.location.href).href;

const host: Host = {
  gpu: navigator.gpu,
  // Counts all processors, because jax-js uses all of them, too.
  poolWorkers: browserPoolWorkers(navigator.hardwareConcurrency),
  peers: () =>
    Promise.resolve([
      jax("WebGPU"),
      tfjs(),
      onnxruntime("WebGPU", ORT_FOLDER),
      jax("WebAssembly"),
      onnxruntime("WebAssembly", ORT_FOLDER),
      matrixFactorization(),
    ]),
  log: (message) => console.log(message),
};

export type Bench = typeof bench;

const bench = {
  adapter: async (): Promise<string> => (await ourDevice(host.gpu)).adapter,

  /** Sends each row at once, so that a later failure does not lose it. */
  run: async (suite: string, setting: SuiteSetting, keepRow: (row: Row) => Promise<void>): Promise<void> => {
    for await (const row of runSuite(host, suite, setting)) await keepRow(row);
  },

  /** Links to the playground's presets, with so many steps that training does not end. */
  presets: (): { id: string; hash: string }[] =>
    PRESETS.map((preset) => ({
      id: preset.id,
      hash: MF_CODEC.encode({ ...presetExperiment(preset), steps: 10_000_000 }),
    })),
};

expose(bench);
