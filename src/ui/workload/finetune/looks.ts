/** The name and the look of each fine-tuning method. */
import type { MethodId } from "../../../workloads/finetune/config.ts";
import type { LineStyle } from "../../parts/networks.ts";

type Named = LineStyle & { readonly name: string };

const look = (name: string, colour: string, about: string, dash?: string): Named => ({
  name,
  colour: `var(--${colour})`,
  width: 2.25,
  about,
  ...(dash && { dash }),
});

export const METHOD_LOOKS: Readonly<Record<MethodId, Named>> = {
  head: look("Head only", "shallow", "the encoder stays as it is", "6 2 1.5 2"),
  full: look("Full", "narrow", "every weight is trained"),
  lora: { ...look("LoRA", "original", "ΔW = B A"), width: 3 },
  rslora: look("rsLoRA", "galore", "LoRA scaled by the root of its rank", "3 3"),
  loraPlus: look("LoRA+", "altmin", "LoRA with a larger rate for B", "9 4"),
  loraOne: look("LoRA-One", "thin", "LoRA that starts along one gradient", "9 3 2 3"),
  loraGa: look(
    "LoRA-GA",
    "kwon",
    "LoRA that starts along one gradient, with its initial update subtracted",
    "9 3 2 3",
  ),
  vanilla: look("Vanilla", "burer-monteiro", "two factors as in the authors’ code", "3 3"),
  deep: look("Deep LoRA", "yaras", "ΔW = W₃ W₂ W₁", "9 4"),
  deepCompressed: look(
    "Deep LoRA, compressed",
    "burer-monteiro",
    "Deep LoRA from its first gradient",
    "12 3",
  ),
  galore: look("GaLore", "galore", "all weights, with projected gradients", "14 3"),
  galore8: look("8-bit GaLore", "altmin", "GaLore with moments of eight bits", "3 3"),
  wegeft: look("WeGeFT", "thin", "ΔW = W₀ φᵀψ", "3 3"),
  wegeftTied: look("WeGeFT, tied", "shallow", "WeGeFT; both layers share f1’s and f2’s factors", "1.5 3.5"),
};
