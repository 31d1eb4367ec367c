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

const ROWS = {
  frozen: row("frozen", FROZEN, "var(--muted)", ADAPTER, [], "W₀"),
  lora: row("lora", "LoRA", "var(--original)", ADAPTER, ["A", "B"], "BA"),
  deep: row("deep", "Deep LoRA", "var(--yaras)", ADAPTER, ["W₁", "W₂", "W₃"], "ΔW"),
  dln: row("dln", "DLN: the full block", "var(--original)", [BLOCK, BLOCK], LAYERS, "A₃A₂A₁"),
  cdln: row("cdln", "C-DLN: the compressed block", "var(--yaras)", [BLOCK, DIRECTIONS], LAYERS, "A₃A₂A₁"),
} as const;

export function Sketch({ shown }: { readonly shown: readonly (keyof typeof ROWS)[] }) {
  return (
    <div className="lesson-diagram">
      <NetworkDiagram rows={shown.map((id) => ROWS[id])} />
    </div>
  );
}
