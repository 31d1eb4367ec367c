import type { Parts } from "./parts.ts";

/**
 * Calls `work` in a new macrotask, after pending messages. It does not use timers, because browsers delay nested
 * timers by 4 ms. In Node, it uses setImmediate, because an open MessageChannel would keep the process alive.
 */
export const inMacrotask: (work: () => void) => void =
  typeof setImmediate === "function"
    ? (work) => void setImmediate(work)
    : (work) => {
        const { port1, port2 } = new MessageChannel();
        const arrived = (): void => {
          port1.close();
          work();
        };
        port1.addEventListener("message", arrived, { once: true });
        port1.start();
        port2.postMessage(undefined);
      };

export const macrotask = (): Promise<void> => new Promise(inMacrotask);

/** Awaited between two slices of work. If it rejects, the work ends. */
export type Turn = () => Promise<void>;

/** Longest time between two turns of the event loop, if no single part takes longer. */
const SLICE_MS = 8;

/** Does work in slices of some milliseconds, and awaits `turn` between two slices. */
export async function inSlices<T>(parts: Parts<T>, turn: Turn = macrotask): Promise<T> {
  let turnedAt = performance.now();
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
    if (performance.now() - turnedAt < SLICE_MS) continue;
    await turn();
    turnedAt = performance.now();
  }
}
