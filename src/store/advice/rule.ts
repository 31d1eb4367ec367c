/** The type of every rule of advice, quantities that several rules use, and the changes that rules offer. */
import { type Experiment, type NetworkName, FIELDS } from "../../workloads/mf/config/fields.ts";
import { decodeDrawing, shownFraction } from "../../math/drawing.ts";
import type { LoadedRun } from "../kinds/matrix-state.ts";
import { formatCount, formatSetting } from "../format.ts";

export interface Advice {
  /** The control that causes the result. */
  readonly field: keyof Experiment;
  /** `warning` if the run will not serve its purpose; `note` if it will, but the user should know something. */
  readonly kind: "warning" | "note";
  /** Says what happens and why. The buttons say what to do; if none is offered, the text does. */
  readonly text: string;
  /** Changes that let the networks learn, each with a button. */
  readonly remedies: readonly Remedy[];
}

/** Advice together with an instruction in words. */
interface Draft extends Advice {
  /** Says what to do. It is shown only if no button is offered, so that text and buttons never name different values. */
  readonly instruction: string;
}

/** A rule for one combination of settings. `run` holds the facts that need the data, if it exists. */
export type Rule = (e: Experiment, run?: LoadedRun) => Draft | undefined;

const draftOf =
  (kind: Advice["kind"]) =>
  (field: keyof Experiment, text: string, remedies: readonly Remedy[] = [], instruction = ""): Draft => ({
    field,
    kind,
    text,
    remedies,
    instruction,
  });
export const warning = draftOf("warning");
export const note = draftOf("note");

export const trains = ({ networks }: Experiment, ...ids: readonly NetworkName[]): boolean =>
  ids.some((id) => networks.includes(id));

/** The fraction of the entries that completion observes. */
export const observedFraction = ({ mask, drawn, observed }: Experiment): number =>
  mask === "drawn" ? shownFraction(decodeDrawing(drawn)) : observed;

export const shorterSide = ({ rows, cols }: Experiment): number => Math.min(rows, cols);

/** The target's rank, if it has one: a generated matrix's, or 4 for the airports' squared distances. */
export function targetRank({ data, rank, spectrum, sigmas }: Experiment): number | undefined {
  if (data === "airports") return 4;
  if (data !== "random") return undefined;
  return spectrum === "list" ? sigmas.slice(0, rank).filter((sigma) => sigma > 0).length : rank;
}

/** Degrees of freedom of an m × n matrix of rank r: r (m + n − r). */
export const freedom = ({ rows, cols }: Experiment, rank: number): number => rank * (rows + cols - rank);

/** The fraction of all entries that completion trains on. */
export const trainedFraction = (e: Experiment): number => observedFraction(e) * (1 - e.validation);

/** Changes to an experiment that advice offers as buttons. */
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
