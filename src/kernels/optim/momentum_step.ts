import wgsl from "../../../shaders/optim/momentum_step.wgsl?raw";
import { momentumStepReference } from "./momentum_step.ref.ts";
import { updateKernel } from "./update.ts";

/** v ← g + β₁ v; w ← w − η · rate_scale · v − η λ w. */
export const momentum_step = updateKernel({
  name: "momentum_step",
  wgsl,
  usesHyper: true,
  state: [{ name: "v", access: "read_write" }],
  reference: momentumStepReference,
});
