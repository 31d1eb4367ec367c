/** Adapters written in PEFT's format and read back, and files that are refused. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/math/random.ts";
import { readSafetensors, writeSafetensors } from "../../../../src/workloads/mf/data/files/safetensors.ts";
import { shapeOfName, type LabAdapter } from "../../../../src/workloads/finetune/adapter.ts";
import type { MatrixName } from "../../../../src/workloads/finetune/encoder.ts";
import { readPeft, writePeft } from "../../../../src/workloads/finetune/peft.ts";

const random = randomStream(3, "test");
const values = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const matrix = (name: MatrixName, rank: number) => {
  const { rows, cols } = shapeOfName(name);
  return { name, rank, A: values(rank * cols), B: values(rows * rank), kept: 1 };
};
const adapter: LabAdapter = {
  matrices: [matrix("0.q", 3), matrix("1.o", 4), matrix("1.f1", 4)],
  head: { classes: 3, names: ["so so", "ja", "__proto__"], weight: values(3 * 512), bias: values(3) },
};
type Files = Readonly<Record<string, Uint8Array>>;
const files = unzipSync(writePeft(adapter, { "README.md": "Read it." }));
const config = JSON.parse(strFromU8(files["adapter_config.json"] as Uint8Array)) as Record<string, unknown>;
const zipped = (changes: Files) => zipSync({ ...files, ...changes });
const withConfig = (changes: Readonly<Record<string, unknown>>) =>
  zipped({ "adapter_config.json": strToU8(JSON.stringify({ ...config, ...changes })) });
const tensors = readSafetensors(files["adapter_model.safetensors"] as Uint8Array);
const withTensors = (changed: typeof tensors) =>
  zipped({ "adapter_model.safetensors": writeSafetensors(changed, { format: "pt" }) });

test("what is written is read back, bit for bit", () => {
  expect(readPeft(writePeft(adapter))).toEqual(adapter);
  expect(readPeft(writePeft({ matrices: adapter.matrices }))).toEqual({ matrices: adapter.matrices });
  expect(writePeft(adapter)).toEqual(writePeft(adapter));
});

test("names, shapes and configuration are those of PEFT", () => {
  expect(Object.keys(files).toSorted()).toEqual([
    "README.md",
    "adapter_config.json",
    "adapter_model.safetensors",
  ]);
  expect(config).toMatchObject({
    peft_type: "LORA",
    r: 4,
    lora_alpha: 4,
    target_modules: ["layers.0.q", "layers.1.o", "layers.1.f1"],
    rank_pattern: { "layers.0.q": 3 },
    alpha_pattern: { "layers.0.q": 3 },
    modules_to_save: ["classifier"],
    id2label: { 0: "so so", 1: "ja", 2: "__proto__" },
    bias: "none",
    inference_mode: true,
  });
  expect(Object.fromEntries(tensors.map(({ name, shape }) => [name, shape]))).toMatchObject({
    "base_model.model.layers.0.q.lora_A.weight": [3, 256],
    "base_model.model.layers.1.f1.lora_B.weight": [1536, 4],
    "base_model.model.classifier.weight": [3, 512],
  });
});

test("a classifier is read without names of its classes if the config does not name each of them", () => {
  for (const id2label of [undefined, null, "ja", { 0: "a", 1: "b" }, { 0: "a", 1: "b", 2: 3 }])
    expect(readPeft(withConfig({ id2label })).head).not.toHaveProperty("names");
});

test("α of another adapter scales B; rsLoRA divides by the root of r", () => {
  const first = (from: Uint8Array) =>
    (readPeft(from).matrices[1]?.B[0] ?? NaN) / (adapter.matrices[1]?.B[0] ?? NaN);
  expect(first(withConfig({ lora_alpha: 12 }))).toBeCloseTo(3, 6);
  expect(first(withConfig({ lora_alpha: 12, use_rslora: true }))).toBeCloseTo(6, 6);
});

test("a folder is read too, also with the files that macOS adds, and without patterns", () => {
  const folder = Object.fromEntries(
    Object.entries(files).flatMap(([name, file]) => [
      [`__MACOSX/lora/._${name}`, strToU8("Mac OS X")],
      [`lora/${name}`, file],
    ]),
  );
  expect(readPeft(zipSync(folder))).toEqual(adapter);
  expect(readPeft(withConfig({ alpha_pattern: null }))).toMatchObject({ head: { classes: 3 } });
});

describe("what is refused, with a sentence", () => {
  const without = (name: string) =>
    zipSync(Object.fromEntries(Object.entries(files).filter(([key]) => key !== name)));
  const model = files["adapter_model.safetensors"] as Uint8Array;
  /** Two tensors with the same four bytes. */
  const sharing = (() => {
    const both = ["a", "b"].map((name) => ({ name, shape: [1], values: values(1) }));
    const bytes = writeSafetensors(both, {});
    bytes.set(strToU8("[0,4]"), strFromU8(bytes, true).indexOf("[4,8]"));
    return bytes.subarray(0, bytes.length - 4);
  })();
  /** A zip that unpacks to 65 MB and declares 100 bytes. */
  const growing = (() => {
    const bytes = zipSync({ "adapter_model.safetensors": new Uint8Array(65 * 2 ** 20) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 4 <= bytes.length; at++)
      if (view.getUint32(at, true) === 65 * 2 ** 20) view.setUint32(at, 100, true);
    return bytes;
  })();
  /** Its directory has one more entry of the weights than its bodies have. */
  const listedTwice = (() => {
    const bytes = zipped({ "other/adapter_model.safetensorx": new Uint8Array() });
    bytes[strFromU8(bytes, true).lastIndexOf("tensorx") + 6] = "s".charCodeAt(0);
    return bytes;
  })();
  const headerAlone = (text: string): Uint8Array => {
    const bytes = new Uint8Array(8 + text.length);
    bytes[0] = text.length;
    bytes.set(strToU8(text), 8);
    return bytes;
  };
  test.each([
    ["no zip", strToU8("text,label"), /^This is not a zip file/],
    ["no configuration", without("adapter_config.json"), /has no adapter_config\.json/],
    ["no weights", without("adapter_model.safetensors"), /has no adapter_model\.safetensors/],
    ["another kind", withConfig({ peft_type: "IA3" }), /type is “IA3”, but only LORA/],
    ["no α", withConfig({ lora_alpha: undefined }), /lora_alpha is “nothing”, but it must be a number/],
    [
      "a huge α",
      withConfig({ lora_alpha: 1e300 }),
      /lora_alpha is “1e\+300”, but it must be .* at most 10,000/,
    ],
    ["an object for a type", withConfig({ peft_type: { toString: 1 } }), /type is “\{"toString":1\}”/],
    [
      "an object for α",
      withConfig({ alpha_pattern: { "0.q": { valueOf: 1 } } }),
      /“0\.q” is “\{"valueOf":1\}”/,
    ],
    ["no JSON", zipped({ "adapter_config.json": strToU8("{") }), /is not JSON/],
    [
      "a cut file",
      zipped({ "adapter_model.safetensors": model.subarray(0, model.length - 4) }),
      /cut off or damaged/,
    ],
    ["a factor without its partner", withTensors(tensors.slice(1)), /adapter of layers\.0\.q does not fit/],
    [
      "another width",
      withTensors(tensors.map((one) => (one.shape[1] === 256 ? { ...one, shape: [1, 768] } : one))),
      /adapter of layers\.0\.q does not fit: the encoder’s matrix is 256 × 256/,
    ],
    [
      "a module of another model",
      withTensors([
        ...tensors,
        { name: "base_model.model.h.0.lora_A.weight", shape: [1], values: values(1) },
      ]),
      /changes “h\.0\.lora_A\.weight”, which this encoder does not have/,
    ],
    [
      "α that is no number",
      withConfig({ alpha_pattern: { "layers.0.q": "x" } }),
      /alpha_pattern of “layers\.0\.q” is “x”, but it must be a number/,
    ],
    [
      "NaN",
      withTensors(tensors.map((one, i) => (i === 1 ? { ...one, values: one.values.map(() => NaN) } : one))),
      /tensor layers\.0\.q\.lora_B\.weight has the value NaN/,
    ],
    [
      "values that overflow",
      withTensors(tensors.map((one, i) => (i === 2 ? { ...one, values: one.values.map(() => 3e38) } : one))),
      /tensor layers\.1\.o\.lora_A\.weight has the value 3\.\d+e\+38/,
    ],
    [
      "a classifier with NaN",
      withTensors(
        tensors.map((one) =>
          one.name.endsWith("classifier.bias") ? { ...one, values: Float32Array.of(0, NaN, 0) } : one,
        ),
      ),
      /tensor classifier\.bias has the value NaN/,
    ],
    [
      "a classifier without classes",
      withTensors([
        { name: "base_model.model.classifier.weight", shape: [0, 512], values: values(0) },
        { name: "base_model.model.classifier.bias", shape: [0], values: values(0) },
      ]),
      /at least one class/,
    ],
    ["no tensors", withTensors([]), /has no tensors, so it changes nothing/],
    [
      "tensors that share their bytes",
      zipped({ "adapter_model.safetensors": sharing }),
      /safetensors file is cut off or damaged/,
    ],
    [
      "a zip with one name twice",
      zipSync({ ...files, "other/adapter_model.safetensors": model }),
      /more than one adapter_model\.safetensors/,
    ],
    ["a zip whose directory lists one body twice", listedTwice, /more than one adapter_model\.safetensors/],
    [
      "a zip of very many files",
      zipSync(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}`, new Uint8Array()]))),
      /more than 1,000 files/,
    ],
    ["a cut zip", writePeft(adapter).subarray(0, 3000), /zip file is cut off or damaged/],
    [
      "a tensor of nothing",
      zipped({ "adapter_model.safetensors": headerAlone('{"a":null}') }),
      /has the type undefined/,
    ],
    ["a file that grows", growing, /“adapter_model\.safetensors” is larger than 64 MB when unpacked/],
    ["half a classifier", withTensors(tensors.slice(0, -1)), /The classifier does not fit/],
  ])("%s", (_name, bytes, message) => expect(() => readPeft(bytes)).toThrow(message));

  test("another type", () => {
    const text = strFromU8(
      model.subarray(8, 8 + Number(new DataView(model.buffer, model.byteOffset).getBigUint64(0, true))),
    );
    const changed = model.slice();
    changed.set(strToU8(text.replaceAll('"F32"', '"F16"')), 8);
    expect(() => readPeft(zipped({ "adapter_model.safetensors": changed }))).toThrow(/type F16; only F32/);
  });
});
