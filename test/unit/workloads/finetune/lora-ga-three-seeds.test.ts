/**
 * LoRA-GA at three learning rates on seeds 1, 2 and 3, in the setting of “One gradient”. The test compares the
 * results with the table in docs/measurements.md. It needs LONG=1 (npm run test:figures).
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { encoderFile } from "../../../../scripts/vite/encoder.ts";
import { LocalEngine } from "../../../../src/engine/local-engine.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { labConfig } from "../../../../src/workloads/finetune/config.ts";
import { LAB_PRESETS } from "../../../../src/workloads/finetune/presets.ts";
import { labWorkload } from "../../../../src/workloads/finetune/workload.ts";

const LONG = Boolean(process.env["LONG"]);
/** Largest difference between two builds of the kernels. */
const TOLERANCE = 0.03;

const table = readFileSync("docs/measurements.md", "utf8").matchAll(
  /^\| LoRA-GA, η = (\S+) *\| (\S+) *\| (\S+) *\| (\S+) *\|/gm,
);
const rows = [...table].map(([, rate, ...errors]) => [Number(rate), errors.map(Number)] as const);

test("the table has three rates", () => expect(rows.map(([rate]) => rate)).toEqual([0.01, 0.003, 0.001]));

test.skipIf(!LONG).each(rows)(
  "η = %d",
  async (rate, errors) => {
    const file = encoderFile();
    const engine = new LocalEngine({
      gpu: undefined,
      load: () => Promise.resolve(file.bytes),
      workloads: new Map([
        ["finetune", () => Promise.resolve(labWorkload(file, (program) => createWasmExecutor(program)))],
      ]),
    });
    let found: readonly number[] = [];
    engine.subscribe((event) => {
      if (event.kind === "steps")
        found = event.networks[0]?.progressBySeed.map(({ headline }) => headline) ?? found;
    });
    const { fields } = LAB_PRESETS.find(({ id }) => id === "one-gradient") ?? {};
    await engine.load(labConfig({ ...fields, methods: ["loraGa"], rate, seed: 1, seeds: 3 }), "cpu");
    await engine.play();
    await engine.dispose();
    expect(found).toHaveLength(errors.length);
    found.forEach((error, i) =>
      expect(error, `seed ${i + 1}`).toBeCloseTo(errors[i] ?? NaN, -Math.log10(2 * TOLERANCE)),
    );
  },
  3_600_000,
);
