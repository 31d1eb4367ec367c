/**
 * There must be no dead end in the other workloads either: each main setting of a preset is moved, and the run must
 * learn, or the page must show a message with a button that leads to learning. Tests a few digits cases; with LONG=1
 * (npm run test:long) all of them, fine-tuning and federated runs. WALK=<file> writes the table to a file.
 */
import { appendFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { digitsFile } from "../../../scripts/vite/digits.ts";
import { encoderFile } from "../../../scripts/vite/encoder.ts";
import { FEDERATED_PAGE } from "../../../src/ui/workloads/federated/page.tsx";
import { FINETUNE_PAGE } from "../../../src/ui/workloads/finetune/page.tsx";
import { MLP_PAGE } from "../../../src/ui/workloads/digits/page.tsx";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { federatedWorkload } from "../../../src/workloads/federated/workload.ts";
import { labWorkload } from "../../../src/workloads/finetune/workload.ts";
import { mlpWorkload } from "../../../src/workloads/digits/workload.ts";
import { casesOf, follow, isAnswered, nameOf, rowOf, type Walked } from "./workload-walk.ts";

const LONG = Boolean(process.env["LONG"]);
const table = process.env["WALK"];
/** A slow machine is not wrong; a run that never ends is still found. */
const PATIENCE_PER_CASE = 600_000;

const digits = (): Walked => {
  const file = digitsFile();
  return {
    page: MLP_PAGE,
    workload: mlpWorkload(file),
    load: () => Promise.resolve(file.bytes),
    // The largest preset takes half a minute for each case.
    presets: ["digits-same-rate", "digits-own-rate", "digits-few", ...(LONG ? ["digits-follow"] : [])],
    settings: ["rate", "depth", "width", "rHat", "scale", "samples", "size", "optimizer", "alpha", "steps"],
    largest: { width: 512, steps: 4000 },
    // Without training, the accuracy is about 0.1.
    hasLearned: (accuracy) => accuracy >= 0.5,
  };
};

const encoder = () => {
  const file = encoderFile();
  return {
    file,
    load: () => Promise.resolve(file.bytes),
    open: (program: Parameters<typeof createWasmExecutor>[0]) => createWasmExecutor(program, "simd"),
  };
};

const finetune = (): Walked => {
  const { file, load, open } = encoder();
  return {
    page: FINETUNE_PAGE,
    workload: labWorkload(file, open),
    load,
    presets: ["plant-one", "sentiment-yelp"],
    settings: ["rank", "rate", "rateDeep", "rateHead", "samples", "plantRank", "strength", "steps"],
    largest: { rank: 32, samples: 64, steps: 400 },
    // Without training, the error is 1 and the accuracy 0.5.
    hasLearned: (headline, { task }) => (task === "planted" ? headline <= 0.9 : headline >= 0.55),
  };
};

const federated = (): Walked => {
  const { file, load, open } = encoder();
  return {
    page: FEDERATED_PAGE,
    workload: federatedWorkload(file, open),
    load,
    presets: ["fed-bytes"],
    settings: [
      "clients",
      "beta",
      "globalFraction",
      "perRound",
      "samples",
      "rate",
      "rateHead",
      "dropout",
      "steps",
    ],
    largest: { samples: 320, steps: 24 },
    // The first rounds train only the head, at a rate of its own.
    hasLearned: (accuracy, { warmUp, steps }, step) =>
      accuracy >= 0.55 && step > Math.min(warmUp as number, steps - 1),
  };
};

/** Without LONG, one case in this many is tested. */
const EVERY = 36;

describe.each([
  ["digits", digits],
  ...(LONG
    ? ([
        ["fine-tuning", finetune],
        ["federated", federated],
      ] as const)
    : []),
] as const)("from every preset of %s, every main setting", (_name, make) => {
  const walked = make();
  const cases = casesOf(walked).filter((_, i) => LONG || i % EVERY === 0);

  it.each(cases.map((one) => [nameOf(one), one] as const))(
    "%s",
    async (_case, one) => {
      const startedAt = performance.now();
      const step = await follow(walked, one);
      const row = rowOf(one, step);
      const seconds = ((performance.now() - startedAt) / 1e3).toFixed(0);
      if (table) appendFileSync(table, `${row} ${seconds} s |\n`);
      expect(isAnswered(step), row).toBe(true);
    },
    PATIENCE_PER_CASE,
  );
});
