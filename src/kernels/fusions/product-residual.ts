/**
 * Lets the last product of a chain write the residual (shaders/loss/product_residual.wgsl), if the product's
 * sums are short and one comparison serves both errors. `f` is still written, but only probes and pictures
 * read it.
 */
import { numberOf, type Numbers } from "../kernel.ts";
import { matmulReference } from "../linalg/matmul.ts";
import { loss_history } from "../loss/loss_history.ts";
import { pairCount, product_residual } from "../loss/product_residual.ts";
import { isResidual } from "../loss/residual.ts";
import type { Dispatch, Program, Fusion } from "../program.ts";

/**
 * Largest number of terms per sum. Longer sums would need tiles in workgroup memory, which the kernel does
 * not have.
 */
const SHORT = 64;

/** A product, the residual of its result, and the errors that are recorded from the residual's sums. */
type Triple = readonly [product: Dispatch, residual: Dispatch, history: Dispatch];

/** The names of the tensors `f` whose product and comparison can become one dispatch. */
export function productResidualsOf({ lists }: Program): string[] {
  const found = Object.values(lists).flatMap((list) =>
    list.flatMap((_, i) => triplesAt(list, i)?.[0].tensors[2] ?? []),
  );
  return [...new Set(found)];
}

/** Fuses all products that write this `f`, with the given constants of the kernel. */
export function fuseProductResidual(program: Program, f: string, form: Numbers): Fusion | undefined {
  const lengths = new Map<string, number>();
  let shown: Fusion["change"] | undefined;
  const lists = Object.entries(program.lists).map(([name, list]) => {
    const after: Dispatch[] = [];
    for (let i = 0; i < list.length; i++) {
      const triple = triplesAt(list, i);
      if (triple?.[0].tensors[2] !== f) {
        after.push(list[i] as Dispatch);
        continue;
      }
      const pair = fuse(triple, form);
      after.push(...pair);
      shown = [triple, pair];
      const { params, tensors } = pair[1];
      const length = 2 * numberOf(params, "batch") * numberOf(params, "train_count");
      lengths.set(tensors[0] as string, length);
      i += triple.length - 1;
    }
    return [name, after] as const;
  });
  const tensors = program.tensors.map((spec) => ({
    ...spec,
    length: Math.max(spec.length, lengths.get(spec.name) ?? 0),
  }));
  return shown && { program: { tensors, lists: Object.fromEntries(lists) }, change: shown };
}

function triplesAt(list: readonly Dispatch[], i: number): Triple | undefined {
  const [product, residual, history] = list.slice(i, i + 3);
  if (!product || !residual || !history) return undefined;
  const { kernel, params, constants, tensors } = product;
  if (kernel.reference !== matmulReference || constants["ACCUMULATE"]) return undefined;
  if (constants["TRANSPOSE_A"] || constants["TRANSPOSE_B"]) return undefined;
  const [m, n, k] = [numberOf(params, "m"), numberOf(params, "n"), numberOf(params, "k")];
  const ownStrides = params["stride_a"] === m * k && params["stride_b"] === k * n;
  if (k > SHORT || k % 4 !== 0 || n % 4 !== 0 || !ownStrides) return undefined;
  const partials = residual.tensors[5];
  const isRecorded = history.tensors[0] === partials && history.tensors[1] === partials;
  if (!isResidual(residual.kernel) || residual.tensors[0] !== tensors[2]) return undefined;
  return history.kernel === loss_history && isRecorded ? [product, residual, history] : undefined;
}

function fuse([product, residual, history]: Triple, form: Numbers): readonly [Dispatch, Dispatch] {
  const { m, n, k, batch } = product.params as { m: number; n: number; k: number; batch: number };
  const [a, b, f] = product.tensors as [string, string, string];
  const [, wanted, mask, scales, out, partials] = residual.tensors as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const params = { m, n, k, batch };
  const { MASKED = 0, HELD_OUT = 0 } = residual.constants;
  const constants = { MASKED, HELD_OUT, ...form };
  const count = pairCount(params, form);
  return [
    {
      kernel: product_residual,
      label: `${product.label} and residual`,
      params,
      constants,
      tensors: [a, b, wanted, mask, scales, f, out, partials],
      flops: product.flops + residual.flops,
    },
    { ...history, params: { ...history.params, train_count: count, recovery_count: count } },
  ];
}
