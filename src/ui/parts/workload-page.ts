/**
 * Describes how a workload is presented: words, colours and views around its store. All workloads except matrix
 * factorization share one page.
 */
import type { ComponentType } from "react";
import type { RunData } from "../../store/run-data.ts";
import type { ModelNow, Run } from "../../store/state.ts";
import type { Scale } from "../controls/presentation.ts";
import type { Metric, SheetKind } from "../views/sheet-kind.ts";

/** The display of a metric. */
export interface Quantity extends Metric {
  /** Formats a value on its axis. */
  readonly tick: (value: number) => string;
}

/** A run and its models' progress. */
export interface RunNow {
  readonly run: Run;
  readonly models: readonly ModelNow[];
  readonly step: number;
  /** The two models that the run’s preset compares, if it names them. */
  readonly compares?: readonly [string, string] | undefined;
}

/** Levels of the headline metric. If `learned` is below `untrained`, the metric is an error. */
interface Levels {
  /** A model without training has this value. */
  readonly untrained: number;
  /** A model that does not reach this value has learned little or nothing. */
  readonly learned: number;
  /** An error from which on training has made a model much worse. */
  readonly spoiled?: number;
}

export interface RunVerdict {
  /** The model that the sentence is about, if it is about one. */
  readonly model?: string;
  readonly number?: string;
  readonly text: string;
}

/** Advice about the result. Its button, if it has one, leads to a more certain result. */
export interface Hint {
  readonly text: string;
  readonly action?: { readonly label: string; readonly changes: Readonly<Record<string, unknown>> };
}

export type Curves = Pick<RunData, "curveOf">;

/** A saving in the cost strip. */
export interface Saving {
  readonly name: string;
  /** The trained models that it compares. */
  readonly compared: readonly ModelNow[];
  /** The saving as a ratio, shown once all compared models have learned. */
  readonly ratio: string;
  /** Both counts, shown until then. */
  readonly counts: string;
  readonly note: string;
}

export interface CostRow {
  readonly name: string;
  readonly show: (model: ModelNow, run: Run, curves: Curves) => string;
}

interface Part {
  readonly id: string;
  readonly name: string;
  readonly Component: ComponentType;
}

export interface WorkloadPage extends SheetKind {
  /** One sentence that is shown if there is nothing else to say. */
  readonly purpose: string;
  /** A sentence about the task, for settings that belong to no preset. */
  readonly task?: (config: Readonly<Record<string, unknown>>) => string;
  /** The metrics to show; the headline metric is first. */
  readonly quantities: readonly [Quantity, ...Quantity[]];
  /** The useful part of each number's range. Fields without a row have no slider. */
  readonly sliders: Readonly<Record<string, Scale>>;
  /** A control that changes several settings at once. It is the first of the main settings. */
  readonly Switch: ComponentType;
  /** The settings beside `Switch`. On a narrow page they are in their groups instead. */
  readonly main: readonly string[];
  readonly groups: readonly { readonly title: string; readonly names: readonly string[] }[];
  /** Whether a setting applies, given the other settings. */
  readonly applies: (name: string, config: Readonly<Record<string, unknown>>) => boolean;
  /** Descriptions of the work in progress, by the worker's name for it. `bytes` is the loading of data. */
  readonly preparing: Readonly<Record<string, string>>;
  /** The levels of the headline metric. Undefined if they are not known beforehand. */
  readonly levels: (config: Readonly<Record<string, unknown>>) => Levels | undefined;
  /** Why a model cannot learn with these settings, if that is certain beforehand. */
  readonly futile: (config: Readonly<Record<string, unknown>>) => string | undefined;
  readonly verdict: (now: RunNow) => RunVerdict | undefined;
  readonly hint: (now: RunNow) => Hint | undefined;
  /** The content of the cost strip. */
  readonly savings: (now: RunNow) => readonly Saving[];
  readonly costs: readonly CostRow[];
  /** A button that opens a user's file. */
  readonly OpenFile: ComponentType;
  /** The three columns of the stage. The curves stand above `Lower`. */
  readonly Left: ComponentType;
  readonly Middle: ComponentType;
  readonly Lower: ComponentType;
  /** The content below the first screen. */
  readonly Below: ComponentType;
  /** The parts that a narrow page shows one at a time, in addition to curves and costs. */
  readonly parts: readonly Part[];
}

export const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)}\u202f%`;
export const percentTick = (fraction: number): string => `${Math.round(100 * fraction)}\u202f%`;

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
