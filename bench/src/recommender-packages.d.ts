// The packages come without types.
declare module "libmf" {
  export const Loss: { readonly REAL_L2: number };
  export class Matrix {
    push(row: number, column: number, value: number): void;
  }
  export class Model {
    constructor(options: { readonly loss: number; readonly factors: number; readonly quiet: boolean });
    fit(matrix: Matrix): void;
    predict(row: number, column: number): number;
  }
}
declare module "matrix-factorization" {
  const exported: {
    /** Returns the factors, rows × k and columns × k. */
    readonly factorizeMatrix: (
      table: readonly (readonly number[])[],
      factors: number,
      steps: number,
      rate: number,
      ridge: number,
    ) => readonly [number[][], number[][]];
  };
  export default exported;
}
