// The kernels' working memory, before the tensors: first the words shared by all threads, then each thread's
// own part. Calls on one thread never overlap, so all kernels share the thread's part. Tensors start at
// `tensorsStart()`.

/**
 * Depth and height of the block of op(a) that is multiplied by a panel of op(b). The panel stays in the L1
 * cache, the block in L2.
 */
export const MAX_DEPTH: usize = 256;
export const MAX_HEIGHT: usize = 256;
/**
 * The tile that is summed in registers. 4 × 8 fits the sixteen registers of x86 best: 8 × 8 does not fit, and
 * 6 × 8 was slower.
 */
export const TILE_ROWS: usize = 4;
export const TILE_COLS: usize = 8;

/** Bytes of a cache line. Each word that a thread waits for has a line of its own. */
const LINE: usize = 64;
/** Number of parts of the work that no thread has claimed. It is zero or negative if none are left. */
export const PARTS_LEFT: usize = LINE;
/** Number of parts that are finished. */
export const PARTS_DONE: usize = 2 * LINE;
/** Number of pool workers that have joined. The caller does not count. */
export const POOL_WORKERS: usize = 3 * LINE;
/** Number of pool workers that sleep and must be woken. */
export const POOL_WORKERS_ASLEEP: usize = 4 * LINE;
/** Whether the caller sleeps and must be woken. */
export const CALLER_ASLEEP: usize = 5 * LINE;
/** The arguments of the current work. */
export const WORK: usize = 6 * LINE;

const FIRST_THREAD: usize = 8 * LINE;
const PANEL_BYTES: usize = 4 * MAX_DEPTH * TILE_COLS;
const BLOCK_BYTES: usize = 4 * MAX_DEPTH * MAX_HEIGHT;
const TILE_BYTES: usize = 4 * TILE_ROWS * TILE_COLS;
/** Largest number of values of a partly observed matrix that are copied at once. The longest line has fewer. */
export const MAX_VALUES: usize = 65536;
const THREAD_BYTES: usize = PANEL_BYTES + BLOCK_BYTES + TILE_BYTES + 4 * MAX_VALUES;

/** Eight columns of a block of op(b), depth × 8. */
export let PANEL: usize = FIRST_THREAD;
/**
 * A packed block of op(a): groups of four rows, each stored as depth × 4. Products with a partly observed matrix keep
 * rows of the other operand here.
 */
export let BLOCK: usize = PANEL + PANEL_BYTES;
/** Scratch memory for 4 × 8 numbers: a tile that reaches beyond `out`, or sums of other kernels. */
export let TILE: usize = BLOCK + BLOCK_BYTES;
/** Copied numbers of a partly observed matrix. */
export let VALUES: usize = TILE + TILE_BYTES;

/** Makes this module instance run as the given thread. Thread 0 calls the kernels. */
export function setThread(thread: usize): void {
  PANEL = FIRST_THREAD + thread * THREAD_BYTES;
  BLOCK = PANEL + PANEL_BYTES;
  TILE = BLOCK + BLOCK_BYTES;
  VALUES = TILE + TILE_BYTES;
}

/** Address of the first byte that the module does not use when it runs on `threads` threads. */
export function tensorsStart(threads: usize): usize {
  return FIRST_THREAD + threads * THREAD_BYTES;
}
