/**
 * Named fine-tuning experiments. Like links, they list only the differences from the defaults. The judged runs of a
 * claim use five or ten paired seeds.
 */
import type { Preset } from "../../experiment/preset.ts";
import type { SweepExample } from "../../experiment/sweep-setup.ts";
import type { LabConfig, MethodId } from "./config.ts";

export interface LabPreset extends Preset<LabConfig, MethodId> {
  /**
   * Decides whether runs on paired seeds confirm the sentence in `about`. A preset without a criterion
   * makes no claim.
   */
  readonly criterion?: Criterion;
}

export type Criterion = PairedCriterion | ApartCriterion | LevelCriterion;

/**
 * `winner` has the lower test error on average, and the 95 % interval of the paired differences (Student’s t) does not
 * contain 0.
 */
export interface PairedCriterion {
  readonly winner: MethodId;
  readonly loser: MethodId;
}

/** On every seed, `farther` ends farther from the teacher than without training (a test error above 1), and `closer` closer. */
export interface ApartCriterion {
  readonly farther: MethodId;
  readonly closer: MethodId;
}

/**
 * The 95 % interval of each paired difference between a method in `level` and `beside` lies within ± `within`. If there
 * is a method `above`, all of them also have the higher metric than it, with intervals that do not contain 0.
 */
export interface LevelCriterion {
  readonly metric: "testError" | "testAccuracy";
  readonly level: readonly MethodId[];
  readonly beside: MethodId;
  readonly within: number;
  readonly above?: MethodId;
}

export const LAB_PRESETS: readonly [LabPreset, ...LabPreset[]] = [
  {
    id: "plant-one",
    title: "One planted change",
    about:
      "The teacher differs from the encoder by a change of rank 2 in one matrix. With 16 sentences and one rate for both methods, Deep LoRA ends with the lower test error on average.",
    fields: {},
    criterion: { winner: "deep", loser: "lora" },
  },
  {
    id: "plant-rank",
    title: "Rank of the adapters",
    about: "With 64 sentences and adapters of rank 32, Deep LoRA ends with the lower test error on average.",
    fields: { samples: 64, rate: 3e-3, rank: 32 },
    criterion: { winner: "deep", loser: "lora" },
  },
  {
    id: "plant-all",
    title: "Six planted changes",
    about:
      "The teacher differs in all six matrices of layer 1, by rank 2 in each. With one rate for both methods, LoRA ends with the lower test error on average.",
    fields: { samples: 64, rate: 1e-2, sites: ["q", "k", "v", "o", "f1", "f2"] },
    criterion: { winner: "lora", loser: "deep" },
  },
  {
    id: "rate",
    title: "The learning rate",
    about:
      "With a shared learning rate of 0.03, LoRA ends farther from the teacher than the encoder without an adapter. Deep LoRA does not.",
    fields: { samples: 32, rate: 3e-2 },
    failing: ["lora"],
    criterion: { farther: "lora", closer: "deep" },
  },
  {
    id: "one-gradient",
    title: "One gradient",
    about:
      "LoRA-One and compressed Deep LoRA start along the first gradient. LoRA starts at random. Expected: with 64 sentences, all three end level.",
    fields: { samples: 64, methods: ["lora", "loraOne", "loraGa", "deep", "deepCompressed"] },
    failing: ["loraGa"],
    compares: ["lora", "loraOne"],
    criterion: { metric: "testError", level: ["loraOne", "deepCompressed"], beside: "lora", within: 0.03 },
  },
  {
    id: "sentiment-yelp",
    title: "Positive or negative",
    about: "Expected: with 16 reviews of each class, the head does most of the work, whatever the method.",
    fields: { task: "sentiment", methods: ["head", "lora", "deep"] },
    criterion: { metric: "testAccuracy", level: ["lora", "deep"], beside: "head", within: 0.03 },
  },
  {
    id: "bytes",
    title: "Accuracy with few optimizer bytes",
    about:
      "GaLore trains all weights with a few hundredths of Adam’s optimizer state; LoRA trains few weights. Expected: both are as accurate as full fine-tuning, and more accurate than a head alone.",
    fields: { task: "sentiment", samples: 64, methods: ["full", "lora", "galore", "galore8"] },
    criterion: {
      metric: "testAccuracy",
      level: ["lora", "galore", "galore8"],
      beside: "full",
      within: 0.03,
      above: "head",
    },
  },
  {
    id: "pairs",
    title: "Similar sentences",
    about:
      "The methods learn how similar two sentences are, at one rate for all. These pairs are a stand-in for the STS benchmark: a teacher scores pairs of reviews. Open the benchmark’s file to train on its scores.",
    fields: { task: "pairs", methods: ["lora", "vanilla", "deep"] },
  },
];

const presetFields = (id: string): Partial<LabConfig> =>
  LAB_PRESETS.find((preset) => preset.id === id)?.fields ?? {};

export const LAB_SWEEPS: readonly SweepExample<Partial<LabConfig>>[] = [
  {
    id: "rate",
    title: "Learning rate",
    about: "At which rates does each method learn, and at which does it fail? Both methods share the rate.",
    fields: presetFields("rate"),
    setup: { axes: [{ key: "lr", values: ["0.0003", "0.001", "0.003", "0.01", "0.03"] }], seeds: 2 },
  },
  {
    id: "rank",
    title: "Rank r",
    about:
      "Does the error grow with r? Choose “Effective rank of ΔW” to see how many directions each method uses.",
    fields: presetFields("plant-rank"),
    setup: { axes: [{ key: "r", values: ["2", "8", "32"] }], seeds: 3 },
  },
  {
    id: "samples",
    title: "Training sentences n",
    about: "With how many sentences does the gap between the methods close?",
    fields: presetFields("plant-one"),
    setup: { axes: [{ key: "n", values: ["8", "16", "32", "64"] }], seeds: 3 },
  },
];
