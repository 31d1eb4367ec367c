/** A federated run as its own views see it. */
import type { FedConfig } from "../../../workloads/federated/config.ts";
import type { ClientsView, FedFacts } from "../../../workloads/federated/workload.ts";
import { useProbe, useWorkload } from "../context.ts";

export type { ClientsView, FedFacts };

export const useFedFacts = (): FedFacts | undefined =>
  useWorkload(({ run }) => run?.facts) as FedFacts | undefined;

/** Config of the displayed run. */
export const useFedConfig = (): FedConfig | undefined =>
  useWorkload(({ run }) => run?.config) as FedConfig | undefined;

export const useClients = () => useProbe("clients") as (model: string) => ClientsView | undefined;
