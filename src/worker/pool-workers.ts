/**
 * The pool workers that a browser can provide. Without cross-origin isolation there are none, because memory
 * cannot be shared.
 */
import { restrictScripts } from "../core/trusted-types.ts";
import { poolWorkersFor, type PoolWorkers } from "../wasm/thread-pool.ts";

/**
 * Only Chromium uses threads. Firefox 153 may hang when a worker creates another one while a driver or the
 * developer tools listen to its workers: docs/firefox-threads.md. WebKitGTK 2.54 was not tested enough to
 * rule this out.
 */
const isTrusted = (): boolean => "userAgentData" in navigator;

/** Pool workers for an engine that may use this many processors. By default it leaves one processor to the page. */
export function browserPoolWorkers(
  processors = (navigator.hardwareConcurrency ?? 1) - 1,
): PoolWorkers | undefined {
  if (!globalThis.crossOriginIsolated || !isTrusted()) return undefined;
  restrictScripts(self.location.href);
  return poolWorkersFor(processors, (task) => {
    const worker = new Worker(new URL("./pool-worker.ts", import.meta.url), {
      type: "module",
      name: "dmf-pool-worker",
    });
    worker.postMessage(task, []);
    return worker;
  });
}
