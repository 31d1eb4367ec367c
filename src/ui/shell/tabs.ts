/** Tells which workload the page shows. The address names it, and a tab changes the address. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { hashOf } from "../../store/address.ts";
import { workloadOfHash } from "../../store/address.ts";
import { follow } from "../parts/use-media.ts";

export interface Tab {
  readonly name: string;
  /** A shorter name for small screens. */
  readonly short: string;
  /** The workloads under this tab. At first, it opens the first of them. */
  readonly workloads: readonly [WorkloadId, ...WorkloadId[]];
}

export const TabsContext = createContext<readonly Tab[]>([]);

export const useTabs = (): readonly Tab[] => useContext(TabsContext);

const workloadNow = (): WorkloadId => workloadOfHash(window.location.hash);

const followAddress = (changed: () => void) => follow(window, changed, "hashchange", "popstate");

export const useWorkloadId = (): WorkloadId => useSyncExternalStore(followAddress, workloadNow);

/** The workload that each tab showed last. */
const left = new Map<string, WorkloadId>();

export const tabOf = (tabs: readonly Tab[], id: WorkloadId): Tab | undefined =>
  tabs.find(({ workloads }) => workloads.includes(id));

/** Opens a tab as the user left it, as a new history entry. */
export function openTab(tabs: readonly Tab[], name: string): void {
  const [from, to] = [tabOf(tabs, workloadNow()), tabs.find((tab) => tab.name === name)];
  if (from) left.set(from.name, workloadNow());
  if (to && to !== from) window.location.hash = hashOf(left.get(name) ?? to.workloads[0]);
}
