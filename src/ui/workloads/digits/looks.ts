/** The name and the look of each arm of a digits experiment. */
import { ARM_LABELS } from "../../../store/kinds/digits.ts";
import type { ArmId } from "../../../workloads/digits/config.ts";
import { lookOf, type ModelLook } from "../../parts/workload-page.ts";

const look = (id: ArmId, colour: string, about: string, dash?: string, width?: number): ModelLook =>
  lookOf(ARM_LABELS[id], colour, about, dash, width);

export const ARM_STYLES: Readonly<Record<ArmId, ModelLook>> = {
  plain: look("plain", "shallow", "the classifier without a block", undefined, 2.5),
  dln: look("dln", "original", "with a deep linear block", undefined, 3),
  cdln: look("cdln", "yaras", "with the block compressed from its first gradient", "9 4"),
  cdlnRandom: look("cdlnRandom", "kwon", "with a block compressed to random directions", "12 3 2 3"),
  thin: look("thin", "thin", "with the block’s factors projected (our variant)", "3 3"),
  plainEqualFlops: look(
    "plainEqualFlops",
    "narrow",
    "the classifier with more updates, so that a step costs as much as DLN’s",
    "1.5 3.5",
  ),
  plainOtherOrder: look(
    "plainOtherOrder",
    "narrow",
    "the classifier with another order of mini-batches, to show how large the noise is",
    "6 2 1.5 2",
  ),
};
