/** Trains while the device is lost again and again, then trains once undisturbed. */
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { randomStream } from "../../../src/math/random.ts";
import { readBundled } from "../bundled.ts";
import { countingGpu } from "../counting-gpu.ts";
import { errorsOf } from "../errors.ts";

const { config } = MF_CODEC.repair({
  data: "random",
  rows: 16,
  rank: 2,
  steps: 10_000_000,
  epsilon: 0.3,
});
const ids = config.networks;
/** A busy machine takes few steps between two losses. So many are compared in any case. */
const LEAST_STEPS = 100;

/** Recovery errors of every network, by step. */
type Curves = Map<string, number[]>;

interface Losses {
  readonly lost: number;
  /** The number of times that training continued. */
  readonly resumed: number;
  readonly longestMs: number;
  readonly backends: ReadonlySet<string>;
  readonly disturbed: Curves;
  readonly undisturbed: Curves;
  readonly liveDevices: number;
  readonly liveBuffers: number;
  /** Buffers of one run on one device. */
  readonly buffersOfOne: number;
  readonly errors: readonly string[];
}

export async function loseDevices(gpu: GPU, count: number, seed: number): Promise<Losses> {
  const random = randomStream(seed, "losses");
  const counting = countingGpu(gpu);
  const { engine, curves, of } = record(counting.gpu);
  await engine.load(config, "webgpu");
  await engine.setSpeed(2000);
  const playing = engine.play();
  await stepsFrom(of);
  const buffersOfOne = counting.liveBuffers();
  let longestMs = 0;
  for (let lost = 1; lost <= count; lost++) {
    await sleep(600 * random.uniform());
    const lostAt = performance.now();
    counting.device().destroy();
    while (of("resumed").length < lost && of("error").length === 0) await sleep(2);
    await stepsFrom(of);
    longestMs = Math.max(longestMs, performance.now() - lostAt);
    // Waits for a checkpoint, because the engine gives up the device after a few losses without a checkpoint
    // in between.
    const kept = of("checkpoint").length;
    while (of("checkpoint").length === kept && of("error").length === 0) await sleep(2);
  }
  const trained = (): number => of("steps").at(-1)?.networks[0]?.firstStep ?? 0;
  while (trained() <= LEAST_STEPS && of("error").length === 0) await stepsFrom(of);
  await engine.pause();
  await playing;
  const { step } = of("status").at(-1) ?? { step: 0 };
  const facts = {
    lost: count,
    resumed: of("resumed").length,
    longestMs,
    backends: new Set(of("resumed").map(({ summary }) => summary.backend)),
    liveDevices: counting.devices(),
    liveBuffers: counting.liveBuffers(),
    buffersOfOne,
    errors: of("error").map(({ message }) => message),
    disturbed: curves(),
  };
  await engine.dispose();
  return { ...facts, undisturbed: await trainTo(gpu, config, step) };
}

async function trainTo(gpu: GPU, trained: Experiment, steps: number): Promise<Curves> {
  const { engine, curves } = record(gpu);
  await engine.load(trained, "webgpu");
  await engine.step(steps);
  await engine.dispose();
  return curves();
}

function record(gpu: GPU) {
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu, load: readBundled, anyAdapter: true });
  engine.subscribe((event) => events.push(event));
  const of = <K extends EngineEvent["kind"]>(kind: K) =>
    events.filter((event): event is Extract<EngineEvent, { kind: K }> => event.kind === kind);
  const curves = (): Curves => {
    const all: Curves = new Map(ids.map((id) => [id, []]));
    for (const { networks } of of("steps"))
      for (const { id, firstStep, columns } of networks) {
        const curve = all.get(id) ?? [];
        curve.length = Math.min(curve.length, firstStep);
        curve.push(...errorsOf({ columns }).recovery);
      }
    return all;
  };
  return { engine, curves, of };
}

/** Waits for the next steps of training, or for its failure. */
async function stepsFrom(of: ReturnType<typeof record>["of"]): Promise<void> {
  const before = of("steps").length;
  while (of("steps").length === before && of("error").length === 0) await sleep(2);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
