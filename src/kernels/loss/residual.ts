/** residual = scales[b] · mask ⊙ (value − wanted), with partial sums of squares in the kernel's strided order. */
import wgsl from "../../../shaders/loss/residual.wgsl?raw";
import anyWgsl from "../../../shaders/loss/residual_any.wgsl?raw";
import { defineKernel, read, readWrite, u32, type Kernel, type ReferenceTensor } from "../kernel.ts";

/** Largest number of elements that a pair of partial sums covers. */
const PER_PAIR = 64;

/** Pairs of partial sums per batch entry of `count` elements: the kernel's `partial_count`. */
export function partialCount(count: number): number {
  return Math.ceil(count / PER_PAIR);
}

/** Params: elements per batch entry, number of batch entries, pairs of partial sums per batch entry. */
function residualKernel(name: string, text: string): Kernel {
  return defineKernel({
    name,
    wgsl: text,
    params: u32("count", "batch", "partial_count"),
    bindings: [...read("value", "wanted", "mask", "scales"), ...readWrite("residual", "partials")],
    constants: { MASKED: 0, HELD_OUT: 0, WORKGROUP: 64 },
    grid: ({ batch, partial_count: pairs }, { WORKGROUP }) => [Math.ceil(pairs / WORKGROUP), batch, 1],
    wasm: ["MASKED", "HELD_OUT"],
    wasmName: "residual",
    reference: (
      { count, batch, partial_count: pairs },
      constants,
      [value, wanted, mask, scales, out, partials],
    ) =>
      compare(constants, [value, wanted, mask, scales, out, partials], {
        count,
        batch,
        pairs,
        pairOf: (element) => Math.floor(element / 4) % pairs,
      }),
  });
}

type T = ReferenceTensor;
type Compared = readonly [value: T, wanted: T, mask: T, scales: T, residual: T, partials: T];

/** How a kernel distributes the elements of each batch entry over pairs of partial sums. */
interface Sums {
  /** Elements per batch entry. */
  readonly count: number;
  readonly batch: number;
  /** Pairs per batch entry. */
  readonly pairs: number;
  readonly pairOf: (element: number) => number;
}

/** Writes the residual, and adds each element's two squares to its pair. */
export function compare(
  { MASKED, HELD_OUT }: Record<"MASKED" | "HELD_OUT", number>,
  [value, wanted, mask, scales, residual, partials]: Compared,
  { count, batch, pairs, pairOf }: Sums,
): void {
  partials.fill(0, 0, 2 * batch * pairs);
  for (let at = 0; at < batch * count; at++) {
    const entry = Math.floor(at / count);
    const pair = 2 * (entry * pairs + pairOf(at % count));
    const observed = MASKED ? (mask[at] as number) : 1;
    const difference = (value[at] as number) - (wanted[at] as number);
    residual[at] = (scales[entry] as number) * observed * difference;
    const weight = HELD_OUT ? 1 - observed : 1;
    partials[pair] = (partials[pair] as number) + observed * difference * difference;
    partials[pair + 1] = (partials[pair + 1] as number) + weight * difference * difference;
  }
}

/** Requires that every batch entry begins at a whole vec4. */
export const residual = residualKernel("residual", wgsl);
export const residual_any = residualKernel("residual_any", anyWgsl);

export const isResidual = (kernel: Kernel): boolean => kernel === residual || kernel === residual_any;

/** Chooses the kernel for `batch` entries of `count` elements. */
export function chooseResidual(count: number, batch: number): Kernel {
  return batch === 1 || count % 4 === 0 ? residual : residual_any;
}
