/** The decompositions of another library, in our conventions. They are an independent reference. */
import { Matrix as MlMatrix, QrDecomposition, SingularValueDecomposition } from "ml-matrix";
import { transpose, type Matrix } from "../../src/math/matrix.ts";
import type { Svd } from "../../src/math/svd.ts";

const toMl = (a: Matrix): MlMatrix => MlMatrix.from1DArray(a.rows, a.cols, a.data);
const fromMl = (a: MlMatrix): Matrix => ({
  rows: a.rows,
  cols: a.columns,
  data: Float64Array.from(a.to1DArray()),
});

/** Thin QR with a non-negative diagonal of R. */
export function referenceQr(a: Matrix): { q: Matrix; r: Matrix } {
  const decomposition = new QrDecomposition(toMl(a));
  const [q, r] = [fromMl(decomposition.orthogonalMatrix), fromMl(decomposition.upperTriangularMatrix)];
  for (let j = 0; j < r.rows; j++) {
    if ((r.data[j * r.cols + j] as number) >= 0) continue;
    for (let k = 0; k < r.cols; k++) r.data[j * r.cols + k] = -(r.data[j * r.cols + k] as number);
    for (let i = 0; i < q.rows; i++) q.data[i * q.cols + j] = -(q.data[i * q.cols + j] as number);
  }
  return { q, r };
}

/** The library's SVD. Its loop is unbounded, so tests use it only for matrices on which it ends. */
export function referenceSvd(a: Matrix): Svd {
  if (a.rows < a.cols) {
    const { u, sigma, v } = referenceSvd(transpose(a));
    return { u: v, sigma, v: u };
  }
  const decomposition = new SingularValueDecomposition(toMl(a));
  return {
    u: fromMl(decomposition.leftSingularVectors),
    sigma: decomposition.diagonal,
    v: fromMl(decomposition.rightSingularVectors),
  };
}
