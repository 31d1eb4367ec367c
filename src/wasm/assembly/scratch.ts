// Static working memory of the kernels; calls do not overlap, so they share it. Tensors start at `tensorsStart()`.

/** Depth and height of the block of op(a) that a panel of op(b) is multiplied with: the panel stays in L1, the block in L2. */
export const MAX_DEPTH: usize = 256;
export const MAX_HEIGHT: usize = 256;
/** The tile that is summed in registers: 4 × 8 fills the sixteen of x86 best (8 × 8 spills, 6 × 8 was slower). */
export const TILE_ROWS: usize = 4;
export const TILE_COLS: usize = 8;

/** Eight columns of a block of op(b), depth × 8. */
export const PANEL: usize = memory.data(4 * 256 * 8, 64);
/** A transposed block of a: panels of four rows of op(a), each depth × 4. */
export const BLOCK: usize = memory.data(4 * 256 * 256, 64);
/** A tile that does not lie wholly inside out, 4 × 8. */
export const TILE: usize = memory.data(4 * 4 * 8, 64);

/** Address of the first byte that is not the module's own. */
export function tensorsStart(): usize {
  return __heap_base;
}
