import wgsl from "../../../shaders/optim/rmsprop_step.wgsl?raw";
import { rmspropStepReference } from "./rmsprop_step.ref.ts";
import { updateKernel } from "./update.ts";

/** RMSprop with decoupled weight decay. */
export const rmsprop_step = updateKernel({
  name: "rmsprop_step",
  wgsl,
  usesHyper: true,
  state: [{ name: "second", access: "read_write" }],
  reference: rmspropStepReference,
});
