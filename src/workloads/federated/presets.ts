/** Named federated experiments. Like links, they list only the differences from the defaults. */
import type { FedConfig } from "./config.ts";

export interface FedPreset {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly fields: Partial<FedConfig>;
}

/** Small enough for a few minutes on two cores. */
const SMALL = { clients: 10, perRound: 3, samples: 160, steps: 12 } as const;

export const FED_PRESETS: readonly [FedPreset, ...FedPreset[]] = [
  {
    id: "fed-curriculum",
    title: "From easy to hard",
    about:
      "Each client begins with the sentences of the smallest gradients, beside federated LoRA without it.",
    fields: { ...SMALL, arms: ["fedavg", "curriculum"] },
  },
  {
    id: "fed-bytes",
    title: "Fewer bytes",
    about:
      "Only the most important layers are sent; the others stay on their client, and half of their rows train.",
    fields: { ...SMALL, arms: ["fedavg", "global", "masked", "all"] },
  },
  {
    id: "fed-controls",
    title: "Do controls do as well?",
    about: "The whole method beside random layers, a random order, the reversed order and the head alone.",
    fields: { ...SMALL, arms: ["all", "randomLayers", "randomOrder", "reversed", "head"] },
  },
];
