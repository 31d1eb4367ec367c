/**
 * Chooses the order in which a chain W[n] ⋯ W[1] is multiplied: the cheapest parenthesization for its shapes,
 * gradients included. A product X = L R costs its own multiplication. Each side that contains a trained
 * factor adds a multiplication for its gradient (B Rᵀ for L, Lᵀ B for R, if B is the gradient of X). Each
 * multiplication costs rows × inner × cols.
 */
import { invariant } from "../core/errors.ts";
import type { MatmulOptions, MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";

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

// The backward pass along a contraction, down to the gradients of the trained factors or to their updates.

interface Backward {
  readonly id: string;
  readonly contraction: Contraction;
  /** Gradient of the whole contraction, D. */
  readonly gradient: MatrixRef;
  readonly valueOf: (part: Contraction) => MatrixRef;
  /** Name of the block of small matrices to which a part's gradient belongs, if any. */
  readonly blockOf?: (part: Contraction) => string | undefined;
  /** The rates of W ← β W + α G, if this is all that the factor's update does; otherwise undefined. */
  readonly descent: (index: number) => RatesRef | undefined;
}

/**
 * Appends the products. Returns, by factor, the gradients that still need an update. The product for a
 * gradient can update its factor once nothing else needs the factor's old value. If two trained factors are
 * multiplied with each other, only one of them can be updated in this way.
 */
export function planGradients(program: ProgramBuilder, backward: Backward): Map<number, MatrixRef> {
  const { id, valueOf, descent, blockOf } = backward;
  const left = new Map<number, MatrixRef>();

  const arrive = (part: Contraction, gradient: MatrixRef): void => {
    if (part.kind === "factor") left.set(part.index, gradient);
    else pass(part, gradient);
  };
  // Computes both sides' gradients before the gradients of their parts, so that products of small matrices
  // follow one another.
  const pass = (product: Product, gradient: MatrixRef): void => {
    const found = new Map<Contraction, MatrixRef>();
    const toLeft = (): void =>
      give(found, product.left, gradient, valueOf(product.right), { transposeB: true }, isPair);
    const toRight = (): void =>
      give(found, product.right, valueOf(product.left), gradient, { transposeA: true }, false);
    // Each side's gradient needs the other side's value. A product's value stays; a factor's value may be
    // overwritten.
    const isPair = product.left.kind === "factor" && product.right.kind === "factor" && product.right.learns;
    const rightFirst = product.left.kind === "factor" && product.right.kind === "product";
    for (const to of rightFirst ? [toRight, toLeft] : [toLeft, toRight]) to();
    for (const [part, ofPart] of found) arrive(part, ofPart);
  };
  /**
   * Computes a part's gradient, the product of `a` and `b`. If the part is a factor with rates, the product
   * updates it instead.
   */
  const give = (
    found: Map<Contraction, MatrixRef>,
    part: Contraction,
    a: MatrixRef,
    b: MatrixRef,
    options: MatmulOptions,
    isNeeded: boolean,
  ): void => {
    if (!part.learns) return;
    const label = `${id}/gradient ${nameOf(part)}`;
    const value = valueOf(part);
    const rates = part.kind === "factor" && !isNeeded ? descent(part.index) : undefined;
    if (rates) return program.matmul(label, a, b, value, { ...options, rates });
    const block = blockOf?.(part);
    const gradient = program.matrix(`${id}/∂${nameOf(part)}`, value.rows, value.cols, undefined, block);
    program.matmul(label, a, b, gradient, options);
    found.set(part, gradient);
  };

  arrive(backward.contraction, backward.gradient);
  return left;
}
