/** The helpers that a browser lends to a worker: none where the page is not cross-origin isolated, since memory is then not shared. */
import { restrictScripts } from "../core/trusted-types.ts";
import { helpersFor, type Helpers } from "../wasm/team.ts";

/**
 * In Chromium alone. Firefox 153 shared products too, but in two of five runs of test/browsers a page that was opened after another one
 * had trained on threads did not come past its loading; WebKitGTK 2.54 was not seen to be free of that. To go once the cause is known.
 */
const isTrusted = (): boolean => "userAgentData" in navigator;

/** For an engine on so many processors: unless said, one is left to the page. To be called once in a worker. */
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
