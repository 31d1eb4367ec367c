/** One colour and one line style for each network. The styles differ, so that colour is not needed. */
import { subscript } from "../../../store/format.ts";
import { shortName } from "../../../store/kinds/matrix-state.ts";
import type { NetworkName } from "../../../workloads/mf/config/fields.ts";
import { lookOf, type ModelLook } from "../../parts/workload-page.ts";

const look = (id: NetworkName, colour: string, about: string, dash?: string, width?: number): ModelLook =>
  lookOf(shortName(id), colour, about, dash, width);

export const LINE_STYLES: Readonly<Record<NetworkName, ModelLook>> = {
  original: look("original", "original", "the full deep network", undefined, 3),
  yaras: look("yaras", "yaras", "compressed (Yaras et al.)", "9 4"),
  thin: look("thin", "thin", "compressed (ours)", "3 3"),
  kwon: look("kwon", "kwon", "compressed (Kwon et al.)", "12 3 2 3"),
  narrow: look("narrow", "narrow", "compressed width, random start", "1.5 3.5"),
  shallow: look("shallow", "shallow", "depth 2, full width", "6 2 1.5 2 1.5 2"),
  burerMonteiro: look("burerMonteiro", "burer-monteiro", "depth 2, width r̂", "4 2 4 7"),
  spectral: look("spectral", "spectral", "depth 2, width r̂, spectral start", "1.5 3 8 3 8 3 8 3"),
  scaledGd: look("scaledGd", "scaled-gd", "preconditioned, spectral start", "2 2 2 2 2 2 2 2 2 7"),
  galore: look("galore", "galore", "original, projected gradients", "14 3"),
  altmin: look("altmin", "altmin", "least squares, rank r̂", "10 3 10 3 1 3"),
};

/** Names of the factors from W_1 on. In the product they stand from right to left. */
export function layerNames(id: NetworkName, count: number): string[] {
  if (id === "altmin") return ["Vᵀ", "U"];
  if (id !== "yaras") return Array.from({ length: count }, (_, i) => `W${subscript(i + 1)}`);
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? "Vᵀ" : i === count - 1 ? "U" : `W̃${subscript(i)}`,
  );
}
