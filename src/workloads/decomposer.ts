/** Decomposes matrices during training, always on the CPU (docs/decisions.md, 30). */
import type { Turn } from "../core/macrotask.ts";
import type { Values } from "../kernels/program.ts";
import { singularValues, svd } from "../math/svd.ts";
import { scaleColumns, transpose, type Matrix } from "../math/matrix.ts";
import { supportedBuilds } from "../wasm/build.ts";
import { Spectrum, type MatrixShape } from "../wasm/spectrum.ts";

/** Decomposes row-major matrices in float64. JavaScript does not slice the work and ignores `turn`. */
interface Decomposer {
  /** Singular values, descending; NaN if the matrix is not finite. */
  readonly singularValues: (values: Values, shape: MatrixShape, turn?: Turn) => Promise<number[]>;
  /**
   * A max(rows, cols) × min(rows, cols) matrix. Its columns are σᵢvᵢ if the given matrix is wide, otherwise σᵢuᵢ, in any
   * order. All values are NaN if the given matrix is not finite.
   */
  readonly orthogonalColumns: (values: Values, shape: MatrixShape, turn?: Turn) => Promise<Matrix>;
}

/** Uses WebAssembly with SIMD where it is available, otherwise JavaScript, which is ten times slower. */
export function openDecomposer([build] = supportedBuilds()): Decomposer {
  const finite = build ? inWasm(new Spectrum(build)) : inJavaScript;
  return {
    singularValues: async (of, shape, turn) =>
      isFinite(of)
        ? finite.singularValues(of, shape, turn)
        : Array.from({ length: Math.min(shape.rows, shape.cols) }, () => NaN),
    orthogonalColumns: async (of, shape, turn) => {
      const { rows, cols } = shape;
      const size = { rows: Math.max(rows, cols), cols: Math.min(rows, cols) };
      return isFinite(of)
        ? finite.orthogonalColumns(of, shape, turn)
        : { ...size, data: new Float64Array(rows * cols).fill(NaN) };
    },
  };
}

const inWasm = (spectrum: Spectrum): Decomposer => ({
  singularValues: (values, shape, turn) => spectrum.values(values, shape, turn),
  orthogonalColumns: async (values, shape, turn) => {
    const vectors = await spectrum.vectors(values, shape, turn);
    const [rows, cols] = [vectors[0]?.length ?? 0, vectors.length];
    const data = new Float64Array(rows * cols);
    vectors.forEach((vector, j) => vector.forEach((value, i) => (data[i * cols + j] = value)));
    return { rows, cols, data };
  },
});

const inJavaScript: Decomposer = {
  singularValues: (values, shape) =>
    Promise.resolve(singularValues({ ...shape, data: Float64Array.from(values) })),
  orthogonalColumns: (values, shape) => {
    const matrix = { ...shape, data: Float64Array.from(values) };
    const { u, sigma } = svd(shape.rows < shape.cols ? transpose(matrix) : matrix);
    return Promise.resolve(scaleColumns(u, sigma));
  },
};

function isFinite(values: Values): boolean {
  return values.every((value: number) => Number.isFinite(value));
}
