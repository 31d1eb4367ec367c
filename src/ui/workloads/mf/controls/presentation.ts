/** The names of the experiment's fields and options, and the useful part of their ranges. */
import { FIELDS, type Experiment, type Field } from "../../../../workloads/mf/config/fields.ts";
import type { Scale } from "../../../controls/slider-scale.ts";

export const fieldOf = (name: keyof Experiment): Field => {
  const field = FIELDS.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`Bug: no field ${name}`);
  return field;
};

export const OPTIONS: Partial<Record<keyof Experiment, Readonly<Record<string, string>>>> = {
  task: { mc: "Completion", mf: "Factorization", ms: "Sensing" },
  data: {
    alpine: "Photo: alpine landscape",
    canyon: "Photo: canyon",
    airports: "Airport distances",
    noise: "Noise",
    random: "Generated, of rank r",
    file: "Your own file…",
  },
  spectrum: {
    linspace: "Falling evenly",
    geometric: "Falling geometrically",
    gaussian: "Nearly equal (Gaussian)",
    list: "A list of your own",
  },
  vectors: { haar: "Random", stripes: "Stripes: a woven cloth" },
  mask: {
    exact: "Exact number, at random",
    uniform: "Each with probability p",
    rows: "Equally many in each row",
    block: "All but one block",
    drawn: "Drawn by hand…",
  },
  channel: {
    luma: "Brightness",
    red: "Red",
    green: "Green",
    blue: "Blue",
  },
  centre: {
    mean: "The mean",
    biases: "Mean, rows and columns",
    none: "Nothing",
  },
  loss: {
    normalised: "Normalized (σ₁ = 1, divided by p)",
    lawMean: "Mean over all entries (Law)",
    kwonMean: "Mean over seen entries (Kwon)",
    sum: "Sum",
  },
  start: { orthogonal: "Orthogonal", gaussian: "Gaussian", uniform: "Uniform" },
  rateMode: {
    shared: "One η for all networks",
    perNetwork: "Each relative to its own limit",
    raw: "η as given",
  },
  stop: {
    none: "No",
    recoveryAll: "All recovery errors below …",
    recoveryAny: "Any recovery error below …",
    trainAll: "All train errors below …",
    trainAny: "Any train error below …",
    plateau: "No recovery error falls any more",
    validation: "No validation error falls any more",
    divergence: "A network diverges",
  },
  optimizer: {
    gd: "Gradient descent",
    momentum: "Momentum (heavy ball)",
    adam: "Adam",
    rmsprop: "RMSprop",
  },
  schedule: {
    constant: "Constant",
    linear: "Linear decay",
    cosine: "Cosine decay",
  },
  networks: {
    original: "Original",
    yaras: "Compressed (Yaras et al.)",
    thin: "Thin (ours)",
    kwon: "Compressed, spectral start (Kwon et al.)",
    narrow: "Narrow (random)",
    shallow: "Shallow (depth 2)",
    burerMonteiro: "Burer–Monteiro (depth 2, width r̂)",
    spectral: "Burer–Monteiro, spectral start (depth 2, width r̂)",
    scaledGd: "ScaledGD (preconditioned, width r̂)",
    galore: "GaLore (projected gradients)",
    altmin: "Alternating minimization (rank r̂)",
  },
};

export const labelOf = ({ name, label }: Field, e?: Experiment): string =>
  name === "rate" && e?.rateMode === "raw" ? "Learning rate η" : label;

/** An option's name. An option that has no name is shown as it is. */
export function optionName(field: keyof Experiment, option: string): string {
  return OPTIONS[field]?.[option] ?? option;
}

/** The part of each range that a slider covers. Fields without a row have no slider. */
const SLIDERS: Partial<Record<keyof Experiment, Scale>> = {
  rows: { log: true, min: 16, max: 512 },
  cols: { log: true, min: 16, max: 512 },
  rank: { log: false, min: 1, max: 32 },
  observed: { log: false, min: 0.02, max: 1 },
  validation: { log: false, min: 0, max: 0.5 },
  depth: { log: false, min: 2, max: 8 },
  width: { log: true, min: 4, max: 1024 },
  epsilon: { log: true, min: 1e-4, max: 1 },
  smallest: { log: true, min: 0.01, max: 1 },
  noise: { log: false, min: 0, max: 1 },
  measurements: { log: true, min: 16, max: 8192 },
  shallowEpsilon: { log: true, min: 1e-6, max: 1 },
  galoreRank: { log: false, min: 1, max: 32 },
  galoreGap: { log: true, min: 1, max: 500 },
  ridge: { log: true, min: 1e-8, max: 1 },
  seeds: { log: false, min: 1, max: 16 },
  rHat: { log: false, min: 1, max: 64 },
  gamma: { log: false, min: 0, max: 10 },
  alpha: { log: false, min: 0, max: 10 },
  rate: { log: false, min: 0.01, max: 1.2 },
  warmUp: { log: false, min: 0, max: 1000 },
  beta: { log: false, min: 0, max: 0.99 },
  steps: { log: true, min: 100, max: 20_000 },
  stopError: { log: true, min: 1e-6, max: 1 },
  patience: { log: true, min: 10, max: 2000 },
};
const RAW_RATE: Scale = { log: true, min: 1e-4, max: 10 };

export const sliderOf = (name: string, { rateMode }: Experiment): Scale | undefined =>
  name === "rate" && rateMode === "raw" ? RAW_RATE : SLIDERS[name as keyof Experiment];
