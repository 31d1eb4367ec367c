/**
 * Chooses the order in which a chain W[n] ⋯ W[1] is multiplied: the cheapest parenthesization for its shapes,
 * gradients included. A product X = L R costs its own multiplication. Each side that contains a trained
 * factor adds a multiplication for its gradient (B Rᵀ for L, Lᵀ B for R, if B is the gradient of X). Each
 * multiplication costs rows × inner × cols.
 */
import { invariant } from "../core/errors.ts";

export interface ProductShape {
  readonly rows: number;
  readonly cols: number;
}

/** A factor, by its index, or the product of two parts of the chain. */
export type Contraction = Factor | Product;

interface Factor {
  readonly kind: "factor";
  readonly index: number;
  readonly learns: boolean;
}

export interface Product {
  readonly kind: "product";
  readonly left: Contraction;
  readonly right: Contraction;
  readonly rows: number;
  readonly cols: number;
  /** Whether the product contains a trained factor. */
  readonly learns: boolean;
}

interface Plan {
  readonly tree: Contraction;
  readonly multiplications: number;
}

/**
 * Uses dynamic programming over the parts of the chain. Among equally cheap orders, prefers the one from
 * right to left.
 */
export function planContraction(factors: readonly ProductShape[], learns: readonly boolean[]): Contraction {
  const known = new Map<string, Plan>();
  const shape = (index: number): ProductShape => {
    const factor = factors[index];
    invariant(factor, "a part of the chain has factors");
    return factor;
  };
  /** The best plan for the factors `first` to `last`, where 0 is the rightmost factor. */
  const best = (first: number, last: number): Plan => {
    const key = `${first} ${last}`;
    const plan = known.get(key) ?? (first === last ? single(first) : split(first, last));
    known.set(key, plan);
    return plan;
  };
  const single = (index: number): Plan => ({
    tree: { kind: "factor", index, learns: learns[index] ?? false },
    multiplications: 0,
  });
  const split = (first: number, last: number): Plan => {
    const { rows } = shape(last);
    const { cols } = shape(first);
    const at = (middle: number): Plan => {
      const [left, right] = [best(middle + 1, last), best(first, middle)];
      const products = 1 + Number(left.tree.learns) + Number(right.tree.learns);
      const own = rows * shape(middle).rows * cols * products;
      return {
        tree: {
          kind: "product",
          left: left.tree,
          right: right.tree,
          rows,
          cols,
          learns: left.tree.learns || right.tree.learns,
        },
        multiplications: left.multiplications + right.multiplications + own,
      };
    };
    let cheapest = at(last - 1);
    for (let middle = last - 2; middle >= first; middle--) {
      const other = at(middle);
      if (other.multiplications < cheapest.multiplications) cheapest = other;
    }
    return cheapest;
  };
  return best(0, factors.length - 1).tree;
}

/** `W[3]` for a factor, `W[3…1]` for a product of factors. */
export function nameOf(part: Contraction): string {
  return part.kind === "factor" ? `W[${part.index + 1}]` : `W[${leftmost(part) + 1}…${rightmost(part) + 1}]`;
}

/** Whether a part of a chain contains neither the first nor the last of the chain's `length` factors. */
export function isInner(part: Contraction, length: number): boolean {
  return rightmost(part) > 0 && leftmost(part) < length - 1;
}

function leftmost(part: Contraction): number {
  return part.kind === "factor" ? part.index : leftmost(part.left);
}

function rightmost(part: Contraction): number {
  return part.kind === "factor" ? part.index : rightmost(part.right);
}
