/**
 * The pool workers that a browser provides. Without cross-origin isolation there are none, because memory is not
 * shared.
 */
import { restrictScripts } from "../core/trusted-types.ts";
import { helpersFor, type Helpers } from "../wasm/team.ts";

/**
 * Threads are used in Chromium only. Firefox 153 may stop for ever where a worker creates another while a driver or the
 * developer tools listen to its workers: docs/firefox-threads.md. WebKitGTK 2.54 was not tested enough to exclude that.
 */
const isTrusted = (): boolean => "userAgentData" in navigator;

/** For an engine on this many processors; by default it leaves one to the page. Call it once per worker. */
export function browserHelpers(processors = (navigator.hardwareConcurrency ?? 1) - 1): Helpers | undefined {
  if (!globalThis.crossOriginIsolated || !isTrusted()) return undefined;
  restrictScripts(self.location.href);
  return helpersFor(processors, (task) => {
    const worker = new Worker(new URL("./helper-worker.ts", import.meta.url), {
      type: "module",
      name: "dmf-helper",
    });
    worker.postMessage(task, []);
    return worker;
  });
}
