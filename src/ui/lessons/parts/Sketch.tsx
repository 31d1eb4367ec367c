/** Networks that a text names, as blocks at the same scale. */
import type { LessonId } from "../../../experiment/lessons/course.ts";
import type { DiagramRow } from "../../diagram/blocks.ts";
import { NetworkDiagram } from "../../diagram/NetworkDiagram.tsx";

/** Side of the encoder's output matrix, and rank of the adapters. */
const ENCODER = 512;
const RANK = 8;
/** Side of the digits' block. */
const BLOCK = 128;
/** r̂ of the lesson's runs of C-DLN. */
const DIRECTIONS = 20;
const AXIS = { low: 1e-3, high: 1 };

/** A chain of factors from `side` to `side`, `inner` wide in between. */
function row(
  id: string,
  name: string,
  colour: string,
  [side, inner]: readonly [side: number, inner: number],
  factors: readonly string[],
  product: string,
): DiagramRow {
  const block = (short: string, rows: number, cols: number) => ({
    id: `sketch/${id}/${short}`,
    name: short,
    rows,
    cols,
  });
  return {
    id,
    name,
    colour,
    blocks: factors.map((factor, i) =>
      block(factor, i === factors.length - 1 ? side : inner, i === 0 ? side : inner),
    ),
    product: block(product, side, side),
    result: "",
    axis: AXIS,
    productAxis: AXIS,
  };
}

const FROZEN = "The model’s own matrix, never updated";
const ADAPTER = [ENCODER, RANK] as const;
const LAYERS = ["A₁", "A₂", "A₃"];

const original = (side: number): DiagramRow =>
  row("original", "Original, depth 3", "var(--original)", [side, side], ["W₁", "W₂", "W₃"], "f");
const compressed = (side: number, inner: number): DiagramRow =>
  row("yaras", "Compressed", "var(--yaras)", [side, inner], ["Vᵀ", "W̃₁", "W̃₂", "W̃₃", "U"], "f̃");

const ROWS = {
  patterns: row("patterns", "A matrix of rank 5", "var(--original)", [96, 5], ["5 rows", "5 columns"], "A"),
  plain: row("plain", "One matrix", "var(--muted)", [48, 48], [], "W"),
  original32: original(32),
  original48: original(48),
  original64: original(64),
  original96: original(96),
  shallow96: row("shallow", "Depth 2", "var(--shallow)", [96, 96], ["W₁", "W₂"], "f"),
  compressed8: compressed(64, 8),
  frozen: row("frozen", FROZEN, "var(--muted)", ADAPTER, [], "W₀"),
  lora: row("lora", "LoRA", "var(--original)", ADAPTER, ["A", "B"], "BA"),
  deep: row("deep", "Deep LoRA", "var(--yaras)", ADAPTER, ["W₁", "W₂", "W₃"], "ΔW"),
  dln: row("dln", "DLN: the full block", "var(--original)", [BLOCK, BLOCK], LAYERS, "A₃A₂A₁"),
  cdln: row("cdln", "C-DLN: the compressed block", "var(--yaras)", [BLOCK, DIRECTIONS], LAYERS, "A₃A₂A₁"),
  galore: row("galore", "GaLore", "var(--galore)", [ENCODER, 4], ["PᵀG", "P"], "ΔW"),
} as const;

type Rows = readonly (keyof typeof ROWS)[];

/** A sketch for each lesson. None gives an answer away. */
export const SKETCHES: Readonly<Record<LessonId, Rows>> = {
  "low-rank": ["patterns"],
  product: ["plain", "original48"],
  waiting: ["original32"],
  depth: ["original96", "shallow96"],
  subspace: ["original32"],
  compression: ["original64", "compressed8"],
  completion: ["original64", "compressed8"],
  limits: ["original64", "compressed8"],
  rates: ["dln", "cdln"],
  lora: ["frozen", "lora"],
  "deep-lora": ["lora", "deep"],
  memory: ["frozen", "galore"],
};

export function Sketch({ shown }: { readonly shown: Rows }) {
  return (
    <div className="lesson-diagram">
      <NetworkDiagram rows={shown.map((id) => ROWS[id])} />
    </div>
  );
}
