/** The look of each fine-tuning method, which weights it trains, and how they start. */
import type { MethodId } from "../../../workloads/finetune/config.ts";
import { lookOf, type ModelLook } from "../../parts/workload-page.ts";

const look = (name: string, colour: string, formula: string, about: string, dash?: string): ModelLook => ({
  ...lookOf(name, colour, about, dash),
  formula,
});

/** W₀ is a frozen m × n matrix, ΔW the update that the method adds to it, and G the first gradient of W₀. */
export const METHOD_LOOKS: Readonly<Record<MethodId, ModelLook>> = {
  head: look(
    "Head only",
    "shallow",
    "ΔW = 0",
    "Trains only the classifier on top, which starts at 0. The encoder stays as it is.",
    "6 2 1.5 2",
  ),
  full: look("Full", "narrow", "ΔW: any m × n matrix", "Trains all weights of a matrix. ΔW starts at 0."),
  lora: {
    ...look(
      "LoRA",
      "original",
      "ΔW = (α/r) B A",
      "Trains two thin factors, A (r × n) and B (m × r). A starts at random and B at 0, so ΔW starts at 0.",
    ),
    width: 3,
  },
  rslora: look(
    "rsLoRA",
    "galore",
    "ΔW = (α/√r) B A",
    "Trains LoRA’s two factors, with a scale that keeps ΔW from shrinking when r grows. A starts at random and B at 0.",
    "3 3",
  ),
  loraPlus: look(
    "LoRA+",
    "altmin",
    "ΔW = (α/r) B A, rate of B = λ · rate of A",
    "Trains LoRA’s two factors, and B with a rate λ times as large; λ is a setting. A starts at random and B at 0.",
    "9 4",
  ),
  loraOne: look(
    "LoRA-One",
    "thin",
    "ΔW = (α/r) B A, at first B A = −(G cut to rank r) / (128 σ₁)",
    "Trains LoRA’s two factors. They start along the r leading singular directions of the first gradient G, whose largest singular value is σ₁, so ΔW does not start at 0.",
    "9 3 2 3",
  ),
  loraGa: look(
    "LoRA-GA",
    "kwon",
    "ΔW = (α/r) (B A − B₀ A₀)",
    "Trains LoRA’s two factors. They start as singular vectors of the first gradient. Their initial product is subtracted, so ΔW starts at 0.",
    "9 3 2 3",
  ),
  pissa: look(
    "PiSSA",
    "spectral",
    "ΔW = (α/r) (B A − B₀ A₀), at first (α/r) B A = W₀ cut to rank r",
    "Trains LoRA’s two factors. They start as the r leading singular triplets of the frozen weights W₀. Their initial product is subtracted, so ΔW starts at 0.",
    "6 3 1.5 3",
  ),
  vanilla: look(
    "Vanilla",
    "burer-monteiro",
    "ΔW = Wₒᵤₜ Wᵢₙ",
    "Trains two thin factors without a scale, as in the code of Yaras et al. The output factor starts at random and the input factor at 0.",
    "3 3",
  ),
  deep: look(
    "Deep LoRA",
    "yaras",
    "ΔW = W₃ W₂ W₁",
    "Trains three factors: W₁ (r × n), W₂ (r × r) and W₃ (m × r). Each starts as 10⁻³ times a random matrix with orthonormal rows or columns, so ΔW starts near 0.",
    "9 4",
  ),
  deepWide: look(
    "Deep LoRA, full width",
    "yaras",
    "ΔW = W₃ W₂ W₁",
    "Trains Deep LoRA’s three factors at full width, min(m, n) instead of r. Each starts as 10⁻³ times a random matrix with orthonormal rows or columns, so ΔW starts near 0.",
    "1.5 3",
  ),
  deepCompressed: look(
    "Deep LoRA, compressed",
    "burer-monteiro",
    "ΔW = L W₃ W₂ W₁ Rᵀ",
    "Trains three r × r factors, which start as 10⁻³ I, between two outer factors. L and R start from the first gradient and learn γ times as fast; γ is a setting.",
    "12 3",
  ),
  galore: look(
    "GaLore",
    "galore",
    "ΔW changes by −η α P Adam(Pᵀ G)",
    "Trains all weights of a matrix; ΔW starts at 0. Adam sees only the part of the gradient G in its r leading singular directions P, which are computed again every T steps. T is the setting “GaLore’s gap T”.",
    "14 3",
  ),
  galore8: look(
    "8-bit GaLore",
    "altmin",
    "ΔW changes by −η α P Adam(Pᵀ G)",
    "Trains like GaLore, but Adam’s two moments take 8 bits per number instead of 32.",
    "3 3",
  ),
  wegeft: look(
    "WeGeFT",
    "thin",
    "ΔW = (α/r) W₀ φᵀ ψ",
    "Trains two thin factors, φ and ψ (both r × n), and makes ΔW from them and the frozen weights W₀. φ starts at 0 and ψ at random, so ΔW starts at 0.",
    "3 3",
  ),
  wegeftTied: look(
    "WeGeFT, tied",
    "shallow",
    "ΔW = (α/r) W₀ φᵀ ψ",
    "Trains like WeGeFT, but both layers share the factors of FFN in and of FFN out. φ starts at 0 and ψ at random.",
    "1.5 3.5",
  ),
};

export const SITE_NAMES = {
  q: "Query",
  k: "Key",
  v: "Value",
  o: "Output",
  f1: "FFN in (feed-forward)",
  f2: "FFN out (feed-forward)",
} as const;
