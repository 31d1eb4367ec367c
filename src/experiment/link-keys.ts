/** Keys of a link that are settings of no workload, and how to tell which workload a link is of. */
export const WORKLOAD_KEY = "id";
/** The workload of links that name none: matrix factorization. */
export const MF = "mf";
/** A lesson beside the experiment: `lesson=waiting.2` is its second screen. */
export const LESSON_KEY = "lesson";
export const RESULTS_KEY = "got";

/** Accepts a hash with or without `#`, or a whole address with one. */
export const workloadIdOf = (link: string): string =>
  new URLSearchParams(link.slice(link.indexOf("#") + 1)).get(WORKLOAD_KEY) ?? MF;
