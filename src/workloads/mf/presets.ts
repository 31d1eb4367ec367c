/** Named experiments. Like links, they list only the differences from the defaults. */
import type { Preset } from "../../experiment/preset.ts";
import { MF_CODEC } from "./config/link.ts";
import type { Experiment } from "./config/fields.ts";

const ALL = ["original", "yaras", "thin", "kwon", "narrow", "shallow"] as const;
const generated = (d: number, rank: number): Partial<Experiment> => ({
  data: "random",
  rows: d,
  rank,
  networks: ALL,
});
const completion = (d: number, rank: number, observed: number, steps = 2000): Partial<Experiment> => ({
  ...generated(d, rank),
  task: "mc",
  observed,
  steps,
});
const factorization = (d: number, rank: number): Partial<Experiment> => ({
  ...generated(d, rank),
  task: "mf",
});

export const PRESETS: readonly [Preset<Experiment>, ...Preset<Experiment>[]] = [
  {
    id: "cloth",
    title: "A woven cloth, 40 % seen",
    about:
      "Two networks learn this cloth of rank 3 from 40 % of its points. The compressed one is far smaller. Compare how many steps they need.",
    fields: {
      task: "mc",
      data: "random",
      vectors: "stripes",
      rows: 128,
      rank: 3,
      smallest: 0.6,
      observed: 0.4,
      networks: ["original", "yaras"],
    },
  },
  {
    id: "photo",
    title: "Photograph, 50 % seen",
    about:
      "A mountain landscape is completed from half of its pixels; compare the best PSNR of each network.",
    fields: { data: "alpine" },
  },
  {
    id: "photo-192",
    title: "Larger photograph, 40 % seen",
    about: "The mountain landscape at 192 × 192, from 40 % of its pixels.",
    fields: { data: "alpine", rows: 192, observed: 0.4 },
  },
  {
    id: "canyon",
    title: "Canyon photograph",
    about: "A harder photograph: its singular values fall more slowly.",
    fields: { data: "canyon" },
  },
  {
    id: "airports",
    title: "Airport distances",
    about: "Real data of rank exactly 4: squared distances between 305 airports, from 30 % of the pairs.",
    // With r̂ closer to the rank 4, the compressed network learns the last singular value too late for some
    // masks. The rate is 80 % of the compressed network's stability limit.
    fields: { data: "airports", rHat: 12, rate: 0.44, steps: 2500 },
  },
  {
    id: "texture",
    title: "Noise",
    about:
      "Every pixel is drawn independently, so the hidden ones cannot be predicted; all networks fail, as they should.",
    fields: { data: "noise" },
  },
  {
    id: "mf-d64",
    title: "Every entry seen, 64 × 64",
    about:
      "Every entry is seen: Yaras et al.'s network takes the same path as the original, except for what remains of the initialization.",
    fields: factorization(64, 3),
  },
  {
    id: "mf-d128",
    title: "Every entry seen, 128 × 128",
    about: "Every entry of a 128 × 128 matrix of rank 5 is seen.",
    fields: factorization(128, 5),
  },
  {
    id: "mf-d256",
    title: "Every entry seen, 256 × 256",
    about:
      "Every entry of a 256 × 256 matrix of rank 8 is seen; the compressed network does a small fraction of the work.",
    fields: factorization(256, 8),
  },
  {
    id: "mc-d64",
    title: "Half of the entries seen, 64 × 64",
    about: "Half of the entries are seen; the compressed network needs about as many steps as the original.",
    fields: completion(64, 2, 0.5),
  },
  {
    id: "mc-d128",
    title: "35 % of the entries seen, 128 × 128",
    about: "A third of the entries are seen.",
    fields: completion(128, 3, 0.35),
  },
  {
    id: "mc-d200",
    title: "30 % of the entries seen, 200 × 200",
    about: "30 % of the entries are seen.",
    fields: completion(200, 3, 0.3),
  },
  {
    id: "mc-d256",
    title: "A quarter of the entries seen, 256 × 256",
    about: "A quarter of the entries are seen.",
    fields: completion(256, 3, 0.25),
  },
  {
    id: "mc-hard",
    title: "A fifth of the entries seen, rank 5",
    about:
      "One entry in five at rank 5: from the same end-to-end scale, depth 3 recovers the matrix and depth 2 does not.",
    fields: completion(128, 5, 0.2, 3000),
  },
  {
    id: "ms-d48",
    title: "Seen through random projections, 48 × 48",
    about: "900 random projections of a 48 × 48 matrix.",
    fields: {
      task: "ms",
      data: "random",
      rows: 48,
      rank: 2,
      measurements: 900,
      steps: 1500,
      networks: ["original", "yaras", "thin", "kwon"],
    },
  },
];

export function presetExperiment(preset: Preset<Experiment>): Experiment {
  return MF_CODEC.repair(preset.fields).config;
}
