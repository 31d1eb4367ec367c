/**
 * Exported fine-tuning scripts must compile. Where PyTorch is installed they must end with this engine's test
 * result.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labCode, scriptMethods } from "../../../src/codegen/lab-code.ts";
import { ModelSession } from "../../../src/training/session.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { buildLab } from "../../../src/workloads/finetune/build.ts";
import { LAB_CODEC, labConfig, METHOD_IDS, type LabConfig } from "../../../src/workloads/finetune/config.ts";
import { lastTestOf, planLab } from "../../../src/workloads/finetune/plan.ts";
import { parseTexts } from "../../../src/workloads/finetune/texts.ts";
import { wholeEncoder } from "../../hosts/encoder.ts";
import { findPython, pythonWith, runScripts } from "../../hosts/python.ts";

const torch = pythonWith("numpy", "torch");
const asset = wholeEncoder();
const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
const SHORT = { samples: 4, batch: 3, steps: 2, rank: 4 };
/** Number of test sentences in these scripts. Debian's PyTorch multiplies slowly. */
const TESTS = 3;
const CASES: Readonly<Record<string, LabConfig>> = {
  planted: labConfig({
    ...SHORT,
    schedule: "cosine",
    alpha: 6,
    methods: ["full", "loraPlus", "deep", "wegeft"],
  }),
  sentiment: labConfig({ ...SHORT, task: "sentiment", domain: "amazon", methods: ["head", "rslora"] }),
  "own texts": labConfig({ ...SHORT, steps: 1, task: "file", methods: ["lora"] }),
};

const LABELS = ["so, so", "Ärger", "10", "9"];
/** Texts with quotes, line breaks and letters beyond ASCII. Few are left for the test, so it has no whole chunk. */
const OWN_TEXTS = Array.from({ length: 24 }, (_, i) => ({
  text: `Text ${i}: ${["“fine”", 'a "quoted" word', "two\nlines", "naïve ☃"][i % 4]}, and ${i * i} more.`,
  label: LABELS[(i * 7) % 4] as string,
}));
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const OWN_FILE = `\uFEFFid;Label;text\r\n${OWN_TEXTS.map(({ text, label }, i) => `${i};${quoted(` ${label} `)};${quoted(text)}`).join("\r\n")}\r\n\r\n`;

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "dmf-lab-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const scriptOf = (name: string, config: LabConfig): string => {
  const path = join(folder, `${name}.py`);
  const code = labCode(config, LAB_CODEC.encode(config));
  writeFileSync(
    path,
    code.replace(/drawn\[:250\]|rest\[: count if.*\]/g, (tests) => `${tests}[:${TESTS}]`),
  );
  return path;
};

it("names the methods that it leaves out", () => {
  const config = labConfig({ methods: METHOD_IDS.filter((id) => id !== "head") });
  expect(labCode(config, "id=finetune")).toContain(
    "Not in this script: loraOne, loraGa, pissa, deepWide, deepCompressed, galore, galore8, wegeftTied.",
  );
  expect(scriptMethods(config)).toHaveLength(7);
});

/** Maps each script's name to what the script prints. One process runs all scripts, because PyTorch takes seconds to import. */
const printedBy = new Map<string, string>();
beforeAll(() => {
  if (!torch) return;
  writeFileSync(join(folder, "own"), OWN_FILE);
  const scripts = Object.entries(CASES).map(([name, config]) => ({
    folder,
    args: [scriptOf(name, config), MODULES, "own"],
  }));
  runScripts(torch, scripts).forEach((printed, i) => printedBy.set(Object.keys(CASES)[i] as string, printed));
});

it.skipIf(torch)("the scripts compile, where they cannot run", () => {
  const paths = Object.entries(CASES).map(([name, config]) => scriptOf(name, config));
  const { status, stderr } = spawnSync(findPython(), ["-m", "py_compile", ...paths], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
});

describe.each(Object.entries(CASES))("%s", (name, config) => {
  it("ends with the test of this engine", async ({ skip }) => {
    skip(!torch, "Not tested: no python3 here has NumPy and PyTorch.");
    const printed = printedBy.get(name) ?? "";
    const open = (program: Parameters<typeof createWasmExecutor>[0]) => createWasmExecutor(program, "simd");
    const file = config.task === "file" ? parseTexts(new TextEncoder().encode(OWN_FILE)) : undefined;
    const whole = await buildLab(config, asset, [config.seed], open, undefined, file);
    // Only the sentences that the scripts test.
    const runs = whole.runs.map(({ train, test }) => ({ train, test: test.slice(0, TESTS) }));
    const built = { ...whole, runs };
    const plan = planLab(built);
    const session = new ModelSession(plan, await open(plan.program));
    for (const [m, { id, evaluations }] of plan.models.entries()) {
      const { columns } = await session.advance(m, config.steps);
      const losses = [...printed.matchAll(new RegExp(`^seed 0 ${id} +step +\\d+ loss (\\S+)$`, "gm"))].map(
        ([, loss]) => Number(loss),
      );
      expect(losses).toHaveLength(config.steps);
      losses.forEach((loss, t) =>
        expect(Math.abs(loss / (columns["loss"]?.[t] ?? NaN) - 1), `${id}, loss ${t}: ${loss}`).toBeLessThan(
          1e-3,
        ),
      );
      for (const test of evaluations) await session.measure(test);
      const pairs = lastTestOf(built, id) ?? [];
      const sum = (of: (i: number) => number): number =>
        Array.from({ length: TESTS }, (_, i) => of(i)).reduce((total, value) => total + value, 0);
      const { targets } = built;
      const wanted =
        targets.kind === "planted"
          ? sum((i) => pairs[2 * i] ?? NaN) / sum((i) => targets.distances[0]?.[i] ?? NaN)
          : sum((i) => pairs[2 * i + 1] ?? NaN) / TESTS;
      const [, found] =
        new RegExp(`^seed 0 ${id} +(?:relative test error|test accuracy) (\\S+)$`, "m").exec(printed) ?? [];
      expect(Number(found), `${id}, test`).toBeCloseTo(wanted, 3);
    }
    session.destroy();
  });
});
