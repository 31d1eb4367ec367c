/** Named federated experiments. Like links, they list only the differences from the defaults. */
import type { FedConfig } from "./config.ts";

export interface FedPreset {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly fields: Partial<FedConfig>;
}

/** Settings small enough to finish in a few minutes on two cores. */
const SMALL = { clients: 10, perRound: 3, samples: 160, steps: 12 } as const;

export const FED_PRESETS: readonly [FedPreset, ...FedPreset[]] = [
  {
    id: "fed-curriculum",
    title: "From easy to hard",
    about:
      "Each client starts with its easiest sentences: those with the smallest gradients. FedAvg-LoRA trains beside it without this order.",
    fields: { ...SMALL, arms: ["fedavg", "curriculum"] },
  },
  {
    id: "fed-bytes",
    title: "Fewer bytes",
    about:
      "Clients send only the most important layers. The other layers stay on their client, and half of their rows are trained.",
    fields: { ...SMALL, arms: ["fedavg", "global", "masked", "all"] },
  },
  {
    id: "fed-controls",
    title: "Do controls do as well?",
    about:
      "The whole method trains beside four controls: random layers, a random order, the reversed order, and the head alone.",
    fields: { ...SMALL, arms: ["all", "randomLayers", "randomOrder", "reversed", "head"] },
  },
];
