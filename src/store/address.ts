/** The page's address: the experiment after #, and the query parameter that forces an engine. */
import type { BackendChoice } from "../library/api.ts";
import { COURSE } from "../experiment/lessons/course.ts";
import { placeOf } from "../experiment/lessons/place.ts";
import { isWorkloadId, MF, workloadIdOf, type WorkloadId } from "../experiment/link-keys.ts";

export interface PageAddress {
  /** The experiment's hash, with its #. The first preset's hash if the address names no experiment. */
  readonly hash: string;
  readonly backend: BackendChoice;
  /** Returns the link to a hash, wherever the page is hosted. */
  linkTo(hash: string): string;
  /** Writes the experiment into the address, as a new history entry or in place of the current one. */
  write(hash: string, entry: "push" | "replace"): void;
  writeBackend(backend: BackendChoice): void;
  /** Calls back when the user edits the address or navigates back or forward. */
  onChange(listen: () => void): void;
}

/**
 * The address as one workload sees it. While the page shows another workload, this one receives no changes. A
 * hash that it writes is kept until its tab is opened again (`hashOf`).
 */
export function browserAddress(workload: WorkloadId, firstHash: () => string): PageAddress {
  const isMine = (): boolean => workloadOfHash(window.location.hash) === workload;
  const keep = (): void => {
    if (isMine() && window.location.hash) hashes.set(workload, window.location.hash);
  };
  keep();
  return {
    get hash() {
      return (isMine() ? window.location.hash : hashes.get(workload)) || firstHash();
    },
    get backend() {
      const asked = new URLSearchParams(window.location.search).get("backend");
      return asked === "cpu" || asked === "webgpu" ? asked : "auto";
    },
    linkTo(hash) {
      const { origin, pathname } = window.location;
      return `${origin}${pathname}#${hash}`;
    },
    write(hash, entry) {
      hashes.set(workload, `#${hash}`);
      if (!isMine()) return;
      if (entry === "push") window.history.pushState(null, "", `#${hash}`);
      else window.history.replaceState(null, "", `#${hash}`);
    },
    writeBackend(backend) {
      const url = new URL(window.location.href);
      if (backend === "auto") url.searchParams.delete("backend");
      else url.searchParams.set("backend", backend);
      window.history.replaceState(null, "", url);
    },
    onChange(listen) {
      const hear = (): void => {
        keep();
        if (isMine()) listen();
      };
      window.addEventListener("hashchange", hear);
      window.addEventListener("popstate", hear);
    },
  };
}

/** The last hash of each workload that has been opened. */
const hashes = new Map<WorkloadId, string>();

/** The link of a workload's tab, which leads to its experiment as the user left it. */
export const hashOf = (workload: WorkloadId): string => hashes.get(workload) ?? `#id=${workload}`;

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
