/** The keys of a link that are not settings of a workload, and how to tell which workload a link belongs to. */
export const WORKLOAD_KEY = "id";
/** All workloads, in the order of their tabs. Each table by `WorkloadId` has an entry for each of them. */
export const WORKLOAD_IDS = ["mf", "mlp", "finetune", "federated"] as const;
export type WorkloadId = (typeof WORKLOAD_IDS)[number];
export const isWorkloadId = (id: string): id is WorkloadId => WORKLOAD_IDS.some((known) => known === id);

/** The workload of links that name none: matrix factorization. */
export const MF = "mf" satisfies WorkloadId;
/** A lesson beside the experiment: `lesson=waiting.2` is its second screen. */
export const LESSON_KEY = "lesson";
export const RESULTS_KEY = "got";

/** Accepts a hash with or without `#`, or a whole address that contains one. */
export const workloadIdOf = (link: string): string =>
  new URLSearchParams(link.slice(link.indexOf("#") + 1)).get(WORKLOAD_KEY) ?? MF;
