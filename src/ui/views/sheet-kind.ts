/** A workload as the page's sheets read it. A workload that lacks a feature leaves out its optional member. */
import type { ComponentType } from "react";
import type { WorkloadKind } from "../../store/kind.ts";
import type { Run, State } from "../../store/state.ts";
import type { YScale } from "../charts/axes.ts";
import type { EmbedPart } from "../embed/options.ts";
import type { LineStyle } from "../parts/networks.ts";
import type { ViewProps } from "./views.ts";

export interface Metric {
  /** Id of the metric. */
  readonly id: string;
  readonly label: string;
  readonly format: (value: number) => string;
  readonly scale: YScale;
}

export interface SheetKind extends WorkloadKind {
  /** The field that lists the trained models. */
  readonly modelsField: string;
  readonly looks: Readonly<Record<string, LineStyle & { readonly name: string; readonly formula?: string }>>;
  /** The metrics to show; the headline metric is first. */
  readonly quantities: readonly [Metric, ...Metric[]];
  /** Names of options, by field. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The name of the user's file that was opened last. */
  openedFile?(state: State): string | undefined;
  /** The workload's own words in a text with a run's results. */
  readonly receipt?: Receipt;
  /** Whether a setting applies, given the other settings. By default, all do. */
  applies?(name: string, config: Readonly<Record<string, unknown>>): boolean;
  /** The charts to save. */
  readonly Charts: ComponentType;
  /** Matrices to save, such as what a model has learned. */
  readonly Matrices?: ComponentType;
  /** The sweep, if it has more than the settings and the metrics. */
  readonly Sweep?: ComponentType<ViewProps>;
  /** Shows the experiment as a script. */
  readonly Code?: ComponentType<ViewProps>;
  /** The parts that an embed can show, besides the controls. */
  readonly embed: Readonly<Partial<Record<Exclude<EmbedPart, "controls">, Part>>>;
  /** In an embed, tells the reader which settings the page corrected, what failed and what it is working on. */
  readonly EmbedMessages: ComponentType;
}

interface Part {
  readonly name: string;
  readonly Component: ComponentType;
}

interface Receipt {
  /** The experiment, apart from its seeds. By default, the settings that differ from the defaults. */
  about(run: Run): readonly string[];
  /** Says what the metrics measure. */
  metrics(run: Run): string;
  /** Follows a value of the headline metric. */
  aside(run: Run, value: number): string;
}

/** A setting's value in words, with the names of its options. */
export function valueWords({ words }: Pick<SheetKind, "words">, name: string, value: unknown): string {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => words[name]?.[String(item)] ?? String(item)).join(", ") || "–";
}
