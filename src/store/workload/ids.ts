import { COURSE } from "../../experiment/lessons/course.ts";
import { placeOf } from "../../experiment/lessons/place.ts";
import { workloadIdOf } from "../../experiment/link-keys.ts";

/** The workloads that have a page of their own, in the order of their tabs. */
export const WORKLOAD_IDS = ["mf", "mlp", "finetune", "federated"] as const;
export type WorkloadId = (typeof WORKLOAD_IDS)[number];

/**
 * The workload of a link: its lesson's workload, else the one that it names, as in `#id=mlp&…`. A link without a
 * known id belongs to matrix factorization.
 */
export function workloadOfHash(hash: string): WorkloadId {
  const { place } = placeOf(hash);
  if (place) return COURSE[place.lesson].workload;
  const id = workloadIdOf(hash);
  return WORKLOAD_IDS.find((known) => known === id) ?? "mf";
}
