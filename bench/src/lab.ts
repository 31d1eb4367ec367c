/**
 * Fine-tuning runs for timing, with the encoder's shapes, random weights and random sentences. The time of a
 * step depends only on the shapes.
 */
import { randomStream } from "../../src/math/random.ts";
import { ENCODER_SHAPES, WIDTH } from "../../src/workloads/finetune/asset.ts";
import type { LabBuilt } from "../../src/workloads/finetune/built.ts";
import { labConfig, type MethodId } from "../../src/workloads/finetune/config.ts";
import { makePool } from "../../src/workloads/finetune/forward.ts";

const SENTENCES = 16;
const TOKENS = { least: 4, most: 12 };
/** Initial A and B of LoRA and the run's other randomness come from this seed. */
const SEED = 1;

/**
 * The planted task on layer 1. With `length`, all sentences have that many tokens; otherwise 4 to 12, as in
 * the main exhibit.
 */
export function labRun(
  methods: readonly MethodId[],
  { tests, length }: { readonly tests: number; readonly length?: number },
): LabBuilt {
  const random = randomStream(0, "bench/lab");
  const normals = (count: number, size: number): Float32Array =>
    Float32Array.from({ length: count }, () => size * random.normal());
  const weights = new Map(
    ENCODER_SHAPES.filter(({ name }) => name.startsWith("1.") || name.startsWith("hidden")).map(
      ({ name, rows, cols }) =>
        [
          name,
          name.endsWith(".scale")
            ? new Float32Array(cols).fill(1)
            : normals(rows * cols, rows > 1 ? 1 / Math.sqrt(cols) : 0.1),
        ] as const,
    ),
  );
  const count = SENTENCES + tests;
  const lengthOf = (): number =>
    length ?? TOKENS.least + Math.floor(random.uniform() * (TOKENS.most - TOKENS.least + 1));
  const pool = makePool(
    Array.from({ length: count }, () => normals(lengthOf() * WIDTH, 1)),
    WIDTH,
  );
  const list = [...Array(count).keys()];
  const test = list.slice(SENTENCES);
  return {
    config: labConfig({ methods, samples: SENTENCES, batch: SENTENCES, seed: SEED }),
    seeds: [SEED],
    weights,
    layers: [1],
    pool,
    texts: list.map(String),
    runs: [{ train: list.slice(0, SENTENCES), test }],
    targets: {
      kind: "planted",
      z: normals(count * WIDTH, 1 / Math.sqrt(WIDTH)),
      distances: [test.map(() => 1)],
      baseline: [tests],
      deltas: [new Map()],
    },
    gradients: [],
  };
}
