import wgsl from "../../../shaders/optim/adam_step.wgsl?raw";
import { adamStepReference } from "./adam_step.ref.ts";
import { updateKernel } from "./update.ts";

/** Adam with decoupled weight decay. step[0] is the number t ≥ 1 of this update. */
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
