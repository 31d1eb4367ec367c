import wgsl from "../../../shaders/loss/loss_history.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import type { Kernel } from "../kernel.ts";
import { lossHistoryReference } from "./loss_history.ref.ts";

/** The history holds capacity × B pairs [train, recovery]. The kernel writes slot step % capacity. */
export const loss_history: Kernel = {
  name: "loss_history",
  wgsl,
  params: u32("train_count", "recovery_count", "capacity", "batch"),
  bindings: [
    { name: "train_partials", access: "read" },
    { name: "recovery_partials", access: "read" },
    { name: "step", access: "read_write" },
    { name: "history", access: "read_write" },
  ],
  constants: { ADVANCE: 0, WORKGROUP: 64 },
  grid: (params) => [numberOf(params, "batch"), 1, 1],
  reference: lossHistoryReference,
  wasm: { name: "loss_history", numbers: ["train_count", "recovery_count", "capacity", "batch", "ADVANCE"] },
};
