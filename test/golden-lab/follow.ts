/** Replays a golden training on an executor and compares every stored number. */
import { expect } from "vitest";
import type { Executor, Program } from "../../src/kernels/program.ts";
import { fromRows, frobeniusNorm, subtract, type Matrix } from "../../src/math/matrix.ts";
import { projector } from "../../src/models/parametrizations/adapters.ts";
import { deltaOf } from "../hosts/training/delta.ts";
import { goldenProgram, valueOf, type GoldenLab } from "./cases.ts";

/**
 * Tolerance for single precision: the first steps of Deep LoRA start at 1e-9, and all steps up to 20 are
 * compared.
 */
export const SINGLE = (step: number): number | undefined => (step <= 20 ? 1e-4 : undefined);

/**
 * `tolerance` returns the allowed error at a step, relative to each tensor's norm. It returns undefined where
 * tensors are not compared. Float32 may be too coarse for `dW`.
 */
export async function followGolden(
  golden: GoldenLab,
  open: (program: Program) => Promise<Executor>,
  tolerance: (step: number) => number | undefined,
): Promise<void> {
  const planned = goldenProgram(golden);
  const executor = await open(planned.program);
  const isExact = (tolerance(100) ?? 1) < 1e-6;
  const read = async (tensor: string): Promise<Float64Array> =>
    Float64Array.from((await executor.run("nothing", 1, [{ tensor }])).reads[0] ?? []);
  const matrix = async (name: string): Promise<Matrix> => {
    const trained = planned.weight.trained.find((one) => one.name === name);
    expect(trained, name).toBeDefined();
    const { tensor = "", rows = 0, cols = 0 } = trained?.factor ?? {};
    return { rows, cols, data: await read(tensor) };
  };
  let at = 0;
  for (const state of golden.outputs) {
    for (; at < state.step; at++) {
      const loss = golden.outputs.find(({ step }) => step === at)?.loss;
      const { reads } = await executor.run("gradients", 1, [{ tensor: planned.history }]);
      const measured = Number(reads[0]?.[0]) / (2 * planned.samples);
      if (loss !== undefined)
        expect(Math.abs(measured - loss), `loss at ${at}`).toBeLessThan((tolerance(at) ?? 1e-4) * loss);
      if (planned.galore && at % planned.gap === 0) {
        const { gradient, P } = planned.galore;
        const found = projector({ ...gradient, data: await read(gradient.tensor) }, P.cols);
        if (isExact) close(`P before update ${at + 1}`, found, fromRows(refresh(golden, at + 1)), 1e-7);
        executor.write(P.tensor, found.data);
      }
      await executor.run("update", 1);
    }
    const allowed = tolerance(state.step);
    if (allowed === undefined) continue;
    const what = (name: string) => `${name} at ${state.step}`;
    for (const [name, rows] of Object.entries(state.params ?? {}))
      close(what(name), await matrix(name), valueOf(name, rows), allowed);
    if (state.W) close(what("W"), await matrix("W"), fromRows(state.W), allowed);
    if (isExact) {
      const present = new Map(
        await Promise.all(
          planned.weight.trained.map(async ({ name }) => [name, await matrix(name)] as const),
        ),
      );
      const delta = deltaOf(planned.adaptation, planned.W0, 0, (name) => present.get(name) as Matrix);
      close(what("dW"), delta, fromRows(state.dW), allowed * Math.max(1, frobeniusNorm(planned.W0)));
    }
  }
  executor.destroy();
}

const refresh = ({ refreshes = [] }: GoldenLab, update: number): number[][] =>
  refreshes.find(({ before_update }) => before_update === update)?.P as number[][];

function close(what: string, found: Matrix, wanted: Matrix, tolerance: number): void {
  expect([found.rows, found.cols], what).toEqual([wanted.rows, wanted.cols]);
  const size = frobeniusNorm(wanted);
  // Values that start at 0 must be exactly 0.
  expect(frobeniusNorm(subtract(found, wanted)), what).toBeLessThanOrEqual(tolerance * size);
}
