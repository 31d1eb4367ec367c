/**
 * What the page needs to know of one workload: words, colours and views around its store. Optional members are what
 * only some workloads have. The functions are methods, so that one list can hold the pages of all workloads.
 */
import type { ComponentType } from "react";
import type { Field } from "../../experiment/fields.ts";
import type { LessonId } from "../../experiment/lessons/course.ts";
import { presetOfSeeds } from "../../store/config.ts";
import { formatError } from "../../store/format.ts";
import type { WorkloadKind, WorkloadPreset } from "../../store/kind.ts";
import type { Playground } from "../../store/playground.ts";
import type { RunData } from "../../store/run-data.ts";
import type { AnyWorkload, ModelNow, Run, State, WorkloadTypes } from "../../store/state.ts";
import type { RunVerdict } from "../../store/run/headline.ts";
import type { Saving } from "../../store/run/savings.ts";
import type { SeedStyle } from "../../store/run/seed-series.ts";
import type { Axis, XUnit, YScale } from "../charts/axes.ts";
import type { Costs, Look, Mark } from "../charts/chart.ts";
import type { ModelReport } from "../../library/api.ts";
import type { Scale } from "../controls/slider-scale.ts";
import type { EmbedPart } from "../embed/options.ts";
import type { View } from "../views/views.ts";

export type { RunVerdict, Saving };

export interface Quantity {
  readonly id: string;
  readonly label: string;
  readonly format: (value: number) => string;
  /** Formats a value on its axis. By default, round numbers and powers of ten. */
  readonly tick?: (value: number) => string;
  readonly scale: YScale;
}

/** A quantity that a chart shows. */
export interface Drawn extends Quantity {
  /** The metric that it is computed from, if its id is another one. */
  readonly of?: string;
  /** Converts the metric's value, given the numbers of a run that pins keep. */
  value?(metric: number, facts: Readonly<Record<string, number>>): number;
  /** The name of its column in readouts. By default, its label. */
  readonly column?: string;
  /** Other metrics, drawn as thin lines. */
  readonly thin?: readonly ThinLine[];
}

interface ThinLine {
  readonly id: string;
  readonly column: string;
  readonly width: number;
  readonly opacity: number;
  readonly dash?: string;
  /** Whether a band of seeds takes its place. */
  readonly isLone?: boolean;
}

/** What a chart of curves shows. */
export interface CurveView<W extends WorkloadTypes = AnyWorkload> {
  readonly run: Run<W>;
  readonly quantity: string;
  readonly unit: XUnit;
  readonly style: SeedStyle;
}

/** How a model looks, and what it is. */
export interface ModelLook extends Look {
  readonly name: string;
  /** Describes the model to readers who do not know the paper. */
  readonly about: string;
  readonly formula?: string;
}

/** `colour` names a colour of the style sheet. Without a dash, the line is solid. */
export const lookOf = (
  name: string,
  colour: string,
  about: string,
  dash?: string,
  width = 2.25,
): ModelLook => ({ name, colour: `var(--${colour})`, width, about, ...(dash && { dash }) });

/** A run and its models’ progress, at the step that is shown. */
export interface RunAt<W extends WorkloadTypes = AnyWorkload> {
  readonly run: Run<W>;
  readonly models: readonly ModelNow<W>[];
  readonly step: number;
  /** The two models that the run’s preset compares, if it names them. */
  readonly compares?: readonly [string, string] | undefined;
}

export interface RunNow<W extends WorkloadTypes = AnyWorkload> extends RunAt<W> {
  readonly state: State<W>;
}

/** Levels of the headline metric. If `learned` is below `untrained`, the metric is an error. */
export interface Levels {
  /** A model without training has this value. */
  readonly untrained: number;
  /** A model that does not reach this value has learned little or nothing. */
  readonly learned: number;
  /** From this error on, training has made a model much worse. */
  readonly spoiled?: number;
}

/** The models' results beside the verdict. */
export interface Results {
  /** What the numbers are. */
  readonly title: string;
  /** A remark for all numbers, such as the step of the last test. */
  readonly note?: string;
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly text: string;
    /** Whether training has left the model as it was, so that its value is not its own. */
    readonly isUnmoved?: boolean;
  }[];
}

/** Advice about the result. Its button, if it has one, leads to a more certain result. */
export interface Hint {
  readonly text: string;
  readonly action?: Remedy;
}

