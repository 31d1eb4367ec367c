/**
 * The presentation of a workload: words, colours and views around its store. All workloads but matrix factorization
 * share one page.
 */
import type { ComponentType } from "react";
import type { WorkloadKind } from "../../store/workload/kind.ts";
import type { ModelNow, WorkloadRun } from "../../store/workload/state.ts";
import type { Scale } from "../controls/presentation.ts";
import type { Look } from "../parts/networks.ts";

/** A metric's display. */
export interface Quantity {
  /** Id of the metric. */
  readonly id: string;
  readonly label: string;
  /**
   * A fraction of correct answers, near the best or all of them; an amount from 0; an error relative to 1; or a quantity
   * over decades.
   */
  readonly scale: "share" | "accuracy" | "amount" | "error" | "log";
  readonly format: (value: number) => string;
  /** Format on its axis. */
  readonly tick: (value: number) => string;
}

/** A run and its models' progress. */
export interface RunNow {
  readonly run: WorkloadRun;
  readonly models: readonly ModelNow[];
  readonly step: number;
}

export interface Verdict {
  /** The model in the sentence. */
  readonly model: string;
  readonly number: string;
  readonly text: string;
}

/** Advice on the result, with one way to a more certain one. */
export interface Hint {
  readonly text: string;
  readonly action?: { readonly label: string; readonly changes: Readonly<Record<string, unknown>> };
}

export interface CostRow {
  readonly name: string;
  readonly show: (model: ModelNow, run: WorkloadRun) => string;
}

export interface Part {
  readonly id: string;
  readonly name: string;
  readonly Component: ComponentType;
}

export interface WorkloadPage extends WorkloadKind {
  /** One sentence, shown while nothing else is to be said. */
  readonly purpose: string;
  /** The field that lists the trained models. */
  readonly modelsField: string;
  readonly looks: Readonly<Record<string, Look & { readonly name: string }>>;
  /** The headline is first. */
  readonly quantities: readonly [Quantity, ...Quantity[]];
  /** The useful part of each number's range; fields without a row have no slider. */
  readonly sliders: Readonly<Record<string, Scale>>;
  /** Names of options, by field. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A control that changes several settings at once, first in the toolbar. */
  readonly Switch: ComponentType;
  /** The settings in the toolbar; all others are in groups. */
  readonly main: readonly string[];
  readonly groups: readonly { readonly title: string; readonly names: readonly string[] }[];
  /** Whether a setting applies to the rest of the config. */
  readonly applies: (name: string, config: Readonly<Record<string, unknown>>) => boolean;
  /** Descriptions of the work in progress, by the worker's name for it; `bytes` is the loading of data. */
  readonly preparing: Readonly<Record<string, string>>;
  readonly verdict: (now: RunNow) => Verdict | undefined;
  readonly hint: (now: RunNow) => Hint | undefined;
  /** Content of the cost strip: name, value, note. */
  readonly savings: (now: RunNow) => readonly (readonly [name: string, value: string, note: string])[];
  readonly costs: readonly CostRow[];
  /** A button that opens a user's file. */
  readonly OpenFile: ComponentType;
  /** The three columns of the stage; the curves are above `Lower`. */
  readonly Left: ComponentType;
  readonly Middle: ComponentType;
  readonly Lower: ComponentType;
  /** Content beneath the first screen. */
  readonly Below: ComponentType;
  /** Parts that a phone shows one at a time, beside curves and costs. */
  readonly parts: readonly Part[];
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)}\u202f%`;
export const percentTick = (share: number): string => `${Math.round(100 * share)}\u202f%`;

/** Words of the schedules of workloads trained by mini-batches. */
export const SCHEDULE_WORDS = {
  constant: "Constant",
  linear: "Linear decay to 0",
  cosine: "Cosine decay to 0",
  warmup: "Warm-up in the first tenth",
} as const;

/** Words of their rules that stop a run; `model` is what they call a model. */
export const stopWords = (model: string) => ({
  none: "No",
  trainAll: "All losses below …",
  trainAny: "Any loss below …",
  divergence: `A ${model} diverges`,
});
