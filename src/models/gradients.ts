/**
 * The backward pass along a contraction, down to the gradients of the trained factors or to their updates.
 */
import type { MatmulOptions, MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";
import { nameOf, type Contraction, type Product } from "./contraction.ts";

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
