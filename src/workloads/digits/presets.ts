/** Named digits experiments. Like links, they list only the differences from the defaults. */
import type { Preset } from "../../experiment/preset.ts";
import type { ArmId, MlpConfig } from "./config.ts";

/** The plain network, the network with the full block, and the networks with narrower blocks. */
export const BLOCKS: readonly ArmId[] = ["plain", "dln", "cdln", "thin", "cdlnRandom"];

/** All networks learn at one small rate. */
export const SHARED_RATES = {
  optimizer: "gd",
  rate: 0.1,
  rateDln: 0.1,
  rateCdln: 0.1,
  rateThin: 0.1,
  rateCdlnRandom: 0.1,
  schedule: "constant",
} as const;

/** A rate for each network of the small size, found in a search. */
export const OWN_RATES = {
  optimizer: "gd",
  rate: 0.8,
  rateDln: 0.2,
  rateCdln: 0.2,
  rateThin: 0.2,
  rateCdlnRandom: 0.2,
  schedule: "linear",
} as const;

export const MLP_PRESETS: readonly [Preset<MlpConfig>, ...Preset<MlpConfig>[]] = [
  {
    id: "digits-same-rate",
    title: "One rate for all",
    about: "With a small shared learning rate, DLN and C-DLN are ahead of the plain network after 400 steps.",
    fields: { arms: BLOCKS },
  },
  {
    id: "digits-own-rate",
    title: "A rate for each",
    about: "Each network has its own rate, which falls to 0. After 400 steps, the plain network is ahead.",
    fields: { arms: BLOCKS, ...OWN_RATES },
  },
  {
    id: "digits-follow",
    title: "Thin and full block",
    about:
      "From a small start, the thin block ends with about the same accuracy as the full one. “Leaks” shows whether DLN’s updates stay in the first gradient’s subspace.",
    fields: {
      size: "full",
      scale: 0.25,
      rate: 0.2,
      schedule: "linear",
      samples: 8000,
      steps: 640,
      arms: ["dln", "thin", "cdln", "cdlnRandom"],
    },
  },
  {
    id: "digits-few",
    title: "Few samples",
    about: "With a hundred digits, the block does not help at this rate.",
    fields: { samples: 100, arms: BLOCKS },
  },
];
