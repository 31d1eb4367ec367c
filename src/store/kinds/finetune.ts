/** The settings and presets of fine-tuning, and limits of a user's texts, for the page. */
import type { Codec } from "../../experiment/codec.ts";
import { ENCODER_SHAPES, MATRIX_KINDS, matrixShape, WIDTH } from "../../workloads/finetune/asset.ts";
import {
  DENSE,
  LAB_CODEC,
  MAX_TESTS,
  TEST_CHUNK,
  testSize,
  trainSizes,
  type LabConfig,
  type MethodId,
} from "../../workloads/finetune/config.ts";
import { LAB_PRESETS } from "../../workloads/finetune/presets.ts";
import { TEXT_LIMITS } from "../../workloads/finetune/texts.ts";
import { DEEP_LORA } from "../../workloads/finetune/lessons/deep-lora.ts";
import { LORA } from "../../workloads/finetune/lessons/lora.ts";
import { MEMORY } from "../../workloads/finetune/lessons/memory.ts";
import type { WorkloadKind } from "../kind.ts";
import type { Config } from "../state.ts";

export { effectiveRank, LEAST_SIGMA, numericalRank } from "../../workloads/finetune/adapter.ts";
export { DENSE, MAX_TESTS, TEST_CHUNK, testSize, TEXT_LIMITS, trainSizes, WIDTH };
export { LAB_SWEEPS, presetFields } from "../../workloads/finetune/presets.ts";

/** All kinds of Deep LoRA. */
export const DEEP: readonly string[] = ["deep", "deepWide", "deepCompressed"] satisfies MethodId[];

export const FINETUNE: WorkloadKind = {
  ...(LAB_CODEC as unknown as Codec<Config>),
  id: "finetune",
  label: "Fine-tuning",
  presets: LAB_PRESETS,
  opens: "sentiment-yelp",
  unswept: ["task"],
  rates: {
    names: ["rate", "rateDeep", "rateFull"],
    of: (id) =>
      id === "head" ? undefined : DEEP.includes(id) ? "rateDeep" : DENSE.includes(id) ? "rateFull" : "rate",
    values: ["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1"],
  },
  lessons: { lora: LORA.setups, "deep-lora": DEEP_LORA.setups, memory: MEMORY.setups },
  problem: ["task", "file", "domain", "sites", "plantRank", "strength"],
  data: ["task", "domain", "file"],
  later: ["steps", "stop", "stopError", "patience", "seconds"],
  isOpenEnded: ({ schedule }) => schedule === "constant",
  branches:
    "At an earlier step you can change learning rates, their schedule, the number of steps and stopping rules.",
};

/** A matrix of the encoder; `0.q` is the query matrix of layer 0. */
export interface DrawnMatrix {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
}

/** The weight matrices of layer 0, layer 1 and the last layer, in the order in which an input passes through them. */
export const ENCODER_MATRICES: readonly DrawnMatrix[] = ENCODER_SHAPES.filter(
  ({ name, rows }) => rows > 1 && name !== "embedding",
);

/** How many numbers the optimizer's state has for one matrix, from table 1 of the GaLore paper, where m ≤ n. */
const PAPER: Partial<Record<MethodId, [text: string, count: (m: number, n: number, r: number) => number]>> = {
  full: ["2mn", (m, n) => 2 * m * n],
  lora: ["2mr + 2nr", (m, n, r) => 2 * r * (m + n)],
  galore: ["mr + 2nr", (m, n, r) => r * (m + 2 * n)],
};

/** Bytes of the optimizer's state by the GaLore paper's formula, in single precision; without the head. */
export function paperBytes({ task, rank }: Pick<LabConfig, "task" | "rank">, id: MethodId) {
  const [formula, count] = PAPER[id] ?? [];
  if (!count) return undefined;
  const layers = task === "planted" ? ([1] as const) : ([0, 1] as const);
  const bytes = layers
    .flatMap((layer) => MATRIX_KINDS.map((kind) => matrixShape(layer, kind)))
    .reduce((sum, { rows, cols }) => sum + 4 * count(Math.min(rows, cols), Math.max(rows, cols), rank), 0);
  return { formula, bytes };
}
