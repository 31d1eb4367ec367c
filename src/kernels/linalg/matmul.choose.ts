/** The only place that decides which matmul kernels can serve a shape, and which of them to benchmark on an adapter. */
import type { Kernel, Numbers } from "../kernel.ts";
import { matmul_4x4, matmul_8x8, matmul_lanes, matmul_split, matmul_tiled, matvec } from "./matmul.ts";
import { matmul_observed } from "./matmul_observed.ts";

export interface MatmulShape {
  /** op(a) is m × k, op(b) is k × n. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly batch: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Fraction of D's entries that may differ from 0, for a product D · bᵀ or aᵀ · D with a sparse D; otherwise 1. */
  readonly density: number;
}

/** A kernel with its constants. */
export interface MatmulChoice {
  readonly kernel: Kernel;
  readonly constants: Numbers;
}

/** All kernels that multiply dense matrices. Most accept only some shapes. */
export const MATMUL_KERNELS: readonly Kernel[] = [
  matmul_4x4,
  matmul_8x8,
  matmul_lanes,
  matmul_split,
  matmul_tiled,
  matvec,
];

/**
 * For up to this many outputs per matrix, the large tile does not pay. Measured on SwiftShader and lavapipe:
 * from 20 × 20 outputs, skinny shapes included, 8 × 8 tiles are 1.2 to 2.3 times as fast. For a 12 × 12
 * result, padded to 16 × 16, they take up to 1.4 times as long.
 */
const FEW_OUTPUTS = 256;
/** Number of 8 × 8 tiles in a workgroup. */
const TILES = 32;
/** With at least this many outputs, every multiprocessor of a large graphics card has a tile of 64 × 64. */
const MANY_OUTPUTS = 128 * 64 * 64;

/**
 * Up to these fractions of observed entries, multiplying only the observed entries is faster than multiplying
 * all (decision 47). WebAssembly is 2.5 to 6 times as fast at .1, and equally fast between .4 and .5. Of the
 * software adapters, lavapipe is 1.0 to 1.3 times as fast at .1 and slower at .2; SwiftShader is 1.5 to 2.6
 * times as fast at .1 and equally fast at .3. Neither threshold is close to a fraction that users are likely
 * to choose.
 */
const OBSERVED_ON_CPU = 0.36;
const OBSERVED_IN_SOFTWARE = 0.125;
/** If D has fewer entries than this, the sparse and the dense kernel take equally long. */
const FEW_ENTRIES = 64 * 64;
/**
 * Longest line of D for which the CPU can pack twenty columns of the other operand (wasm/assembly/linalg/observed-lines.ts).
 */
const LONGEST_LINE = 3276;

/** The properties of an adapter that the choice depends on. */
export interface AdapterClass {
  readonly isFallback: boolean;
  /** Smallest possible size of a subgroup; 0 without subgroups. */
  readonly subgroupSize: number;
}

/** An adapter without subgroups. The first choice for it works on every adapter. */
const PLAIN: AdapterClass = { isFallback: false, subgroupSize: 0 };

/**
 * All kernels that can serve a shape. The CPU uses the first kernel. The first dense kernel needs no
 * workgroup memory.
 */
export function matmulChoices(
  shape: MatmulShape,
  { subgroupSize }: AdapterClass = PLAIN,
): [MatmulChoice, ...MatmulChoice[]] {
  const lanes = subgroupSize > 0 && shape.n > 1 ? [lanesOf(shape, subgroupSize).choice] : [];
  const [first, ...others] = withoutSubgroups(shape);
  const whole = [...others, ...lanes];
  return hasFewObserved(shape, OBSERVED_ON_CPU) ? [observedOf(shape), first, ...whole] : [first, ...whole];
}

function withoutSubgroups(shape: MatmulShape): [MatmulChoice, ...MatmulChoice[]] {
  const { m, n, k, transposeA } = shape;
  const any = { kernel: matmul_4x4, constants: {} };
  // Requires only that A's rows are whole vec4s. It is 5 to 6 times as fast as a kernel with tiles (900 ×
  // 2304, SwiftShader and lavapipe).
  const column = { kernel: matvec, constants: {} };
  if (n === 1) return (transposeA ? m : k) % 4 === 0 ? [column, any] : [any];
  const isAligned = k % 4 === 0 && n % 4 === 0 && (!transposeA || m % 4 === 0);
  if (!isAligned) return [any];
  const tiles = { kernel: matmul_8x8, constants: workgroupOf(n) };
  const inMemory = [
    { kernel: matmul_split, constants: {} },
    { kernel: matmul_tiled, constants: {} },
  ];
  return m * n > FEW_OUTPUTS ? [tiles, any, ...inMemory] : [any, tiles, ...inMemory];
}

