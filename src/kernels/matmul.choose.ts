/** The one place that decides which matmul may serve a shape, and which of them are worth timing on an adapter. */
import type { Numbers } from "./program.ts";

export interface MatmulShape {
  /** op(a) is m × k, op(b) is k × n. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly batch: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** A kernel with the sizes of its workgroup. */
export interface MatmulChoice {
  readonly kernel: string;
  readonly constants: Numbers;
}

/**
 * Outputs of one matrix up to which the large tile does not pay. Measured on SwiftShader and lavapipe: from 20 × 20 up, skinny
 * shapes included, 8 × 8 tiles are 1.2 to 2.3 times as fast; a 12 × 12 result, padded to 16 × 16, is up to 1.4 times slower.
 */
const FEW_OUTPUTS = 256;
/** Of the 8 × 8 tiles of a workgroup. */
const TILES = 32;
/** Outputs from which on every multiprocessor of a large card has a tile of 64 × 64. */
const MANY_OUTPUTS = 128 * 64 * 64;

/** All that can serve a shape. The first is the one to take without a measurement: it needs no workgroup memory. */
export function matmulChoices(shape: MatmulShape): [MatmulChoice, ...MatmulChoice[]] {
  const { m, n, k, transposeA } = shape;
  const any = { kernel: "matmul_4x4", constants: {} };
  // It wants whole vec4 rows of A alone. 5 to 6 times as fast as a tile (900 × 2304, SwiftShader and lavapipe).
  const column = { kernel: "matvec", constants: {} };
  if (n === 1) return (transposeA ? m : k) % 4 === 0 ? [column, any] : [any];
  const isAligned = k % 4 === 0 && n % 4 === 0 && (!transposeA || m % 4 === 0);
  if (!isAligned) return [any];
  const tiles = { kernel: "matmul_8x8", constants: workgroupOf(n) };
  const inMemory = [
    { kernel: "matmul_split", constants: {} },
    { kernel: "matmul_tiled", constants: {} },
  ];
  return m * n > FEW_OUTPUTS ? [tiles, any, ...inMemory] : [any, tiles, ...inMemory];
}

/**
 * What is worth timing on an adapter, the one to take without a measurement first. In software workgroup memory is memory like any
 * other, behind barriers that cost more than it saves, and takes .5 to 1.4 s to compile: nothing is left to time. On a graphics card it
 * pays where a tile of 64 × 64 is filled; splitting k pays where outputs alone leave most of the card idle.
 */
export function matmulCandidates(shape: MatmulShape, isSoftware: boolean): MatmulChoice[] {
  const [first, ...others] = matmulChoices(shape);
  if (isSoftware) return [first];
  const outputs = shape.m * shape.n * shape.batch;
  const isWorthwhile: Readonly<Record<string, boolean>> = {
    matmul_4x4: shape.n > 1 && outputs < MANY_OUTPUTS,
    matmul_8x8: true,
    matmul_split: outputs < MANY_OUTPUTS && shape.k >= 64,
    matmul_tiled: Math.min(shape.m, shape.n) >= 64,
  };
  return [first, ...others.filter(({ kernel }) => isWorthwhile[kernel])];
}

/** As wide as there are tiles beside each other, so that no invocation is idle: 256 × 256 × 20 is 1.2 times as fast on lavapipe as in 8 × 4. */
function workgroupOf(n: number): Numbers {
  const wide = Math.min(8, 2 ** Math.ceil(Math.log2(n / 8)));
  const x = Math.max(1, wide);
  return { WORKGROUP_X: x, WORKGROUP_Y: TILES / x };
}
