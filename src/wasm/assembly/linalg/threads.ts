// The threads on one memory: the caller of the kernels, and pool workers that wait for parts of a product.
// Threads claim parts one by one until none is left, so a worker that sleeps or arrives late delays nobody.
import { multiplyCells } from "../mf/cell-rows";
import { batch, DENSE, OBSERVED } from "./batch";
import { multiplyLines } from "./observed-lines";
import { multiplySlice } from "./product";
import { CALLER_ASLEEP, POOL_WORKERS, POOL_WORKERS_ASLEEP, PARTS_DONE, PARTS_LEFT } from "./scratch";

/**
 * Number of times that a thread checks a word before it sleeps. This takes 100 to 200 µs, longer than the
 * pause between two products of a step.
 */
const MAX_LOOKS: i32 = 100_000;
const FOR_EVER: i64 = -1;
/** With fewer multiplications than this, waking a worker does not pay. */
const WORTH_SHARING: f64 = 2e5;
/** Parts per thread. A thread that finishes early can claim another part. */
const PARTS_PER_THREAD: usize = 2;

/** Number of threads present, the caller included. */
export function threads(): usize {
  return ASC_FEATURE_THREADS ? 1 + atomic.load<u32>(POOL_WORKERS) : 1;
}

/**
 * Computes the `count` products of `batch`, which take this many multiplications in all, each in at most `most` slices.
 * More than one slice pays only if the work outweighs waking a worker.
 */
export function multiplyAll(multiplications: f64, count: usize, most: usize): void {
  const isShared = threads() > 1 && multiplications >= WORTH_SHARING;
  batch.slices = isShared ? min((threads() * PARTS_PER_THREAD + count - 1) / count, most) : 1;
  const parts = count * batch.slices;
  if (parts > 1 && isShared) shareParts(<i32>parts);
  else for (let part: usize = 0; part < parts; part++) multiplyPart(part);
}

/** Computes one slice. Slices are numbered product by product. */
function multiplyPart(index: usize): void {
  const entry = index / batch.slices;
  const slice = index % batch.slices;
  if (batch.kind == DENSE) multiplySlice(entry, slice);
  else if (batch.kind == OBSERVED) multiplyLines(entry, slice);
  else multiplyCells(slice);
}

/** Computes the parts on all free threads. */
function shareParts(count: i32): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(PARTS_DONE, 0);
    atomic.store<i32>(PARTS_LEFT, count);
    if (atomic.load<i32>(POOL_WORKERS_ASLEEP) > 0) atomic.notify(PARTS_LEFT);
    takeParts();
    for (let looks = 0; looks < MAX_LOOKS; looks++) if (atomic.load<i32>(PARTS_DONE) == count) return;
    atomic.store<i32>(CALLER_ASLEEP, 1);
    for (let done = 0; done < count; done = atomic.load<i32>(PARTS_DONE))
      atomic.wait<i32>(PARTS_DONE, done, FOR_EVER);
    atomic.store<i32>(CALLER_ASLEEP, 0);
  }
}

/** The main loop of a pool worker. It runs until the worker is ended. */
export function help(): void {
  if (ASC_FEATURE_THREADS) {
    atomic.add<i32>(POOL_WORKERS, 1);
    for (let looks = 0; ; looks++) {
      const left = atomic.load<i32>(PARTS_LEFT);
      if (left <= 0 && looks < MAX_LOOKS) continue;
      if (left > 0) takeParts();
      else sleep(left);
      looks = 0;
    }
  }
}

/** Sleeps until there are parts, unless their number has already changed. */
function sleep(left: i32): void {
  atomic.add<i32>(POOL_WORKERS_ASLEEP, 1);
  atomic.wait<i32>(PARTS_LEFT, left, FOR_EVER);
  atomic.sub<i32>(POOL_WORKERS_ASLEEP, 1);
}

function takeParts(): void {
  for (let left = claim(); left > 0; left = claim()) {
    multiplyPart(left - 1);
    atomic.add<i32>(PARTS_DONE, 1);
    if (atomic.load<i32>(CALLER_ASLEEP)) atomic.notify(PARTS_DONE);
  }
}

/** Claims the next part. Returns the number of parts that were left, this one included. */
function claim(): i32 {
  return atomic.sub<i32>(PARTS_LEFT, 1);
}
