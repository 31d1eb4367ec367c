/** Tells which workload the page shows. The address names it, and a tab changes the address. */
import { useSyncExternalStore } from "react";
import type { WorkloadId } from "../../experiment/link-keys.ts";
import { hashOf } from "../../store/address.ts";
import { workloadOfHash } from "../../store/workload-of-hash.ts";

/** The name on a tab, and a shorter one for small screens. */
export const TAB_NAMES: Readonly<Record<WorkloadId, { readonly name: string; readonly short: string }>> = {
  mf: { name: "Matrix factorization", short: "Matrix" },
  mlp: { name: "Digits", short: "Digits" },
  finetune: { name: "Fine-tuning", short: "Fine-tuning" },
  federated: { name: "Federated", short: "Federated" },
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

/** Opens a workload as the user left it, as a new history entry. */
export function openWorkload(id: WorkloadId): void {
  if (id !== workloadNow()) window.location.hash = hashOf(id);
}
