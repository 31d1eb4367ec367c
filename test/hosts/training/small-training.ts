/** A small training run of the original network, with some settings changed. */
import { buildTraining, type Training } from "../../../src/workloads/mf/training.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { readBundled } from "../bundled.ts";

export function smallTraining(changes: Partial<Experiment> = {}): Promise<Training> {
  const base = { task: "mc", data: "random", rows: 8, rank: 2, networks: ["original"] };
  return buildTraining({ config: MF_CODEC.repair({ ...base, ...changes }).config, load: readBundled });
}
