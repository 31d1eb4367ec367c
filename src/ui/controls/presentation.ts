/** How the fields of an experiment are offered: words for their options, and the useful part of their ranges. */
import { FIELDS, type Experiment, type Field, type NumberField } from "../../experiment/experiment.ts";
import { say, sentence, t, type Sentence } from "../../store/text.ts";

export const fieldOf = (name: keyof Experiment): Field => {
  const field = FIELDS.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`Bug: no field ${name}`);
  return field;
};

/** Names of options, by field. */
const OPTIONS: Partial<Record<keyof Experiment, Readonly<Record<string, Sentence>>>> = {
  task: { mc: sentence("Completion"), mf: sentence("Factorization"), ms: sentence("Sensing") },
  data: {
    alpine: sentence("Photo: alpine landscape"),
    canyon: sentence("Photo: canyon"),
    airports: sentence("Airport distances"),
    noise: sentence("Noise, not low-rank"),
    random: sentence("Generated, of rank r"),
    file: sentence("Your own file…"),
  },
  spectrum: {
    linspace: sentence("Falling evenly"),
    geometric: sentence("Falling geometrically"),
    gaussian: sentence("Nearly equal (Gaussian)"),
    list: sentence("A list of your own"),
  },
  mask: {
    exact: sentence("Exact number, at random"),
    uniform: sentence("Each with probability p"),
    rows: sentence("Equally many in each row"),
    block: sentence("All but one block"),
    drawn: sentence("Drawn by hand…"),
  },
  channel: {
    luma: sentence("Brightness"),
    red: sentence("Red"),
    green: sentence("Green"),
    blue: sentence("Blue"),
  },
  centre: {
    mean: sentence("The mean"),
    biases: sentence("Mean, rows and columns"),
    none: sentence("Nothing"),
  },
  loss: {
    normalised: sentence("Normalised (σ₁ = 1, divided by p)"),
    lawMean: sentence("Mean over all entries (Law)"),
    kwonMean: sentence("Mean over seen entries (Kwon)"),
    sum: sentence("Sum"),
  },
  start: { orthogonal: sentence("Orthogonal"), gaussian: sentence("Gaussian"), uniform: sentence("Uniform") },
  rateMode: {
    shared: sentence("One η for all networks"),
    perNetwork: sentence("Each relative to its own limit"),
    raw: sentence("η as given"),
  },
  stop: {
    none: sentence("No"),
    recoveryAll: sentence("Recovery error of all below …"),
    recoveryAny: sentence("Recovery error of any below …"),
    trainAll: sentence("Train error of all below …"),
    trainAny: sentence("Train error of any below …"),
    plateau: sentence("No recovery error falls any more"),
    validation: sentence("No validation error falls any more"),
    divergence: sentence("A network diverges"),
  },
  optimizer: {
    gd: sentence("Gradient descent"),
    momentum: sentence("Momentum (heavy ball)"),
    adam: sentence("Adam"),
    rmsprop: sentence("RMSprop"),
  },
  schedule: {
    constant: sentence("Constant"),
    linear: sentence("Linear decay"),
    cosine: sentence("Cosine decay"),
  },
  networks: {
    original: sentence("Original"),
    yaras: sentence("Yaras (compressed)"),
    thin: sentence("Thin (compressed)"),
    kwon: sentence("Kwon (compressed)"),
    narrow: sentence("Narrow (random)"),
    shallow: sentence("Shallow (depth 2)"),
    burerMonteiro: sentence("Burer–Monteiro (depth 2, width r̂)"),
    galore: sentence("GaLore (projected gradients)"),
    altmin: sentence("Alternating minimisation (rank r̂)"),
  },
};

export function labelOf(field: Field, e?: Experiment): string {
  if (field.name === "rate" && e?.rateMode === "raw") return t("Learning rate η");
  return say({ english: field.label });
}

export const helpOf = (field: Field): string => say({ english: field.help });

/** An option in words; itself where there are none. */
export function optionName(field: keyof Experiment, option: string): string {
  const words = OPTIONS[field]?.[option];
  return words ? say(words) : option;
}

interface Scale {
  readonly log: boolean;
  /** The slider's ends; what is beyond can still be typed. */
  readonly min: number;
  readonly max: number;
}

/** The part of each range that is worth a slider; fields without a row have none. */
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

export function sliderScale(field: NumberField, e: Experiment): Scale | undefined {
  const scale = field.name === "rate" && e.rateMode === "raw" ? RAW_RATE : SLIDERS[field.name];
  if (!scale) return undefined;
  return { ...scale, min: Math.max(scale.min, field.min(e)), max: Math.min(scale.max, field.max(e)) };
}

/** Positions of a slider, 0 … SLIDER_STEPS. */
export const SLIDER_STEPS = 400;

export function toPosition({ log, min, max }: Scale, value: number): number {
  const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, share)));
}

/** The value at a position, with no more digits than the slider can tell apart. */
export function fromPosition({ log, min, max }: Scale, position: number, integer: boolean): number {
  const share = position / SLIDER_STEPS;
  const value = log ? min * (max / min) ** share : min + share * (max - min);
  if (integer) return Math.round(value);
  return log ? Number(value.toPrecision(2)) : Number(value.toFixed(2));
}
