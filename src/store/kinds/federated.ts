/** The settings and presets of federated fine-tuning, for the page. */
import type { Codec } from "../../experiment/codec.ts";
import { FED_CODEC } from "../../workloads/federated/config.ts";
import { FED_PRESETS } from "../../workloads/federated/presets.ts";
import type { WorkloadKind } from "../kind.ts";
import type { Config } from "../state.ts";

export { ARMS } from "../../workloads/federated/arms.ts";
export { secondsOf } from "../../workloads/federated/server.ts";
export { usedOf } from "../../workloads/federated/clients.ts";
export { divergenceRemark } from "../../workloads/federated/remarks.ts";
export { FED_PRESETS };

export const FEDERATED: WorkloadKind = {
  ...(FED_CODEC as unknown as Codec<Config>),
  id: "federated",
  label: "Federated",
  presets: FED_PRESETS,
  viewed: ["deviceSpeed", "bandwidth", "target"],
  lessons: {},
  problem: [],
  later: ["steps", "stop", "stopError", "patience", "seconds"],
  branches:
    "At an earlier round you can change the number of rounds, stopping rules and the simulated devices.",
};
