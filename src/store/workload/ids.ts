import { COURSE } from "../../experiment/lessons/course.ts";
import { placeOf } from "../../experiment/lessons/place.ts";
import { workloadIdOf } from "../../experiment/link-keys.ts";

/** The workloads that have a page of their own, in the order of their tabs. */
export const WORKLOAD_IDS = ["mf", "mlp", "finetune", "federated"] as const;
export type WorkloadId = (typeof WORKLOAD_IDS)[number];

/**
 * The workload of a link: that of its lesson, else that of `#id=mlp&…`. A link without a known id is matrix
 * factorization's.
 */
export function workloadOfHash(hash: string): WorkloadId {
  const { place } = placeOf(hash);
  if (place) return COURSE[place.lesson].workload;
  const id = workloadIdOf(hash);
  return WORKLOAD_IDS.find((known) => known === id) ?? "mf";
}
