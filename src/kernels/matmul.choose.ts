/** The one place that decides which matmul serves a shape. */
export interface MatmulShape {
  /** op(a) is m × k, op(b) is k × n. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly batch: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * Outputs of one matrix up to which the large tile does not pay. Measured on SwiftShader and lavapipe: from 20 × 20 up, skinny
 * shapes included, 8 × 8 tiles are 1.2 to 2.3 times as fast; a 12 × 12 result, padded to 16 × 16, is up to 1.4 times slower.
 */
const FEW_OUTPUTS = 256;

/**
 * Name of the kernel. The 8 × 8 tile wants whole vec4 rows of both operands and of the result, the kernel for a single column
 * those of A alone; on a single column it is 5 to 6 times as fast as a tile (900 × 2304, SwiftShader and lavapipe).
 */
export function chooseMatmul({ m, n, k, transposeA }: MatmulShape): string {
  if (n === 1 && (transposeA ? m : k) % 4 === 0) return "matvec";
  const aligned = k % 4 === 0 && n % 4 === 0 && (!transposeA || m % 4 === 0);
  return aligned && m * n > FEW_OUTPUTS ? "matmul_8x8" : "matmul_4x4";
}
