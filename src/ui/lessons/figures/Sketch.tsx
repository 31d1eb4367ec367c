/** Networks that a text names, as blocks at the same scale. */
import type { DiagramRow } from "../../diagram/blocks.ts";
import { NetworkDiagram } from "../../diagram/NetworkDiagram.tsx";

const SIDE = 64;
const RANK = 8;
/** r̂ of the lesson's runs of C-DLN. */
const DIRECTIONS = 20;
const AXIS = { low: 1e-3, high: 1 };

type Size = readonly [name: string, rows: number, cols: number];

function row(id: string, name: string, colour: string, sizes: readonly Size[], product: string): DiagramRow {
  const block = ([short, rows, cols]: Size) => ({ id: `sketch/${id}/${short}`, name: short, rows, cols });
  return {
    id,
    name,
    colour,
    blocks: sizes.map(block),
    product: block([product, SIDE, SIDE]),
    result: "",
    axis: AXIS,
    productAxis: AXIS,
  };
}

const ROWS = {
  frozen: row("frozen", "The model’s own matrix, never updated", "var(--muted)", [], "W₀"),
  lora: row(
    "lora",
    "LoRA",
    "var(--original)",
    [
      ["A", RANK, SIDE],
      ["B", SIDE, RANK],
    ],
    "BA",
  ),
  deep: row(
    "deep",
    "Deep LoRA",
    "var(--yaras)",
    [
      ["W₁", RANK, SIDE],
      ["W₂", RANK, RANK],
      ["W₃", SIDE, RANK],
    ],
    "ΔW",
  ),
  dln: row(
    "dln",
    "DLN: the full block",
    "var(--original)",
    [
      ["A₁", SIDE, SIDE],
      ["A₂", SIDE, SIDE],
      ["A₃", SIDE, SIDE],
    ],
    "A₃A₂A₁",
  ),
  cdln: row(
    "cdln",
    "C-DLN: the compressed block",
    "var(--yaras)",
    [
      ["A₁", DIRECTIONS, SIDE],
      ["A₂", DIRECTIONS, DIRECTIONS],
      ["A₃", SIDE, DIRECTIONS],
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
