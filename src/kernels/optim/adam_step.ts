import wgsl from "../../../shaders/optim/adam_step.wgsl?raw";
import { adamStepReference } from "./adam_step.ref.ts";
import { updateKernel } from "./update.ts";

/** Adam with decoupled weight decay; `step` holds the number t ≥ 1 of this update at index 0. */
export const adam_step = updateKernel({
  name: "adam_step",
  wgsl,
  usesHyper: true,
  state: [
    { name: "first", access: "read_write" },
    { name: "second", access: "read_write" },
  ],
  reference: adamStepReference,
});
