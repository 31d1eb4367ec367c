/**
 * Defines how each network looks: one colour and one line style everywhere. The line styles differ, so that networks
 * can be told apart without colour.
 */
import { subscript } from "../../../store/format.ts";
import { shortName } from "../../../store/kinds/matrix-state.ts";
import { NETWORK_NAMES, type NetworkName } from "../../../workloads/mf/config/fields.ts";
import type { ModelLook } from "../../parts/workload-page.ts";

export const LINE_STYLES: Readonly<Record<NetworkName, Omit<ModelLook, "name">>> = {
  original: { colour: "var(--original)", width: 3, about: "the full deep network" },
  yaras: { colour: "var(--yaras)", dash: "9 4", width: 2.25, about: "compressed (Yaras et al.)" },
  thin: { colour: "var(--thin)", dash: "3 3", width: 2.25, about: "compressed (ours)" },
  kwon: { colour: "var(--kwon)", dash: "12 3 2 3", width: 2.25, about: "compressed (Kwon et al.)" },
  narrow: {
    colour: "var(--narrow)",
    dash: "1.5 3.5",
    width: 2.25,
    about: "compressed width, random start",
  },
  shallow: {
    colour: "var(--shallow)",
    dash: "6 2 1.5 2 1.5 2",
    width: 2.25,
    about: "depth 2, full width",
  },
  burerMonteiro: {
    colour: "var(--burer-monteiro)",
    dash: "4 2 4 7",
    width: 2.25,
    about: "depth 2, width r̂",
  },
  spectral: {
    colour: "var(--spectral)",
    dash: "1.5 3 8 3 8 3 8 3",
    width: 2.25,
    about: "depth 2, width r̂, spectral start",
  },
  scaledGd: {
    colour: "var(--scaled-gd)",
    dash: "2 2 2 2 2 2 2 2 2 7",
    width: 2.25,
    about: "preconditioned, spectral start",
  },
  galore: {
    colour: "var(--galore)",
    dash: "14 3",
    width: 2.25,
    about: "original, projected gradients",
  },
  altmin: {
    colour: "var(--altmin)",
    dash: "10 3 10 3 1 3",
    width: 2.25,
    about: "least squares, rank r̂",
  },
};

export const LOOKS: Readonly<Record<string, ModelLook>> = Object.fromEntries(
  NETWORK_NAMES.map((id) => [id, { ...LINE_STYLES[id], name: shortName(id) }]),
);

/** Names of the factors from W_1 on. In the product they stand from right to left. */
export function layerNames(id: NetworkName, count: number): string[] {
  if (id === "altmin") return ["Vᵀ", "U"];
  if (id !== "yaras") return Array.from({ length: count }, (_, i) => `W${subscript(i + 1)}`);
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? "Vᵀ" : i === count - 1 ? "U" : `W̃${subscript(i)}`,
  );
}
