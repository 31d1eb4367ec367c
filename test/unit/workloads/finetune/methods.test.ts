/**
 * Every method on the planted task: its losses and first gradients in WebAssembly must be close to those in float64, and
 * its initialization must be right.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCpuExecutor } from "../../../../src/kernels/cpu-executor.ts";
import type { Executor, Program } from "../../../../src/kernels/program.ts";
import {
  frobeniusNorm,
  multiply,
  scale,
  subtract,
  transpose,
  type Matrix,
} from "../../../../src/math/matrix.ts";
import { gaussian } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import { singularValues } from "../../../../src/math/svd.ts";
import { ModelSession } from "../../../../src/training/session.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { unpackAsset, type EncoderAsset } from "../../../../src/workloads/finetune/asset.ts";
import { buildLab, shortSentences } from "../../../../src/workloads/finetune/build.ts";
import type { LabBuilt, PlantedTargets } from "../../../../src/workloads/finetune/built.ts";
import { labConfig, METHOD_IDS } from "../../../../src/workloads/finetune/config.ts";
import { METHODS as ALL_METHODS } from "../../../../src/workloads/finetune/methods.ts";
import { planLab, type LabModel, type LabPlan } from "../../../../src/workloads/finetune/plan.ts";
import { Tokenizer } from "../../../../src/workloads/finetune/tokenizer.ts";
import { encoderWithFew, wholeEncoder } from "../../../hosts/encoder.ts";

const open = (program: Program) => createWasmExecutor(program, "simd");
/** Deep LoRA of full width differs from the narrow one in its width alone, and takes long to initialize. */
const METHODS = METHOD_IDS.filter((id) => id !== "head" && id !== "deepWide");
// Moments of 8 × 512 elements are the smallest that are stored in 8 bits.
const config = labConfig({ methods: METHODS, samples: 4, batch: 2, rank: 8, rate: 1e-3, gap: 3 });

/** Neither the weights nor a gradient is needed. */
const NO_INPUTS = { gradients: [], weights: new Map() };

let asset: EncoderAsset;
/** About half of these 90 sentences have 4 to 12 tokens, enough for a test set of 25. */
const few = encoderWithFew(30);
let built: LabBuilt;
let plan: LabPlan;
let cpu: Executor;
let wasm: Executor;
beforeAll(async () => {
  asset = wholeEncoder();
  built = await buildLab(config, unpackAsset(few.bytes), [0], open);
  plan = planLab(built);
  cpu = createCpuExecutor(plan.program);
  wasm = await open(plan.program);
});
afterAll(() => {
  cpu.destroy();
  wasm.destroy();
});

// With repetitions there would be 1,248 sentences, and one copy could be used for training and the other for
// the test.
test("1,234 different sentences have 4 to 12 tokens", () =>
  expect(shortSentences(asset, new Tokenizer(asset.vocabulary))).toHaveLength(1234));

test("the plant: rank 2, singular values 2 : 1, in one matrix; no test sentence is trained on", () => {
  const { deltas, baseline } = built.targets as PlantedTargets;
  const [delta] = deltas;
  expect([...(delta?.keys() ?? [])]).toEqual(["1.o"]);
  const gram = multiply(transpose(delta?.get("1.o") as Matrix), delta?.get("1.o") as Matrix);
  const [one = 0, two = 0, three = 0] = singularValues(gram).map(Math.sqrt);
  expect(one / two).toBeCloseTo(2, 5);
  expect(three).toBeLessThan(1e-6 * one);
  expect(baseline[0]).toBeGreaterThan(0);
  const [run] = built.runs;
  expect(run?.train).toHaveLength(4);
  expect(new Set([...(run?.train ?? []), ...(run?.test ?? [])]).size).toBe(29);
});

describe.each(METHODS)("%s", (id) => {
  const at = METHODS.indexOf(id);
  const only = (): LabPlan => ({ ...plan, models: [plan.models[at] as LabModel] });
  /** The gradients stay on the device after a step. */
  const values = async (executor: Executor, tensor: string): Promise<Float64Array> =>
    Float64Array.from((await executor.run("nothing", 1, [{ tensor }])).reads[0] ?? []);

  test("the gradients of the first step and the losses of three steps, as in float64", async () => {
    const [wanted, found] = [new ModelSession(only(), cpu), new ModelSession(only(), wasm)];
    const [a, b] = [await wanted.advance(0, 1), await found.advance(0, 1)];
    const model = plan.models[at] as LabModel;
    const trained = [...model.tensors.values()].flat();
    // All gradients of the first step. LoRA-GA's B lies in directions that the gradient of a few sentences
    // does not have.
    const pairs = [];
    for (const { factor, gradient } of trained)
      pairs.push({
        factor,
        f64: await values(cpu, gradient.tensor),
        f32: await values(wasm, gradient.tensor),
      });
    expect(pairs.length).toBeGreaterThan(0);
    const norm = (data: Float64Array) => Math.sqrt(data.reduce((sum, value) => sum + value * value, 0));
    const largest = Math.max(...pairs.map(({ f64 }) => norm(f64)));
    for (const { factor, f64, f32 } of pairs) {
      const size = norm(f64);
      const error = Math.sqrt(f64.reduce((sum, value, i) => sum + (value - (f32[i] as number)) ** 2, 0));
      expect(error, factor.tensor).toBeLessThanOrEqual(2e-4 * size + 1e-6 * largest);
    }
    const later = [await wanted.advance(0, 2), await found.advance(0, 2)] as const;
    const losses = (first: typeof a, rest: typeof a) => [
      ...(first.columns["loss"] ?? []),
      ...(rest.columns["loss"] ?? []),
    ];
    const [x, y] = [losses(a, later[0]), losses(b, later[1])];
    expect(x).toHaveLength(3);
    x.forEach((loss, t) => expect(Math.abs((y[t] as number) - loss), `loss ${t}`).toBeLessThan(2e-3 * loss));
  });
});

