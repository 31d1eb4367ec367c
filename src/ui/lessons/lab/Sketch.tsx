/** Networks that a text names, as blocks at the same scale. */
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

type Size = readonly [name: string, rows: number, cols: number];

function row(
  id: string,
  name: string,
  colour: string,
  side: number,
  sizes: readonly Size[],
  product: string,
): DiagramRow {
  const block = ([short, rows, cols]: Size) => ({ id: `sketch/${id}/${short}`, name: short, rows, cols });
  return {
    id,
    name,
    colour,
    blocks: sizes.map(block),
    product: block([product, side, side]),
    result: "",
    axis: AXIS,
    productAxis: AXIS,
  };
}

const ROWS = {
  frozen: row("frozen", "The model’s own matrix, never updated", "var(--muted)", ENCODER, [], "W₀"),
  lora: row(
    "lora",
    "LoRA",
    "var(--original)",
    ENCODER,
    [
      ["A", RANK, ENCODER],
      ["B", ENCODER, RANK],
    ],
    "BA",
  ),
  deep: row(
    "deep",
    "Deep LoRA",
    "var(--yaras)",
    ENCODER,
    [
      ["W₁", RANK, ENCODER],
      ["W₂", RANK, RANK],
      ["W₃", ENCODER, RANK],
    ],
    "ΔW",
  ),
  dln: row(
    "dln",
    "DLN: the full block",
    "var(--original)",
    BLOCK,
    [
      ["A₁", BLOCK, BLOCK],
      ["A₂", BLOCK, BLOCK],
      ["A₃", BLOCK, BLOCK],
    ],
    "A₃A₂A₁",
  ),
  cdln: row(
    "cdln",
    "C-DLN: the compressed block",
    "var(--yaras)",
    BLOCK,
    [
      ["A₁", DIRECTIONS, BLOCK],
      ["A₂", DIRECTIONS, DIRECTIONS],
      ["A₃", BLOCK, DIRECTIONS],
    ],
    "A₃A₂A₁",
  ),
} as const;

export function Sketch({ shown }: { readonly shown: readonly (keyof typeof ROWS)[] }) {
  return (
    <div className="lesson-diagram">
      <NetworkDiagram rows={shown.map((id) => ROWS[id])} />
    </div>
  );
}
