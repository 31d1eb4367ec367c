/**
 * Fine-tuning: a step of LoRA, Deep LoRA and GaLore on the encoder's last layer (16 sentences of 4 to 12 tokens), the
 * main exhibit's time and bytes, and a LoRA step beside jax-js, where all sentences have 8 tokens.
 */
import { errorText } from "../../../src/core/errors.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { timeInTurn, type Work } from "../../../src/jobs/benchmark/timing.ts";
import type { OpenExecutor } from "../../../src/jobs/benchmark/work.ts";
import { ModelSession } from "../../../src/training/session.ts";
import { HISTORY_CAPACITY } from "../../../src/training/plan.ts";
import type { LabBuilt } from "../../../src/workloads/finetune/built.ts";
import { METHODS } from "../../../src/workloads/finetune/methods.ts";
import { planLab } from "../../../src/workloads/finetune/plan.ts";
import { labRun } from "../lab.ts";
import { jaxLora } from "../engines/jax-lora.ts";
import type { Row, Suite, SuiteContext } from "../engine.ts";
import { trainAndTest } from "./own-steps.ts";

const TESTS = 250;
const TOKENS = 8;
const CHECKED_STEPS = 3;
const TOLERANCE = 1e-2;

export const finetune: Suite = async function* (context) {
  yield* steps(context);
  yield* exhibit(context);
  yield* besideJax(context);
};

async function open(built: LabBuilt, openExecutor: OpenExecutor): Promise<ModelSession> {
  const plan = planLab(built);
  return new ModelSession(plan, await openExecutor(plan.program));
}

const stepsOf =
  (session: ModelSession, model: number): Work =>
  async (count) => {
    for (let left = count; left > 0; left -= HISTORY_CAPACITY)
      await session.advance(model, Math.min(left, HISTORY_CAPACITY));
  };

async function* steps({ own, setting }: SuiteContext): AsyncGenerator<Row> {
  const methods = ["lora", "deep", "galore"] as const;
  for (const engine of own) {
    await engine.open();
    const session = await open(labRun(methods, { tests: 25 }), engine.openExecutor);
    const timings = await timeInTurn(
      methods.map((_, m) => stepsOf(session, m)),
      setting,
    );
    session.destroy();
    for (const [m, { median, least, most }] of timings.entries())
      yield {
        what: "fine-tuning step",
        shape: METHODS[methods[m] as "lora"].label,
        engine: engine.name,
        on: engine.on,
        value: median,
        range: [least, most],
        unit: "ms",
      };
  }
}

/** Covers training and tests. The encoder's passes before the first step do not count. */
async function* exhibit({ own, setting: { quick } }: SuiteContext): AsyncGenerator<Row> {
  const built = labRun(["lora", "deep"], { tests: TESTS });
  const count = quick ? 20 : built.config.steps;
  for (const engine of own) {
    const session = await open(built, engine.openExecutor);
    const startedAt = performance.now();
    await trainAndTest(session, count);
    const seconds = (performance.now() - startedAt) / 1e3;
    const common = { shape: `LoRA and Deep LoRA, ${count} steps`, engine: engine.name, on: engine.on };
    yield { ...common, what: "main exhibit, training and tests", value: seconds, unit: "s" };
    yield { ...common, what: "main exhibit, buffers", value: session.plan.byteLength / 2 ** 20, unit: "MiB" };
    session.destroy();
  }
}

async function* besideJax(context: SuiteContext): AsyncGenerator<Row> {
  const { own, engines, setting } = context;
  const built = labRun(["lora"], { tests: 1, length: TOKENS });
  const reference = await open(built, (program) => Promise.resolve(createCpuExecutor(program)));
  const wanted = (await reference.advance(0, CHECKED_STEPS)).columns["loss"]?.at(-1) ?? NaN;
  reference.destroy();
  const common = { what: "LoRA step of one layer", shape: `16 × ${TOKENS} tokens`, unit: "steps/s" };
  const ready: { name: string; on: Row["on"]; run: Work; destroy: () => void }[] = [];
  for (const engine of own) {
    const session = await open(built, engine.openExecutor);
    ready.push({ ...engine, run: stepsOf(session, 0), destroy: () => session.destroy() });
  }
  for (const peer of engines.filter((engine) => engine.name === "jax-js")) {
    const { name, on } = peer;
    let note: string | undefined;
    try {
      await peer.open();
      const trained = jaxLora(on as "WebGPU" | "WebAssembly", built, TOKENS);
      await trained.run(CHECKED_STEPS);
      const error = Math.abs((await trained.loss()) / wanted - 1);
      if (error < TOLERANCE) ready.push({ name, on, run: trained.run, destroy: trained.destroy });
      else note = `wrong: the loss has a relative error of ${error.toExponential(1)}`;
    } catch (failure) {
      note = errorText(failure);
    }
    if (note === undefined) continue;
    context.log(`${name} (${on}): ${note}`);
    yield { ...common, engine: name, on, value: NaN, note };
  }
  const timings = await timeInTurn(
    ready.map(({ run }) => run),
    setting,
  );
  for (const [i, { name, on, destroy }] of ready.entries()) {
    const { median = NaN, least = NaN, most = NaN } = timings[i] ?? {};
    yield { ...common, engine: name, on, value: 1e3 / median, range: [1e3 / most, 1e3 / least] };
    destroy();
  }
}
