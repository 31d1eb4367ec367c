/** Named fine-tuning experiments. Like links, they list only the differences from the defaults. */
import type { Preset } from "../../experiment/preset.ts";
import type { SweepExample } from "../../experiment/sweep-setup.ts";
import type { LabConfig, MethodId } from "./config.ts";

export const LAB_PRESETS: readonly [Preset<LabConfig, MethodId>, ...Preset<LabConfig, MethodId>[]] = [
  {
    id: "plant-one",
    title: "One planted change",
    about:
      "The teacher differs from the encoder by a change of rank 2 in one matrix. With 16 sentences and one rate for both methods, Deep LoRA ends with the lower test error on average.",
    fields: {},
  },
  {
    id: "plant-rank",
    title: "Rank of the adapters",
    about: "With 64 sentences and adapters of rank 32, Deep LoRA ends with the lower test error on average.",
    fields: { samples: 64, rate: 3e-3, rank: 32 },
  },
  {
    id: "plant-all",
    title: "Six planted changes",
    about:
      "The teacher differs in all six matrices of layer 1, by rank 2 in each. With one rate for both methods, LoRA ends with the lower test error on average.",
    fields: { samples: 64, rate: 1e-2, sites: ["q", "k", "v", "o", "f1", "f2"] },
  },
  {
    id: "rate",
    title: "The learning rate",
    about:
      "With a shared learning rate of 0.03, LoRA ends farther from the teacher than the encoder without an adapter. Deep LoRA does not.",
    fields: { samples: 32, rate: 3e-2 },
    failing: ["lora"],
  },
  {
    id: "one-gradient",
    title: "One gradient",
    about:
      "LoRA-One and compressed Deep LoRA start along the first gradient. LoRA starts at random. Expected: with 64 sentences, all three end level.",
    fields: { samples: 64, methods: ["lora", "loraOne", "loraGa", "deep", "deepCompressed"] },
    failing: ["loraGa"],
    compares: ["lora", "loraOne"],
  },
  {
    id: "sentiment-yelp",
    title: "Positive or negative",
    about: "Expected: with 16 reviews of each class, the head does most of the work, whatever the method.",
    fields: { task: "sentiment", methods: ["head", "lora", "deep"] },
  },
  {
    id: "bytes",
    title: "Accuracy with few optimizer bytes",
    about:
      "GaLore trains all weights with a few hundredths of Adam’s optimizer state; LoRA trains few weights. Expected: both are as accurate as full fine-tuning, and more accurate than a head alone.",
    fields: { task: "sentiment", samples: 64, methods: ["full", "lora", "galore", "galore8"] },
  },
  {
    id: "pairs",
    title: "Similar sentences",
    about:
      "The methods learn how similar two sentences are, at one rate for all. These pairs are a stand-in for the STS benchmark: a teacher scores pairs of reviews. Open the benchmark’s file to train on its scores.",
    fields: { task: "pairs", methods: ["lora", "vanilla", "deep"] },
  },
];

/** The fields that differ from the defaults in a preset. */
export const presetFields = (id: string): Partial<LabConfig> =>
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
