import wgsl from "../../../shaders/optim/gd_step.wgsl?raw";
import { gdStepReference } from "./gd_step.ref.ts";
import { updateKernel } from "./update.ts";

/** w ← w − η · rate_scale · g − η λ w. */
export const gd_step = updateKernel({
  name: "gd_step",
  wgsl,
  usesHyper: false,
  state: [],
  reference: gdStepReference,
});
