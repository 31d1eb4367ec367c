/** LoRA and Deep LoRA beside one frozen weight matrix, as blocks at one scale. */
import type { DiagramRow } from "../../diagram/blocks.ts";
import { NetworkDiagram } from "../../diagram/NetworkDiagram.tsx";
import { LOOKS } from "../../parts/networks.ts";

const SIDE = 64;
const RANK = 8;
const AXIS = { low: 1e-3, high: 1 };

const block = (row: string, name: string, rows: number, cols: number, isFrozen = false) => ({
  id: `adapter/${row}/${name}`,
  name,
  rows,
  cols,
  isFrozen,
});

const row = (
  id: string,
  name: string,
  colour: string,
  blocks: DiagramRow["blocks"],
  product: string,
): DiagramRow => ({
  id,
  name,
  colour,
  blocks,
  product: block(id, product, SIDE, SIDE),
  result: "",
  axis: AXIS,
  productAxis: AXIS,
});

const ROWS: readonly DiagramRow[] = [
  row("frozen", "The model’s own matrix, never updated", "var(--muted)", [], "W₀"),
  row(
    "lora",
    "LoRA",
    LOOKS.burerMonteiro.colour,
    [block("lora", "A", RANK, SIDE), block("lora", "B", SIDE, RANK)],
    "BA",
  ),
  row(
    "deep",
    "Deep LoRA",
    LOOKS.yaras.colour,
    [
      block("deep", "Vᵀ", RANK, SIDE),
      block("deep", "W̃₁", RANK, RANK),
      block("deep", "W̃₂", RANK, RANK),
      block("deep", "W̃₃", RANK, RANK),
      block("deep", "U", SIDE, RANK),
    ],
    "ΔW",
  ),
];

export function AdapterDiagram() {
  return (
    <div className="lesson-diagram">
      <NetworkDiagram rows={ROWS} />
    </div>
  );
}
