/** The facts of a federated run that its own views need. */
import type { FedConfig } from "../../../workloads/federated/config.ts";
import type { ClientsView, FedFacts } from "../../../workloads/federated/workload.ts";
import { counted, formatCount } from "../../../core/format.ts";
import { usePlayground, useProbe } from "../../parts/context.ts";

export type { ClientsView, FedFacts };

export const useFedFacts = (): FedFacts | undefined =>
  usePlayground(({ run }) => run) as FedFacts | undefined;

/** The config of the run that is shown. */
export const useFedConfig = (): FedConfig | undefined =>
  usePlayground(({ run }) => run?.config) as FedConfig | undefined;

/** The groups of sentences in which clients differ, and how to draw them. */
export interface Kinds {
  readonly names: readonly string[];
  readonly colourOf: (kind: number) => string;
  /** The number of sentences of each group, from those of each kind. */
  readonly countsOf: (mix: readonly number[]) => readonly number[];
}

const DOMAIN_COLOURS = ["original", "yaras", "thin"];

/** Positive labels are solid, negative ones pale. */
const colourOf = (kind: number): string =>
  `color-mix(in srgb, var(--${DOMAIN_COLOURS[kind >> 1]}) ${kind % 2 ? 100 : 40}%, transparent)`;

/** On the planted task clients differ in their domains only. Kinds alternate between the two labels of a domain. */
export const kindsOf = ({ kinds }: FedFacts, { task }: Pick<FedConfig, "task">): Kinds =>
  task === "planted"
    ? {
        names: kinds.filter((_, kind) => kind % 2).map((name) => name.replace(/^.*, /, "")),
        colourOf: (domain) => colourOf(2 * domain + 1),
        countsOf: (mix) => mix.flatMap((of, kind) => (kind % 2 ? of + (mix[kind - 1] as number) : [])),
      }
    : { names: kinds, colourOf, countsOf: (mix) => mix };

/** The layers that clients send in the round that begins at this step, or in the last round. */
export const sentLayers = (
  global: readonly number[],
  step: number,
  { warmUp, steps }: Pick<FedConfig, "warmUp" | "steps">,
): readonly number[] => (Math.min(step, steps - 1) < warmUp ? [] : global);

/** Names what a client sends. On the planted task clients train no head. */
export const sentWords = (sent: number, layers: number, { task }: Pick<FedConfig, "task">): string =>
  [
    ...(sent > 0
      ? [`${formatCount(sent)} of ${counted(layers, "layer")}${sent < layers ? " (of unequal sizes)" : ""}`]
      : []),
    ...(task === "planted" ? [] : ["the head"]),
  ].join(" and ") || "nothing";

export const useClients = () => useProbe("clients") as (model: string) => ClientsView | undefined;
