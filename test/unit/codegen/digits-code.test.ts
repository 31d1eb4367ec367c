/** Exported digits scripts must run and end with the test loss of the float64 engine. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digitsFile } from "../../../scripts/vite/digits.ts";
import { digitsCode } from "../../../src/codegen/digits-code.ts";
import { LANGUAGES } from "../../../src/codegen/export-code.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { buildMlp } from "../../../src/workloads/mlp/build.ts";
import { ARM_IDS, MLP_CODEC, mlpConfig, type MlpConfig } from "../../../src/workloads/mlp/config.ts";
import { digitsData, loadDigits } from "../../../src/workloads/mlp/digits.ts";
import { planMlp } from "../../../src/workloads/mlp/plan.ts";
import { findPython, pythonWith } from "../../hosts/python.ts";
import { ClassifierSession } from "../../hosts/training/classifier-session.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dmf-digits-"));
  writeFileSync(join(folder, "digits.bin"), digitsFile().bytes);
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

/** Test losses that a script prints, by network. */
function printed(
  config: MlpConfig,
  language: (typeof LANGUAGES)[number],
  interpreter: string,
): Record<string, number> {
  const path = join(folder, "experiment.py");
  writeFileSync(path, script(config, language));
  const text = execFileSync(interpreter, [path, join(folder, "digits.bin")], {
    cwd: folder,
    encoding: "utf8",
  });
  return Object.fromEntries(
    [...text.matchAll(/seed \d+ (\w+) +test loss ([\d.e+-]+)/g)].map(([, id, loss]) => [id, Number(loss)]),
  );
}

async function ours(config: MlpConfig): Promise<Record<string, number>> {
  const file = digitsFile();
  const digits = await loadDigits(() => Promise.resolve(file.bytes), file);
  const plan = planMlp(await buildMlp(config, digitsData(digits, config.size === "small" ? 14 : 28)));
  const session = new ClassifierSession(plan, createCpuExecutor(plan.program));
  const found: Record<string, number> = {};
  for (const id of config.arms) {
    await session.advance(id, config.steps);
    found[id] = (await session.test(id)).loss[0] ?? NaN;
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
  "own rates, a cosine": { rate: 0.3, rateDln: 0.1, rateCdln: 0.2, rateThin: 0.05, schedule: "cosine" },
};

describe.each(LANGUAGES)("%s", { timeout: 120_000 }, (language) => {
  const interpreter = INTERPRETERS[language];

  it("is Python", () => {
    const path = join(folder, "compiled.py");
    for (const changes of Object.values(CASES)) {
      writeFileSync(path, script(small(changes), language));
      expect(spawnSync(INTERPRETERS.numpy, ["-m", "py_compile", path]).status).toBe(0);
    }
  });

  it.for(Object.entries(CASES))("%s: ends where float64 ends", async ([, changes], { skip }) => {
    skip(!interpreter, `There is no python3 with NumPy and ${language}.`);
    const config = small(changes);
    const [found, wanted] = [printed(config, language, interpreter ?? ""), await ours(config)];
    expect(Object.keys(found)).toEqual([...config.arms]);
    for (const id of config.arms)
      expect((found[id] as number) / (wanted[id] as number), id).toBeCloseTo(1, 6);
  });
});