test("at the first step the gradient of LoRA's A is exactly 0, and LoRA-One alone starts elsewhere", async () => {
  const session = new ModelSession(plan, wasm);
  session.reset();
  const starts = new Map<string, number>();
  for (const [m, { id }] of plan.models.entries()) {
    const { columns } = await session.advance(m, 1);
    starts.set(id, columns["loss"]?.[0] ?? NaN);
  }
  const lora = plan.models.find(({ id }) => id === "lora");
  for (const { name, gradient } of [...(lora?.tensors.values() ?? [])].flat()) {
    const data = Float64Array.from(
      (await wasm.run("nothing", 1, [{ tensor: gradient.tensor }])).reads[0] ?? [],
    );
    const norm = frobeniusNorm({ rows: 1, cols: data.length, data });
    expect(norm === 0, gradient.tensor).toBe(name === "A");
  }
  const usual = starts.get("full") as number;
  for (const [id, loss] of starts) expect(Math.abs(loss / usual - 1) > 1e-3, id).toBe(id === "loraOne");
});

test("Deep LoRA of full width has factors of the shorter side, semi-orthogonal times 10⁻³", () => {
  const context = { name: "1.f1", rows: 12, cols: 8, config, seeds: [3], ...NO_INPUTS } as const;
  const adaptation = ALL_METHODS.deepWide.adapt(context);
  const factors = adaptation.kind === "terms" ? (adaptation.terms[0]?.factors ?? []) : [];
  expect(factors.map(({ runs }) => [runs[0]?.rows, runs[0]?.cols])).toEqual([
    [8, 8],
    [8, 8],
    [12, 8],
  ]);
  for (const { runs } of factors)
    for (const sigma of singularValues(runs[0] as Matrix)) expect(sigma).toBeCloseTo(1e-3, 12);
});

test("PiSSA starts at the leading singular triplets of each matrix, and what is left has no part in them", () => {
  const adaptation = plan.models.find(({ id }) => id === "pissa")?.adaptations.get("1.f1");
  const factors = adaptation?.kind === "terms" ? (adaptation.terms[0]?.factors ?? []) : [];
  const [A, B] = factors.map(({ runs }) => runs[0]) as [Matrix, Matrix];
  const W = { rows: B.rows, cols: A.cols, data: Float64Array.from(built.weights.get("1.f1") ?? []) };
  const rest = subtract(W, multiply(B, A));
  expect(A.rows).toBe(config.rank);
  expect(frobeniusNorm(multiply(rest, transpose(A)))).toBeLessThan(1e-9 * frobeniusNorm(W));
  // BᵀB = Σ, and no vector is stretched more by what is left than by the least value taken.
  const least = singularValues(multiply(transpose(B), B)).at(-1) ?? NaN;
  let [v, stretch] = [gaussian(randomStream(1, "left"), W.cols, 1), 0];
  for (let i = 0; i < 30; i++) {
    v = multiply(transpose(rest), multiply(rest, v));
    stretch = Math.sqrt(frobeniusNorm(v));
    v = scale(v, 1 / frobeniusNorm(v));
  }
  expect(stretch).toBeLessThan(1.02 * least);
});

test("a method that diverges leaves the others as they are, though all share scratch memory", async () => {
  const after = async (start: number): Promise<{ lora: number | undefined; deep: unknown }> => {
    const session = new ModelSession(plan, wasm);
    session.reset();
    const [lora, deep] = [METHODS.indexOf("lora"), METHODS.indexOf("deep")];
    const B = plan.models[lora]?.tensors.get("1.o")?.find(({ name }) => name === "B");
    wasm.write(B?.factor.tensor ?? "", [start]);
    const broken = await session.advance(lora, 2);
    const { columns } = await session.advance(deep, 2);
    const [evaluation] = plan.models[deep]?.evaluations ?? [];
    const tested = evaluation && (await session.measure(evaluation));
    return { lora: broken.columns["loss"]?.at(-1), deep: [columns, tested] };
  };
  const [whole, broken] = [await after(0), await after(NaN)];
  expect(whole.lora).toBeGreaterThan(0);
  expect(broken.lora).toBeNaN();
  expect(broken.deep).toEqual(whole.deep);
});
