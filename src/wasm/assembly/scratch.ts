// Working memory of the kernels, in front of the tensors: the words that threads share, then what each thread has to itself. Calls on
// one thread do not overlap, so its kernels share that. Tensors start at `tensorsStart()`.

/** Depth and height of the block of op(a) that a panel of op(b) is multiplied with: the panel stays in L1, the block in L2. */
export const MAX_DEPTH: usize = 256;
export const MAX_HEIGHT: usize = 256;
/** The tile that is summed in registers: 4 × 8 fills the sixteen of x86 best (8 × 8 spills, 6 × 8 was slower). */
export const TILE_ROWS: usize = 4;
export const TILE_COLS: usize = 8;

/** A word that one thread waits for has a line of the cache to itself. */
const LINE: usize = 64;
/** Parts of the work that no thread has claimed; none where it is not positive. */
export const PARTS_LEFT: usize = LINE;
/** Parts that are done. */
export const PARTS_DONE: usize = 2 * LINE;
/** Threads that have come to help. */
export const HELPERS: usize = 3 * LINE;
/** Those of them that have to be woken. */
export const HELPERS_ASLEEP: usize = 4 * LINE;
/** Whether the caller has to be. */
export const CALLER_ASLEEP: usize = 5 * LINE;
/** The arguments of the work. */
export const WORK: usize = 6 * LINE;

const FIRST_THREAD: usize = 8 * LINE;
const PANEL_BYTES: usize = 4 * MAX_DEPTH * TILE_COLS;
const BLOCK_BYTES: usize = 4 * MAX_DEPTH * MAX_HEIGHT;
const TILE_BYTES: usize = 4 * TILE_ROWS * TILE_COLS;
const THREAD_BYTES: usize = PANEL_BYTES + BLOCK_BYTES + TILE_BYTES;

/** Eight columns of a block of op(b), depth × 8. */
export let PANEL: usize = FIRST_THREAD;
/** A transposed block of a: panels of four rows of op(a), each depth × 4. */
export let BLOCK: usize = PANEL + PANEL_BYTES;
/** A tile that does not lie wholly inside out, 4 × 8. */
export let TILE: usize = BLOCK + BLOCK_BYTES;

/** This instance runs on that thread; thread 0 calls the kernels. */
export function setThread(thread: usize): void {
  PANEL = FIRST_THREAD + thread * THREAD_BYTES;
  BLOCK = PANEL + PANEL_BYTES;
  TILE = BLOCK + BLOCK_BYTES;
}

/** Address of the first byte that is not the module's own, when it runs on so many threads. */
export function tensorsStart(threads: usize): usize {
  return FIRST_THREAD + threads * THREAD_BYTES;
}
