// The threads on one memory: the one that calls the kernels, and helpers that wait for parts of a product. A part is claimed by one
// thread after the other until none is left, so a helper that sleeps or comes late holds nobody up.
import { multiplyPart } from "./part";
import { CALLER_ASLEEP, HELPERS, HELPERS_ASLEEP, PARTS_DONE, PARTS_LEFT } from "./scratch";

/** Looks at a word before a thread goes to sleep: 100 to 200 µs, longer than the pause between two products of a step. */
const MOST_LOOKS: i32 = 100_000;
const FOR_EVER: i64 = -1;
/** Multiplications below which a helper is not worth its call. */
const WORTH_SHARING: f64 = 2e5;
/** A thread that has done its parts takes one of a slower thread. */
const PARTS_PER_THREAD: usize = 2;

/** Threads that are there, the caller's included. */
export function threads(): usize {
  return ASC_FEATURE_THREADS ? 1 + atomic.load<u32>(HELPERS) : 1;
}

/** Into how many slices each of `batch` products is cut, of which it has `most`: into several where a helper is worth its call. */
export function sliceCount(multiplications: f64, batch: usize, most: usize): usize {
  return isShared(multiplications) ? min((threads() * PARTS_PER_THREAD + batch - 1) / batch, most) : 1;
}

/** Parts 0 … count − 1 of what `describe` was told. */
export function multiplyParts(multiplications: f64, count: usize): void {
  if (count > 1 && isShared(multiplications)) shareParts(<i32>count);
  else for (let part: usize = 0; part < count; part++) multiplyPart(part);
}

function isShared(multiplications: f64): bool {
  return threads() > 1 && multiplications >= WORTH_SHARING;
}

/** The same on all threads that are free. */
function shareParts(count: i32): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(PARTS_DONE, 0);
    atomic.store<i32>(PARTS_LEFT, count);
    if (atomic.load<i32>(HELPERS_ASLEEP) > 0) atomic.notify(PARTS_LEFT);
    takeParts();
    for (let looks = 0; looks < MOST_LOOKS; looks++) if (atomic.load<i32>(PARTS_DONE) == count) return;
    atomic.store<i32>(CALLER_ASLEEP, 1);
    for (let done = 0; done < count; done = atomic.load<i32>(PARTS_DONE))
      atomic.wait<i32>(PARTS_DONE, done, FOR_EVER);
    atomic.store<i32>(CALLER_ASLEEP, 0);
  }
}

/** A helper's life: it ends with its worker. */
export function help(): void {
  if (ASC_FEATURE_THREADS) {
    atomic.add<i32>(HELPERS, 1);
    for (let looks = 0; ; looks++) {
      const left = atomic.load<i32>(PARTS_LEFT);
      if (left <= 0 && looks < MOST_LOOKS) continue;
      if (left > 0) takeParts();
      else sleep(left);
      looks = 0;
    }
  }
}

/** Until there are parts, if there are as few as before. */
function sleep(left: i32): void {
  atomic.add<i32>(HELPERS_ASLEEP, 1);
  atomic.wait<i32>(PARTS_LEFT, left, FOR_EVER);
  atomic.sub<i32>(HELPERS_ASLEEP, 1);
}

function takeParts(): void {
  for (let left = claim(); left > 0; left = claim()) {
    multiplyPart(left - 1);
    atomic.add<i32>(PARTS_DONE, 1);
    if (atomic.load<i32>(CALLER_ASLEEP)) atomic.notify(PARTS_DONE);
  }
}

/** The number of parts that were left. */
function claim(): i32 {
  return atomic.sub<i32>(PARTS_LEFT, 1);
}
