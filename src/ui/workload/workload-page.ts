/** How a workload looks: words, colours and views around its store. The pages of all workloads but matrix factorization are one. */
import type { ComponentType } from "react";
import type { WorkloadKind } from "../../store/workload/kind.ts";
import type { ModelNow, WorkloadRun } from "../../store/workload/state.ts";
import type { Scale } from "../controls/presentation.ts";
import type { Look } from "../parts/networks.ts";

/** A metric as it is drawn and written. */
export interface Quantity {
  /** Of the metric. */
  readonly id: string;
  readonly label: string;
  /** A share of what is right, an error relative to 1, or anything over decades. */
  readonly scale: "share" | "error" | "log";
  readonly format: (value: number) => string;
  /** On its axis. */
  readonly tick: (value: number) => string;
}

/** A run and how far its models are. */
export interface RunNow {
  readonly run: WorkloadRun;
  readonly models: readonly ModelNow[];
  readonly step: number;
}

export interface Verdict {
  /** The model that the sentence is about. */
  readonly model: string;
  readonly number: string;
  readonly text: string;
}

/** What one should know of the result, with one way to know better. */
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
  /** One line in the header. */
  readonly purpose: string;
  /** The field that lists the models which are trained. */
  readonly modelsField: string;
  readonly looks: Readonly<Record<string, Look & { readonly name: string }>>;
  /** The headline comes first. */
  readonly quantities: readonly [Quantity, ...Quantity[]];
  /** The useful part of each number's range; fields without a row have no slider. */
  readonly sliders: Readonly<Record<string, Scale>>;
  /** Options in words, by field. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A control that changes several settings at once, first in the toolbar. */
  readonly Switch: ComponentType;
  /** The settings in the toolbar; every other one is in a group. */
  readonly main: readonly string[];
  readonly groups: readonly { readonly title: string; readonly names: readonly string[] }[];
  /** Whether a setting means anything with the rest of the config. */
  readonly applies: (name: string, config: Readonly<Record<string, unknown>>) => boolean;
  /** What is prepared, by the worker's name for it; `bytes` is the data that is loaded. */
  readonly preparing: Readonly<Record<string, string>>;
  readonly verdict: (now: RunNow) => Verdict | undefined;
  readonly hint: (now: RunNow) => Hint | undefined;
  /** What the cost strip says: name, value, note. */
  readonly savings: (now: RunNow) => readonly (readonly [name: string, value: string, note: string])[];
  readonly costs: readonly CostRow[];
  /** A button that opens a person's own file. */
  readonly OpenFile: ComponentType;
  /** The three columns of the stage; the curves stand above `Lower`. */
  readonly Left: ComponentType;
  readonly Middle: ComponentType;
  readonly Lower: ComponentType;
  /** Beneath the first screen. */
  readonly Below: ComponentType;
  /** What a phone shows one at a time, beside curves and costs. */
  readonly parts: readonly Part[];
}
