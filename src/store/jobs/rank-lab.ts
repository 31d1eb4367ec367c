/** Requests rank-k approximations of a picture from a worker. */
import { wrap, type Remote } from "comlink";
import type { RankLab } from "../../jobs/data/rank-lab.ts";

export interface RankLabClient {
  readonly lab: Remote<Pick<RankLab, "open" | "approximate">>;
  dispose(): void;
}

export function startRankLab(): RankLabClient {
  const worker = new Worker(new URL("../../jobs/data/rank-worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-rank",
  });
  return { lab: wrap<RankLab>(worker), dispose: () => worker.terminate() };
}
