/** Which workload is on the screen: the address says so, and a tab changes the address. */
import { useSyncExternalStore } from "react";
import { hashOf } from "../../store/address.ts";
import { workloadOfHash, type WorkloadId } from "../../store/workload/ids.ts";

/** On a tab, and where there is little room. */
export const TAB_NAMES: Readonly<Record<WorkloadId, { readonly name: string; readonly short: string }>> = {
  mf: { name: "Matrix factorization", short: "Matrix" },
  mlp: { name: "Digits", short: "Digits" },
  finetune: { name: "Fine-tuning", short: "Fine-tuning" },
};

const workloadNow = (): WorkloadId => workloadOfHash(window.location.hash);

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  window.addEventListener("popstate", changed);
  return () => {
    window.removeEventListener("hashchange", changed);
    window.removeEventListener("popstate", changed);
  };
}

export const useWorkloadId = (): WorkloadId => useSyncExternalStore(subscribe, workloadNow);

/** Opens a workload where it was left, as a new entry of the history. */
export function openWorkload(id: WorkloadId): void {
  if (id !== workloadNow()) window.location.hash = hashOf(id);
}
