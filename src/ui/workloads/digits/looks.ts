/** The name and the look of each arm of a digits experiment. */
import type { ArmId } from "../../../workloads/digits/config.ts";
import type { ModelLook } from "../../parts/workload-page.ts";

export const ARM_STYLES: Readonly<Record<ArmId, ModelLook>> = {
  plain: { name: "Plain", colour: "var(--shallow)", width: 2.5, about: "the classifier without a block" },
  dln: { name: "DLN", colour: "var(--original)", width: 3, about: "with a deep linear block" },
  cdln: {
    name: "C-DLN",
    colour: "var(--yaras)",
    dash: "9 4",
    width: 2.25,
    about: "with the block compressed from its first gradient",
  },
  cdlnRandom: {
    name: "C-DLN, random",
    colour: "var(--kwon)",
    dash: "12 3 2 3",
    width: 2.25,
    about: "with a block compressed to random directions",
  },
  thin: {
    name: "Thin",
    colour: "var(--thin)",
    dash: "3 3",
    width: 2.25,
    about: "with the block’s factors projected (our variant)",
  },
  plainEqualFlops: {
    name: "Plain, equal operations",
    colour: "var(--narrow)",
    dash: "1.5 3.5",
    width: 2.25,
    about: "the classifier with more updates, so that a step costs as much as DLN’s",
  },
  plainOtherOrder: {
    name: "Plain, other order",
    colour: "var(--narrow)",
    dash: "6 2 1.5 2",
    width: 2.25,
    about: "the classifier with another order of mini-batches, to show how large the noise is",
  },
};
