/** The available controls, in groups. Controls that do not apply to an experiment are left out. */
import type { Experiment } from "../../../../workloads/mf/config/fields.ts";

interface ControlGroup {
  readonly title: string;
  readonly names: readonly (keyof Experiment)[];
}

export const GROUPS: readonly ControlGroup[] = [
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
  observed: (e) => isCompletion(e) && e.mask !== "drawn",
  mask: isCompletion,
  validation: isCompletion,
  measurements: ({ task }) => task === "ms",
  gamma: has("yaras"),
  alpha: has("kwon"),
  galoreRank: has("galore"),
  galoreGap: has("galore"),
  ridge: has("altmin"),
  shallowEpsilon: has("shallow", "burerMonteiro"),
  beta: ({ optimizer }) => optimizer === "momentum" || optimizer === "adam",
  stopError: ({ stop }) => /^(recovery|train)/.test(stop),
  patience: ({ stop }) => stop === "plateau" || stop === "validation",
};

export const applies = (name: string, e: Experiment): boolean => CONDITIONS[name]?.(e) ?? true;

/** The task's own setting (p, N or the noise) comes before the rate. */
export function mainFields({ task, mask }: Experiment): (keyof Experiment)[] {
  const seen = task === "mc" && mask !== "drawn" ? "observed" : task === "ms" ? "measurements" : "noise";
  return ["depth", "width", "rank", "rHat", seen, "rate"];
}

export const groupsOf = (e: Experiment): ControlGroup[] =>
  GROUPS.map(({ title, names }) => ({ title, names: names.filter((name) => applies(name, e)) }));