export interface Remedy {
  readonly label: string;
  readonly changes: Readonly<Record<string, unknown>>;
  /** Whether a run in progress starts over. */
  readonly isAnew?: boolean;
}

export interface Advice {
  readonly kind: "warning" | "note";
  readonly text: string;
  readonly remedies: readonly Remedy[];
}

/** Gives advice on the settings and on the run. */
export interface Advisor<W extends WorkloadTypes = AnyWorkload> {
  /** What to say now, the most important first. */
  messages(kind: Advice["kind"], state: State<W>, data: W["data"]): readonly Advice[];
  diverged(state: State<W>, models: readonly ModelNow<W>[]): Omit<Advice, "kind">;
  adviceOn?(name: string, state: State<W>): readonly Advice[];
  /** Settings with which a run takes less time. `hasSizes` says whether the run can also be smaller. */
  quicker?(config: W["config"], hasSizes: boolean): readonly Remedy[];
}

/** The expected time of a run. */
export interface Pace<C = AnyWorkload["config"]> {
  readonly perSecond: number;
  readonly secondsLeft: number;
  /** A smaller experiment that takes less time. */
  readonly smaller?: C;
}

export type Curves = Pick<RunData, "curveOf">;

export interface CostRow<W extends WorkloadTypes = AnyWorkload> {
  readonly name: string;
  show(model: ModelNow<W>): string;
  /** A smaller text below the number. */
  below?(model: ModelNow<W>): string;
}

interface PagePart {
  readonly name: string;
  readonly Component: ComponentType;
}

interface Receipt<W extends WorkloadTypes> {
  /** The experiment, apart from its seeds. By default, the settings that differ from the defaults. */
  about(run: Run<W>): readonly string[];
  /** Says what the metrics measure. */
  metrics(run: Run<W>): string;
  /** Follows a value of the headline metric. */
  aside(run: Run<W>, value: number): string;
}

/** Controls of the user's own file. */
interface OwnFile<W extends WorkloadTypes> {
  /** Its entry in the list of experiments, and what choosing it does. */
  readonly choice?: { readonly name: string; open(): void };
  /** The message while the file of an experiment is missing. By default, the failure with the button `Open`. */
  readonly Ask?: ComponentType;
  /** A button that opens a file. */
  readonly Open?: ComponentType;
  /** Whether the list of corrected settings only names settings that were kept. */
  keepsOnly?(state: State<W>): boolean;
  /** Follows the list of corrected settings. */
  readonly Kept?: ComponentType;
  /** Takes a file that the user dropped on the page. */
  drop?(file: File): void;
  /** The name of the file that was opened last. */
  nameOf?(state: State<W>): string | undefined;
}

export interface WorkloadPage<W extends WorkloadTypes = AnyWorkload> extends WorkloadKind<W> {
  /** The field that lists the trained models. */
  readonly modelsField: string;
  /** The word for the models, on their buttons. */
  readonly models: string;
  readonly looks: Readonly<Record<string, ModelLook>>;
  /** The metrics to show; the headline metric is first. */
  readonly quantities: readonly [Quantity, ...Quantity[]];
  /** Names of options, by field. */
  readonly words: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>;
  /** Where the pins are kept between visits. By default, a place named after the workload. */
  readonly pinsKey?: string;
  /** Actions of the workload's own page parts. */
  actions?(playground: Playground<W>): object;
  /** Experiments on the page of another workload under the same tab. */
  readonly related?: {
    readonly name: string;
    /** The name of this page's own experiments beside them. */
    readonly ownName: string;
    readonly presets: readonly (Pick<WorkloadPreset, "id" | "title"> & { readonly hash: string })[];
  };

  /** A class for its style sheet. */
  readonly className?: string;
  /** One sentence that is shown if there is nothing else to say. */
  readonly purpose: string;
  /** A sentence about the task or the data, for settings that belong to no preset. */
  about?(state: State<W>): string | undefined;
  readonly Foot?: ComponentType;
  /** Further views above the page. */
  readonly views?: readonly View[];

