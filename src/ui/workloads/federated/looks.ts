/** The name and the look of each arm. */
import { ARMS } from "../../../store/kinds/federated.ts";
import type { ArmId } from "../../../workloads/federated/config.ts";
import type { LineStyle } from "../../parts/networks.ts";

type Named = LineStyle & { readonly name: string };

const look = (id: ArmId, colour: string, about: string, dash?: string): Named => ({
  name: ARMS[id].label,
  colour: `var(--${colour})`,
  width: 2.25,
  about,
  ...(dash && { dash }),
});

export const ARM_STYLES: Readonly<Record<ArmId, Named>> = {
  fedavg: { ...look("fedavg", "original", "the server averages all layers"), width: 3 },
  curriculum: look("curriculum", "thin", "each client begins with its easiest sentences", "3 3"),
  global: look("global", "galore", "only important layers are sent", "14 3"),
  masked: look("masked", "altmin", "half of a local layer’s rows are trained", "9 4"),
  all: look("all", "yaras", "curriculum, global layers and masked rows", "9 4"),
  randomLayers: look("randomLayers", "kwon", "control: the layers are drawn at random", "12 3 2 3"),
  randomOrder: look("randomOrder", "burer-monteiro", "control: the sentences in random order", "3 3"),
  reversed: look("reversed", "narrow", "control: the hardest sentences first", "1.5 3.5"),
  head: look("head", "shallow", "control: the encoder stays as it is", "6 2 1.5 2"),
};
