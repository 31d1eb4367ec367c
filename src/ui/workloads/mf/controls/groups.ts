/** The available controls, in groups, and whether each applies to an experiment. */
import type { Experiment } from "../../../../workloads/mf/config/fields.ts";

export const GROUPS: readonly { readonly title: string; readonly names: readonly (keyof Experiment)[] }[] = [
  {
    title: "Problem",
    names: [
      "task",
      "data",
      // Stands for all controls of a user file: its part, centring and channel.
      "file",
      "rows",
      "cols",
      "rank",
      "spectrum",
      "vectors",
      "smallest",
      "sigmas",
      "observed",
      "mask",
      "validation",
      "measurements",
      "noise",
    ],
  },
  { title: "Compression", names: ["rHat", "gamma", "alpha", "galoreRank", "galoreGap", "ridge"] },
  { title: "Model", names: ["networks", "depth", "width", "epsilon", "shallowEpsilon", "start"] },
  {
    title: "Training",
    names: [
      "rateMode",
      "rate",
      "schedule",
      "warmUp",
      "optimizer",
      "beta",
      "weightDecay",
      "loss",
      "steps",
      "stop",
      "stopError",
      "patience",
      "seconds",
      "seed",
      "seeds",
    ],
  },
];

const hasOwnSize = ({ data }: Experiment): boolean => data !== "airports" && data !== "file";
const isMade = ({ data }: Experiment): boolean => data === "random";
/** Runs on the known entries draw their networks, which need no original, and see each known cell as it is. */
const computesAll = ({ entries }: Experiment): boolean => entries === "all";
const isCompletion = ({ task }: Experiment): boolean => task === "mc";
const has =
  (...ids: Experiment["networks"]) =>
  ({ networks }: Experiment): boolean =>
    ids.some((id) => networks.includes(id));

const CONDITIONS: Readonly<Partial<Record<string, (e: Experiment) => boolean>>> = {
  file: ({ data }) => data === "file",
  rows: hasOwnSize,
  cols: hasOwnSize,
  spectrum: isMade,
  vectors: (e) => isMade(e) && e.spectrum !== "gaussian",
  smallest: (e) => isMade(e) && (e.spectrum === "linspace" || e.spectrum === "geometric"),
  sigmas: (e) => isMade(e) && e.spectrum === "list",
  observed: (e) => isCompletion(e) && (e.mask !== "drawn" || !computesAll(e)),
  mask: (e) => isCompletion(e) && computesAll(e),
  validation: isCompletion,
  measurements: ({ task }) => task === "ms",
  noise: computesAll,
  width: computesAll,
  start: computesAll,
  loss: computesAll,
  gamma: has("yaras"),
  alpha: has("kwon"),
  galoreRank: has("galore"),
  galoreGap: has("galore"),
  ridge: has("altmin", "scaledGd"),
  shallowEpsilon: has("shallow", "burerMonteiro"),
  beta: ({ optimizer }) => optimizer === "momentum" || optimizer === "adam",
  stopError: ({ stop }) => /^(recovery|train)/.test(stop),
  patience: ({ stop }) => stop === "plateau" || stop === "validation",
};

export const applies = (name: string, e: Experiment): boolean => CONDITIONS[name]?.(e) ?? true;

/** The task's own setting (p, N or the noise) comes before the rate. */
export function mainFields(e: Experiment): (keyof Experiment)[] {
  const seen = applies("observed", e) ? "observed" : e.task === "ms" ? "measurements" : "noise";
  return ["depth", "width", "rank", "rHat", seen, "rate"];
}