  /** A control that changes several settings at once. It is the first of the main settings. */
  readonly Switch?: ComponentType;
  /** The main settings. On a narrow page they are in their groups or at the top of the sheet. */
  main(config: W["config"]): readonly string[];
  /** The main setting that a narrow page shows in place of the switch. */
  readonly atHand?: string;
  /** Follows “Settings” on the button of a narrow page. */
  settingsText?(config: W["config"]): string;
  readonly groups: readonly { readonly title: string; readonly names: readonly string[] }[];
  /** Whether a setting applies, given the other settings. By default, all do. */
  applies?(name: string, config: W["config"]): boolean;
  /** The useful part of a number's range. A field without one has no slider. */
  slider(name: string, config: W["config"]): Scale | undefined;
  /** A field's name, if it depends on the other settings. */
  labelOf?(name: string, config: W["config"]): string | undefined;
  /** Names of the buttons that change a small whole number by one. They take the place of its slider. */
  readonly steppers?: Readonly<Record<string, { readonly less: string; readonly more: string }>>;
  /** Own controls of some settings. */
  readonly controls?: Readonly<Record<string, ComponentType<{ readonly field: Field<W["config"]> }>>>;
  /** Details below the control of a setting, also if the setting itself is elsewhere. */
  readonly details?: Readonly<Record<string, ComponentType>>;

  /** Descriptions of the work in progress, by the worker's name for it. `bytes` is the loading of data. */
  readonly preparing?: Readonly<Record<string, string>>;
  /** Loads the advice on settings and runs after the first curve. */
  loadAdvice?(): Promise<Advisor<W>>;
  /** Or advice whose code comes with the page, such as advice that follows from `levels`, `futile` and `hint`. */
  advise?(page: WorkloadPage): Advisor;
  /** The levels of the headline metric. Undefined if they are not known beforehand. */
  levels?(config: W["config"]): Levels | undefined;
  /** Why a model cannot learn with these settings, if that is certain beforehand. */
  futile?(config: W["config"]): string | undefined;
  hint?(now: RunNow<W>): Hint | undefined;
  /** The time that runs take on this device, before and while they train. */
  readonly pace?: {
    expected(state: State<W>): Pace<W["config"]> | undefined;
    slow(state: State<W>): Pace<W["config"]> | undefined;
    /** “about 12 min at 2 steps per second, by the speed of the last run” */
    timeOf(pace: Pace<W["config"]>): string;
    /** The time of the training that follows the preparations. */
    afterwards(config: W["config"], pace: Pace<W["config"]>): string;
    /** Replaces the verdict during the first step. */
    firstStep(pace: Pace<W["config"]> | undefined): string;
    /** From this many seconds on, quicker runs are offered. */
    readonly slowSeconds: number;
  };
  /** “237 × 237”: the size of an experiment that is offered because it is smaller. */
  sizeText?(config: W["config"]): string;
  /** What a smaller experiment does to the data: “Open it at” by default. */
  smallerVerb?(config: W["config"]): string;
  /** A sentence about the views at an earlier step. */
  readonly LookingAt?: ComponentType<{ readonly step: number }>;

  verdict(now: RunNow<W>): RunVerdict | undefined;
  /** The results beside the verdict. By default, the headline metric of every model. */
  results?(now: RunNow<W>): Results;
  /** Whether training has left what a model adapts as it was, by the model’s latest evaluations. */
  isUnmoved?(model: Pick<ModelReport, "id" | "headline">, evaluated: ModelReport["evaluated"]): boolean;
  /** A remark about the result that takes the message line. */
  remark?(now: RunNow<W>): string | undefined;
  /** The content of the cost strip. */
  savings(now: RunNow<W>): readonly Saving[];
  /** Takes the place of the savings as long as it draws anything. */
  readonly Readout?: ComponentType;
  costs(now: RunNow<W>, curves: Curves): readonly CostRow<W>[];
  /** A note about all figures of the table. */
  costsNote?(run: Run<W>): string;

