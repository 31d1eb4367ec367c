/** Named federated experiments. Like links, they list only the differences from the defaults. */
import type { Preset } from "../../experiment/preset.ts";
import type { FedConfig } from "./config.ts";
import type { ArmId } from "./arms.ts";

/**
 * The arms with the order from easy to hard. In the recorded claims, two of five seeds end with an accuracy of about
 * one half.
 */
const FROM_EASY = ["curriculum", "all", "randomLayers"] as const;

/** Settings small enough to finish in a few minutes on two cores: the reviews, with 16 sentences for a client. */
export const REVIEWS = { clients: 10, perRound: 3, samples: 160, steps: 12 } as const;

/**
 * One teacher for all clients, whose sentences lean to different domains. A client has 90 sentences on average, enough for
 * a curriculum over mini-batches, and no head can learn the task.
 */
export const PLANTED = {
  task: "planted",
  unit: "batches",
  clients: 10,
  perRound: 3,
  samples: 900,
  steps: 7,
  rate: 1e-2,
} as const;

export const FED_PRESETS: readonly [Preset<FedConfig, ArmId>, ...Preset<FedConfig, ArmId>[]] = [
  {
    id: "fed-order",
    title: "Easy mini-batches first",
    about:
      "Each client begins with its easiest mini-batches: those with the smallest gradients. Random and reversed orders of the same mini-batches are the controls.",
    fields: { ...PLANTED, arms: ["fedavg", "curriculum", "all", "randomOrder", "reversed"] },
  },
  {
    id: "fed-averaging",
    title: "Three ways to average",
    about:
      "The mean of the clients’ products B A is not the product of their means. FedAvg-LoRA ignores the difference, FFA-LoRA avoids it, and exact averaging adds it.",
    fields: { ...PLANTED, arms: ["fedavg", "ffa", "exact"] },
  },
  {
    id: "fed-layers",
    title: "Only the half of the layers that is ranked first",
    about:
      "Each client sends only the layers that matter most, and keeps the others to itself. FedAvg-LoRA sends all of them.",
    fields: { ...PLANTED, arms: ["fedavg", "global"] },
  },
  {
    id: "fed-curriculum",
    title: "From easy to hard",
    about:
      "Each client starts with its easiest sentences: those with the smallest gradients. FedAvg-LoRA, without this order, is the comparison.",
    fields: { ...REVIEWS, arms: ["fedavg", "curriculum"] },
    failing: FROM_EASY,
  },
  {
    id: "fed-bytes",
    title: "Fewer bytes",
    about:
      "Clients send only the most important layers. The other layers stay on the clients, which train half of the rows.",
    fields: { ...REVIEWS, arms: ["fedavg", "global", "masked", "all"] },
    failing: FROM_EASY,
  },
  {
    id: "fed-controls",
    title: "Simple controls",
    about:
      "The whole method trains beside four controls: random layers, a random order, the reversed order, and the head alone.",
    fields: { ...REVIEWS, arms: ["all", "randomLayers", "randomOrder", "reversed", "head"] },
    failing: FROM_EASY,
  },
];
