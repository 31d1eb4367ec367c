/** The fine-tuning lab as a workload for session, runner, links and sweeps. */
import type { Asset } from "../asset.ts";
import type { Workload, Measuring } from "../workload.ts";
import { loadEncoder, type EncoderAsset } from "./asset.ts";
import { buildLab } from "./build.ts";
import { pairsIn, type LabBuilt } from "./built.ts";
import type { LabConfig } from "./config.ts";
import type { Open } from "./forward.ts";
import { planLab, rateOf, updateOf, type StepMemory } from "./plan.ts";
import { labProbes } from "./probes.ts";
import type { LabelledTexts, ScoredPairs } from "./texts.ts";
import { mean, type ClaimRun } from "../../experiment/claims/claim.ts";
import { EngineError } from "../../core/errors.ts";
import { columns, frobeniusNorm, multiply, transpose, type Matrix } from "../../math/matrix.ts";
import { qr } from "../../math/qr.ts";
import { svd } from "../../math/svd.ts";
import type { ModelSession } from "../../training/session.ts";
import { LEAST_SIGMA, numericalRank } from "./adapter.ts";

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

/** A singular value counts if it is above this fraction of the first. */
const COUNTS = 1e-2;

/**
 * Measures the updates of a claim's run: their ranks, and how their leading directions turn. Undefined for a claim without
 * a probe.
 */
function measureUpdates(
  { probe }: ClaimRun,
  { steps }: LabConfig,
  built: LabBuilt,
  session: ModelSession,
): Measuring | undefined {
  if (!probe) return undefined;
  const { models } = planLab(built);
  const directions: Direction[] = [];
  let hasStart = false;
  return {
    facts: {},
    probe: async (step) => {
      if (step > 0 && !hasStart)
        throw new EngineError("foreign-state", "The directions before the interruption were not kept.");
      hasStart = true;
      const values: Record<string, number> = { step };
      for (const model of models)
        for (const [name, adaptation] of model.adaptations) {
          const update = await updateOf(built, model, name, adaptation, (requests) =>
            session.read("nothing", requests),
          );
          const isTrained = update && (update.sigma[0] ?? 0) >= LEAST_SIGMA;
          values[`${model.id} ${name} rank`] = isTrained ? numericalRank(update.sigma, COUNTS) : 0;
          if (isTrained) directions.push({ method: model.id, name, step, v: leadingRight(update) });
        }
      return step === steps ? { ...values, ...turned(directions, steps) } : values;
    },
  };
}

/** The leading right singular vector of B A, as a column. */
function leadingRight({ B, A }: { readonly B: Matrix; readonly A: Matrix }): Matrix {
  const right = qr(transpose(A));
  const { v } = svd(multiply(qr(B).r, transpose(right.r)));
  return multiply(right.q, columns(v, 0, 1));
}

/** The leading right singular vector of a trained update at a probe. */
interface Direction {
  readonly method: string;
  readonly name: string;
  readonly step: number;
  readonly v: Matrix;
}

/**
 * For each method and probe, “<method> cosine <step>”: the cosine between the update's leading right direction and its
 * last one, as the mean over the matrices that were trained by then.
 */
function turned(directions: readonly Direction[], last: number): Record<string, number> {
  const cosines = new Map<string, number[]>();
  for (const { method, name, step, v } of directions) {
    const end = directions.find((one) => one.step === last && one.method === method && one.name === name);
    const key = `${method} cosine ${step}`;
    if (end) cosines.set(key, [...(cosines.get(key) ?? []), frobeniusNorm(multiply(transpose(v), end.v))]);
  }
  return Object.fromEntries([...cosines].map(([key, found]) => [key, mean(found)]));
}