  /** The quantities that the charts show. By default, the metrics. */
  drawn?(run: Run<W>): readonly [Drawn, ...Drawn[]];
  /** Lines and dots in the chart of a quantity. `x` is its horizontal axis. */
  marks?(view: CurveView<W>, models: readonly ModelNow<W>[], x: Axis): readonly Mark[];
  /** The horizontal axes of the curves; the chart opens with the first one. By default steps, measured time and operations. */
  readonly axes?: readonly [XUnit, ...XUnit[]];
  /** The costs of a model up to a step, if the axes need them. `valuesOf` gives a metric's last value up to a step. */
  costsAt?(
    config: W["config"],
    valuesOf: (metric: string) => (step: number) => number,
  ): Pick<Costs, "simulatedAt" | "bytesAt">;
  /** A short note beside the name of the chart. */
  readonly ChartNote?: ComponentType<CurveView<W>>;
  /** How to read the chart. By default, the legend says how several seeds are drawn. */
  chartNote?(view: CurveView<W>): string;
  /** Explains the chart further, after its note. */
  readonly ChartInfo?: ComponentType<CurveView<W>>;
  /** The name of the band of one standard deviation. */
  readonly spread?: string;
  /** The three columns of the stage. The curves stand above `Lower`. */
  readonly Left: ComponentType;
  readonly Middle: ComponentType;
  readonly Lower?: ComponentType;
  /** Stands beside the stage, or above it on a narrow page, as long as it draws anything. */
  readonly Beside?: ComponentType;
  /** Explains the result, below the first screen or in place of `Middle` beside a lesson that needs it. */
  readonly Why?: ComponentType;
  /** The content below the first screen. */
  readonly Below: ComponentType;
  /** Properties of the style sheet that depend on the config. */
  stageStyle?(config: W["config"]): Readonly<Record<`--${string}`, string | number>>;
  /** The parts that a narrow page shows one at a time, in addition to curves and costs. */
  readonly parts: readonly (PagePart & { readonly id: string })[];
  readonly screens?: Readonly<Partial<Record<LessonId, ComponentType<{ readonly screen: number }>>>>;

  /** The workload's own words in a text with a run's results. */
  readonly receipt?: Receipt<W>;
  readonly ownFile?: OwnFile<W>;
  /** Charts to save besides the curves. */
  readonly Charts?: ComponentType;
  /** Matrices to save, such as what a model has learned. */
  readonly Matrices?: ComponentType;
  /** The sweep, if it has more than the settings and the metrics. */
  readonly Sweep?: ComponentType;
  /** Shows the experiment as a script. */
  readonly Code?: ComponentType;
  /** The parts that an embed can show, besides the controls. */
  readonly embed: Readonly<Partial<Record<Exclude<EmbedPart, "controls">, PagePart>>>;
}

/** The preset’s own sentence. Undefined during a lesson, which asks for a prediction instead. */
export const presetSentence = (page: WorkloadPage, { config, lesson }: Pick<State, "config" | "lesson">) =>
  lesson ? undefined : presetOfSeeds(page, config)?.about;

/** A setting's value in words, with the names of its options. */
export function valueWords({ words }: Pick<WorkloadPage, "words">, name: string, value: unknown): string {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => words[name]?.[String(item)] ?? String(item)).join(", ") || "–";
}

/** Describes how the page shows the headline metric, which may depend on the task. */
export const headlineQuantity = (
  { quantities }: Pick<WorkloadPage, "quantities">,
  model: Pick<ModelNow, "headline"> | undefined,
): Quantity => quantities.find(({ id }) => id === model?.headline) ?? quantities[0];

export const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)}\u202f%`;
const percentTick = (fraction: number): string => `${Math.round(100 * fraction)}\u202f%`;

/** A fraction in percent. */
export const percentOf = (id: string, label: string, scale: YScale = "fraction"): Quantity => ({
  id,
  label,
  scale,
  format: percent,
  tick: percentTick,
});

/** A loss, on a logarithmic axis. */
export const lossOf = (id: string, label: string): Quantity => ({
  id,
  label,
  scale: "log",
  format: formatError,
});

/** A number whose axis has plain ticks. */
export const numberOf = (
  id: string,
  label: string,
  scale: YScale,
  format: (value: number) => string,
): Quantity => ({ id, label, scale, format, tick: String });

/** Names of the schedules of workloads that train on mini-batches. */
export const SCHEDULE_WORDS = {
  constant: "Constant",
  linear: "Linear decay to 0",
  cosine: "Cosine decay to 0",
  warmup: "Warm-up in the first tenth",
} as const;

/** Names of these workloads' stopping rules. `model` is their word for a model. */
export const stopWords = (model: string) => ({
  none: "No",
  trainAll: "All losses below …",
  trainAny: "Any loss below …",
  divergence: `A ${model} diverges`,
});

/** The work before runs that train on sentences. */
export const PREPARING_ENCODER = {
  bytes: "Loading the encoder",
  encoder: "Running the encoder over the sentences",
};
