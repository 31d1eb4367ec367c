/**
 * The workloads that the engine runs, one line each. A config's `id` names its workload; without an id, the
 * workload is `mf`. The code and kernels of the other workloads load when such a config is first opened.
 */
import { errorText, badInput } from "../core/errors.ts";
import type { WorkloadId } from "../experiment/link-keys.ts";
import type { RunConfig } from "../training/plan.ts";
import { mf } from "../workloads/mf/mf.ts";
import { openCpu } from "../wasm/open-cpu.ts";
import type { Workload } from "../workloads/workload.ts";

export type Workloads = ReadonlyMap<string, () => Promise<Workload>>;

/** Makes a workload once, because it keeps large files between runs. A call after a failure tries again. */
function once(make: () => Promise<Workload>): () => Promise<Workload> {
  let made: Promise<Workload> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

/** The name of the workload for configs of `mf` that compute only the known entries of a file. */
const KNOWN = "mf/known";

/** The build knows the files of the digits and of the encoder, whose forward passes run on the CPU. */
const LOADED = {
  mf: () => Promise.resolve(mf),
  [KNOWN]: once(async () => (await import("../workloads/mf/known/workload.ts")).known),
  mlp: once(async () => {
    const { mlpWorkload } = await import("../workloads/digits/workload.ts");
    return mlpWorkload((await import("virtual:digits")).DIGITS);
  }),
  finetune: once(async () => {
    const { labWorkload } = await import("../workloads/finetune/workload.ts");
    return labWorkload((await import("virtual:encoder")).ENCODER, openCpu);
  }),
  federated: once(async () => {
    const { federatedWorkload } = await import("../workloads/federated/workload.ts");
    return federatedWorkload((await import("virtual:encoder")).ENCODER, openCpu);
  }),
} satisfies Readonly<Record<WorkloadId | typeof KNOWN, () => Promise<Workload>>>;

export const WORKLOADS: Workloads = new Map<string, () => Promise<Workload>>(Object.entries(LOADED));

/** Rejects with EngineError "bad-input" if the workload is unknown or its code does not load. */
export async function workloadOf(config: RunConfig, workloads: Workloads): Promise<Workload> {
  const { id = mf.id, entries } = config as RunConfig & { readonly entries?: string };
  const load = workloads.get(id === mf.id && entries === "known" ? KNOWN : id);
  if (!load)
    throw badInput(
      `This version does not know the experiment type “${id}”. A newer version may know it; reload the page to get that version.`,
    );
  try {
    return await load();
  } catch (error) {
    throw badInput(
      `The code for this experiment could not be loaded (${errorText(error)}). Try again when its server can be reached.`,
    );
  }
}