/**
 * The kernels to benchmark on an adapter; without a benchmark, use the first kernel. A software adapter gains
 * nothing from workgroup memory: the barriers cost more than they save, and compiling them takes .5 to 1.4 s.
 * For such adapters, the choice follows past measurements. On a graphics card, workgroup memory pays if the
 * outputs fill a 64 × 64 tile. Splitting k pays if the outputs alone leave most of the card idle.
 */
export function matmulCandidates(shape: MatmulShape, adapter: AdapterClass): MatmulChoice[] {
  const [first, ...others] = withoutSubgroups(shape);
  if (adapter.isFallback)
    return [
      hasFewObserved(shape, OBSERVED_IN_SOFTWARE)
        ? observedOf(shape)
        : inSoftware(shape, first, adapter.subgroupSize),
    ];
  const outputs = shape.m * shape.n * shape.batch;
  const isWorthwhile: Readonly<Record<string, boolean>> = {
    matmul_4x4: shape.n > 1 && outputs < MANY_OUTPUTS,
    matmul_8x8: true,
    matmul_split: outputs < MANY_OUTPUTS && shape.k >= 64,
    matmul_tiled: Math.min(shape.m, shape.n) >= 64,
  };
  const observed = hasFewObserved(shape, OBSERVED_ON_CPU) ? [observedOf(shape)] : [];
  return [first, ...others.filter(({ kernel }) => isWorthwhile[kernel.name]), ...observed];
}

/**
 * Outputs per unit of time on SwiftShader, relative to 8 × 8 tiles; padded outputs count too. A load on
 * SwiftShader costs as much as six fused multiply-adds, so the tile with the fewest loads per output wins. On
 * lavapipe, the lanes kernel is 1.5 times as fast as 8 × 8 tiles.
 */
const SPEED = { matmul_4x4: 0.42, matmul_8x8: 1, matmul_lanes: 1.15 } as const;

/** Returns `plain`, or the lanes kernel if that computes its padded tiles sooner. */
function inSoftware(shape: MatmulShape, plain: MatmulChoice, subgroupSize: number): MatmulChoice {
  const { m, n } = shape;
  if (subgroupSize === 0 || n === 1 || m * n <= FEW_OUTPUTS) return plain;
  const { choice, outputs } = lanesOf(shape, subgroupSize);
  const [tile, speed] = plain.kernel === matmul_8x8 ? [8, SPEED.matmul_8x8] : [4, SPEED.matmul_4x4];
  const isSooner = outputs / SPEED.matmul_lanes < (padded(m, tile) * padded(n, tile)) / speed;
  return isSooner ? choice : plain;
}

/**
 * Invocations lie along the rows of `out`, or along its columns if these are longer and a row does not fill a
 * workgroup. Chooses the number of lines per invocation that needs the fewest lines of padding.
 */
function lanesOf({ m, n }: MatmulShape, subgroupSize: number): { choice: MatmulChoice; outputs: number } {
  const isTall = m > n && n < 16 * subgroupSize;
  const [lines, length] = isTall ? [n, m] : [m, n];
  const groups = [5, 4, 3].toSorted((a, b) => padded(lines, 4 * a) - padded(lines, 4 * b))[0] as number;
  const constants = { TALL: Number(isTall), GROUPS: groups, WORKGROUP_X: subgroupSize };
  const outputs = padded(lines, 4 * groups) * padded(length, 16 * subgroupSize);
  return { choice: { kernel: matmul_lanes, constants }, outputs };
}

/** Whether it pays to list the observed entries and multiply only those. */
function hasFewObserved({ m, n, k, transposeA, density }: MatmulShape, fraction: number): boolean {
  return density <= fraction && k <= LONGEST_LINE && k * (transposeA ? n : m) >= FEW_ENTRIES;
}

/**
 * Each invocation multiplies one line of D. Chooses the number of outputs per invocation that needs the least
 * padding of a line of `out`.
 */
function observedOf({ m, n, transposeA }: MatmulShape): MatmulChoice {
  const width = transposeA ? m : n;
  const groups = [5, 4, 3, 2, 1].toSorted((a, b) => padded(width, 4 * a) - padded(width, 4 * b))[0] as number;
  return { kernel: matmul_observed, constants: { GROUPS: groups } };
}

const padded = (size: number, multiple: number): number => Math.ceil(size / multiple) * multiple;

/**
 * The width of a workgroup is the number of tiles in a row of `out`, rounded up to a power of two, and at most
 * 8, so that few invocations are idle. On lavapipe, multiplying 256 × 256 by 256 × 20 is then 1.2 times as fast
 * as with 8 × 4 workgroups.
 */
function workgroupOf(n: number): Numbers {
  const wide = Math.min(8, 2 ** Math.ceil(Math.log2(n / 8)));
  const x = Math.max(1, wide);
  return { WORKGROUP_X: x, WORKGROUP_Y: TILES / x };
}
