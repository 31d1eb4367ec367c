/** The name and the look of each arm. */
import { ARMS } from "../../../store/kinds/federated.ts";
import type { ArmId } from "../../../workloads/federated/arms.ts";
import { lookOf, type ModelLook } from "../../parts/workload-page.ts";

const look = (id: ArmId, colour: string, about: string, dash?: string, width?: number): ModelLook =>
  lookOf(ARMS[id].label, colour, about, dash, width);

export const ARM_STYLES: Readonly<Record<ArmId, ModelLook>> = {
  fedavg: look("fedavg", "original", "the server averages all layers", undefined, 3),
  ffa: look("ffa", "shallow", "A stays as it is, and only B is sent"),
  exact: look("exact", "galore", "what averaged factors leave out joins the frozen weights"),
  curriculum: look("curriculum", "thin", "each client begins with its easiest mini-batches", "3 3"),
  sentences: look(
    "sentences",
    "thin",
    "each client begins with its easiest sentences, which often have one label",
  ),
  global: look("global", "galore", "only important layers are sent", "14 3"),
  masked: look("masked", "altmin", "half of a local layer’s rows are trained", "5 2"),
  all: look("all", "yaras", "curriculum, global layers and masked rows", "9 4"),
  randomLayers: look("randomLayers", "kwon", "control: the layers are drawn at random", "12 3 2 3"),
  randomOrder: look(
    "randomOrder",
    "burer-monteiro",
    "control: the mini-batches in random order",
    "10 3 2 3 2 3",
  ),
  reversed: look("reversed", "narrow", "control: the hardest mini-batches first", "1.5 3.5"),
  head: look("head", "shallow", "control: the encoder stays as it is", "6 2 1.5 2"),
};
