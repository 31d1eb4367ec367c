/** The benchmark in a browser: `window.bench`, called by scripts/chromium.mjs. */
import { proxy, wrap } from "comlink";
import type { Row, SuiteSetting } from "./engine.ts";
import type { Bench } from "./worker.ts";

declare global {
  interface Window {
    keepRow(row: Row): Promise<void>;
  }
}

const worker = wrap<Bench>(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));

const bench = {
  adapter: () => worker.adapter(),
  presets: () => worker.presets(),
  run: (suite: string, setting: SuiteSetting): Promise<void> =>
    worker.run(
      suite,
      setting,
      proxy((row: Row) => window.keepRow(row)),
    ),
};

Object.assign(window, { bench });
