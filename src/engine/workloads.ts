/**
 * The workloads that the engine runs, one line each. A config's `id` names its workload; without an id, the
 * workload is `mf`. The code and kernels of the other workloads load when such a config is first opened.
 */
import { EngineError, errorText } from "../core/errors.ts";
import type { WorkloadId } from "../experiment/link-keys.ts";
import type { RunConfig } from "../training/workload.ts";
import { mf } from "../workloads/mf/mf.ts";
import { runnable, type EngineWorkload } from "./runnable.ts";

export type Workloads = ReadonlyMap<string, () => Promise<EngineWorkload>>;

const matrix = runnable(mf);

const LOADED = {
  mf: () => Promise.resolve(matrix),
  mlp: async () => (await import("./mlp.ts")).mlp,
  finetune: async () => (await import("./finetune.ts")).finetune,
  federated: async () => (await import("./federated.ts")).federated,
} satisfies Readonly<Record<WorkloadId, () => Promise<EngineWorkload>>>;

export const WORKLOADS: Workloads = new Map(Object.entries(LOADED));

/** Rejects with EngineError "bad-input" if the workload is unknown or its code does not load. */
export async function workloadOf({ id = mf.id }: RunConfig, workloads: Workloads): Promise<EngineWorkload> {
  const load = workloads.get(id);
  if (!load)
    throw new EngineError(
      "bad-input",
      `This version does not know the experiment type “${id}”. A newer version may know it; reload the page to get that version.`,
    );
  try {
    return await load();
  } catch (error) {
    throw new EngineError(
      "bad-input",
      `The code for this experiment could not be loaded (${errorText(error)}). Try again when the page’s server can be reached.`,
    );
  }
}
