/** The benchmark in a browser: `window.bench`, called by scripts/chromium.mjs. */
import { encodeLink } from "../../src/experiment/link.ts";
import { presetExperiment, PRESETS } from "../../src/experiment/presets.ts";
import type { Row, SuiteSetting } from "./engine.ts";
import { jax } from "./engines/jax.ts";
import { onnxruntime } from "./engines/ort.ts";
import { ourDevice } from "./engines/ours.ts";
import { tfjs } from "./engines/tfjs.ts";
import { runSuite, type Host } from "./run-suite.ts";

declare global {
  interface Window {
    keepRow(row: Row): void;
  }
}

/** Served beside the page. */
const ORT_FOLDER = new URL("ort/", document.baseURI).href;

const host: Host = {
  gpu: navigator.gpu,
  peers: () =>
    Promise.resolve([
      jax("WebGPU"),
      tfjs(),
      onnxruntime("WebGPU", ORT_FOLDER),
      jax("WebAssembly"),
      onnxruntime("WebAssembly", ORT_FOLDER),
    ]),
  log: (message) => console.log(message),
};

const bench = {
  adapter: async (): Promise<string> => (await ourDevice(host.gpu)).adapter,

  /** Hands each row to `window.keepRow`, so that none is lost when a later one fails. */
  run: async (suite: string, setting: SuiteSetting): Promise<void> => {
    for await (const row of runSuite(host, suite, setting)) window.keepRow(row);
  },

  /** Links to the playground's presets that train without an end. */
  presets: (): { id: string; hash: string }[] =>
    PRESETS.map((preset) => ({
      id: preset.id,
      hash: encodeLink({ ...presetExperiment(preset), steps: 10_000_000 }),
    })),
};

Object.assign(window, { bench });
