/** Changes to an experiment that advice offers as buttons. */
import { FIELDS, type Experiment } from "../../workloads/mf/config/fields.ts";
import { formatCount, formatSetting } from "../format.ts";

export interface Remedy {
  /** The text on the button. */
  readonly label: string;
  readonly changes: Partial<Experiment>;
}

const percent = (fraction: number): string => formatSetting(Number((100 * fraction).toPrecision(3)));

const LABELS = {
  task: () => "Choose factorization",
  data: () => "Open the photograph",
  rows: (value: number) => `Set d to ${formatCount(value)}`,
  cols: (value: number) => `Set n to ${formatCount(value)}`,
  vectors: () => "Use random singular vectors",
  smallest: (value: number) => `Set σᵣ to ${formatSetting(value)}`,
  rank: (value: number) => `Set r to ${formatCount(value)}`,
  observed: (value: number) => `Show ${percent(value)} % of the entries`,
  mask: () => "Hide entries at random",
  noise: (value: number) => `Set the noise to ${formatSetting(value)}`,
  measurements: (value: number) => `Use ${formatCount(value)} measurements`,
  depth: (value: number) => `Set L to ${formatCount(value)}`,
  width: (value: number) => `Set the width to ${formatCount(value)}`,
  epsilon: (value: number) => `Start at ε = ${formatSetting(value)}`,
  start: () => "Start with orthogonal layers",
  rHat: (value: number) => `Set r̂ to ${formatCount(value)}`,
  gamma: (value: number) => `Set γ to ${formatSetting(value)}`,
  alpha: (value: number) => `Set α to ${formatSetting(value)}`,
  shallowEpsilon: (value: number) => `Set ε_s to ${formatSetting(value)}`,
  galoreRank: (value: number) => `Set the GaLore rank to ${formatCount(value)}`,
  galoreGap: (value: number) => `Set T to ${formatCount(value)}`,
  rateMode: () => "Use one η for all",
  optimizer: () => "Use gradient descent",
  rate: (value: number) => `Set the learning rate to ${formatSetting(value)}`,
  beta: (value: number) => `Set β to ${formatSetting(value)}`,
  weightDecay: (value: number) => `Set λ to ${formatSetting(value)}`,
  steps: (value: number) => `Train to ${formatCount(value)}`,
  seeds: (value: number) => `Set B to ${formatCount(value)}`,
} satisfies Partial<Record<keyof Experiment, (value: never) => string>>;
type Settable = keyof typeof LABELS;

export function to<K extends Settable>(name: K, value: Experiment[K]): Remedy {
  const label = LABELS[name] as (value: Experiment[K]) => string;
  return { label: label(value), changes: { [name]: value } };
}

/** The setting's default, given all other settings. */
export function usual<K extends Settable>(e: Experiment, name: K): Experiment[K] {
  const field = FIELDS.find((one) => one.name === name);
  return field?.fallback(e) as Experiment[K];
}

/** Restores the default. */
export const toUsual = (e: Experiment, name: Settable): Remedy => to(name, usual(e, name));

/** Several settings with one button: `Set γ to 1 and the learning rate to 0.44`. */
export function together(remedies: readonly Remedy[]): Remedy {
  const labels = remedies.map(({ label }, i) => {
    if (i === 0) return label;
    const isSaid = remedies.slice(0, i).every((remedy) => remedy.label.startsWith(SET));
    return isSaid && label.startsWith(SET) ? label.slice(SET.length) : label.replace(/^./, lowerCase);
  });
  const last = labels.pop() ?? "";
  return {
    label: labels.length > 0 ? `${labels.join(", ")} and ${last}` : last,
    changes: Object.assign({}, ...remedies.map(({ changes }) => changes)) as Remedy["changes"],
  };
}

const SET = "Set ";
const lowerCase = (letter: string): string => letter.toLowerCase();

/** Rounds to two digits, never up. */
export function roundDown(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit + 1e-9) * unit).toPrecision(2));
}

/** Rounds to two digits, never down. Zero and infinity stay. */
export function roundUp(value: number): number {
  if (value === 0 || value === Infinity) return value;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}
