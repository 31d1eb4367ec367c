/** The fine-tuning lab as a workload for session, runner, links and sweeps. */
import type { Asset } from "../asset.ts";
import type { Workload } from "../workload.ts";
import { loadEncoder, type EncoderAsset } from "./asset.ts";
import { buildLab } from "./build.ts";
import { pairsIn, type LabBuilt } from "./built.ts";
import type { LabConfig } from "./config.ts";
import type { Open } from "./forward.ts";
import { measureUpdates } from "./measure.ts";
import { planLab, rateOf, type StepMemory } from "./plan.ts";
import { labProbes } from "./probes.ts";
import type { LabelledTexts, ScoredPairs } from "./texts.ts";

/** Facts of a run that are known before its first step. */
export interface LabFacts {
  /** The number of training sentences, or pairs, of the first run. */
  readonly trainCount: number;
  /** The test sentences of the first run. */
  readonly testTexts: readonly string[];
  /** ‖z − z_T‖² of each test sentence without adaptation, if there is a teacher. */
  readonly testBefore?: readonly number[];
  /** The score of each test pair, if there are pairs. Pair i is the test sentences 2i and 2i + 1. */
  readonly testScores?: readonly number[];
  /** Names of the classes, and each test sentence's class, if there are classes. */
  readonly classes?: readonly string[];
  readonly testLabels?: readonly number[];
  /** Messages about the user's texts. */
  readonly remarks: readonly string[];
  /** Bytes that a step of each method needs, in the order of the methods. */
  readonly memory: readonly StepMemory[];
}

export function labWorkload(asset: Asset, open: Open): Workload<LabConfig, LabBuilt> {
  /** Loaded only once, because the encoder is large and the same for every config. */
  let encoder: EncoderAsset | undefined;
  return {
    id: "finetune",
    label: "Fine-tuning",
    async build({ config, seeds, load, file, tell, openCpu = open }) {
      encoder ??= await loadEncoder(load, asset, (received, total) => tell("bytes", received, total));
      return buildLab(config, encoder, seeds, openCpu, tell, file as LabelledTexts | ScoredPairs | undefined);
    },
    plan: planLab,
    rates: (_built, config) => config.methods.map((id) => rateOf(config, id)),
    probes: (_config, built) => labProbes(built),
    measure: measureUpdates,
    describe: (_config, { texts, remarks = [], runs, targets }, plan): LabFacts => ({
      remarks,
      trainCount: (runs[0]?.train.length ?? 0) / (targets.kind === "pairs" ? 2 : 1),
      testTexts: (runs[0]?.test ?? []).map((s) => texts[s] as string),
      ...(targets.kind === "planted"
        ? { testBefore: targets.distances[0] ?? [] }
        : targets.kind === "pairs"
          ? { testScores: pairsIn(runs[0]?.test ?? []).map((pair) => targets.scores[pair] as number) }
          : {
              classes: targets.classes,
              testLabels: (runs[0]?.test ?? []).map((s) => targets.labels[s] as number),
            }),
      memory: (plan as ReturnType<typeof planLab>).models.map(({ memory }) => memory),
    }),
  };
}
