import { COURSE } from "../experiment/lessons/course.ts";
import { placeOf } from "../experiment/lessons/place.ts";
import { isWorkloadId, MF, workloadIdOf, type WorkloadId } from "../experiment/link-keys.ts";

/**
 * The workload of a link: its lesson's workload, or else the workload that the link names, as in `#id=mlp&…`. A
 * link without a known id belongs to matrix factorization.
 */
export function workloadOfHash(hash: string): WorkloadId {
  const { place } = placeOf(hash);
  if (place) return COURSE[place.lesson].workload;
  const id = workloadIdOf(hash);
  return isWorkloadId(id) ? id : MF;
}
