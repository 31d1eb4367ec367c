/** The helpers that a browser lends to a worker: none where the page is not cross-origin isolated, since memory is then not shared. */
import { restrictScripts } from "../page/trusted-types.ts";
import { helpersFor, type Helpers } from "../wasm/team.ts";

/** To be called once in a worker. */
export function browserHelpers(): Helpers | undefined {
  if (!globalThis.crossOriginIsolated) return undefined;
  restrictScripts(self.location.href);
  return helpersFor(navigator.hardwareConcurrency, (task) => {
    const worker = new Worker(new URL("./helper-worker.ts", import.meta.url), {
      type: "module",
      name: "dmf-helper",
    });
    worker.postMessage(task, []);
    return worker;
  });
}
