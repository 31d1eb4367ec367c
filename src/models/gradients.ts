/** The backward pass along a contraction, down to the gradients of the learning factors or to their updates. */
import type { MatmulOptions, MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";
import { nameOf, type Contraction, type Product } from "./contraction.ts";

interface Backward {
  readonly id: string;
  readonly contraction: Contraction;
  /** Gradient of the whole contraction, D. */
  readonly gradient: MatrixRef;
  readonly valueOf: (part: Contraction) => MatrixRef;
  /** W ← β W + α G by the step's rates, if that is the factor's whole update. */
  readonly descent: (index: number) => RatesRef | undefined;
}

/**
 * Appends the products and returns, by factor, the gradients still to be turned into updates. The product for a
 * gradient can update its factor once nothing else needs the old value. Of two adjacent factors only one can be updated
 * in this way.
 */
export function planGradients(program: ProgramBuilder, backward: Backward): Map<number, MatrixRef> {
  const { id, valueOf, descent } = backward;
  const left = new Map<number, MatrixRef>();

  const arrive = (part: Contraction, gradient: MatrixRef): void => {
    if (part.kind === "factor") left.set(part.index, gradient);
    else pass(part, gradient);
  };
  const pass = (product: Product, gradient: MatrixRef): void => {
    const toLeft = (): void =>
      give(product.left, gradient, valueOf(product.right), { transposeB: true }, isPair);
    const toRight = (): void =>
      give(product.right, valueOf(product.left), gradient, { transposeA: true }, false);
    // Each side needs the other's value. A product's value stays; a factor's may be overwritten.
    const isPair = product.left.kind === "factor" && product.right.kind === "factor" && product.right.learns;
    const rightFirst = product.left.kind === "factor" && product.right.kind === "product";
    for (const to of rightFirst ? [toRight, toLeft] : [toLeft, toRight]) to();
  };
  /** Gives a part its gradient, the product of a and b. */
  const give = (
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
    const gradient = program.matrix(`${id}/∂${nameOf(part)}`, value.rows, value.cols);
    program.matmul(label, a, b, gradient, options);
    arrive(part, gradient);
  };

  arrive(backward.contraction, backward.gradient);
  return left;
}
