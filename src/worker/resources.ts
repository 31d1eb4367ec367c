/** The files and the pool workers that a browser gives to an engine in a worker. */
import { restrictScripts } from "../core/trusted-types.ts";
import { poolWorkersFor, type PoolWorkers } from "../wasm/thread-pool.ts";

/** Reads a bundled file over HTTP from the page's folder, wherever the page is hosted. */
export async function fetchFile(
  name: string,
  onBytes: (received: number) => void = () => undefined,
): Promise<Uint8Array> {
  // A worker's location is the address of its script in assets/. In development the data are served from the root.
  const base = new URL(import.meta.env.DEV ? "/" : "../", self.location.href);
  const response = await fetch(new URL(`data/${name}`, base));
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    onBytes((received += part.value.length));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * Only Chromium uses threads. Firefox 153 may hang when a worker creates another one while a driver or the
 * developer tools listen to its workers: docs/firefox-threads.md. WebKitGTK 2.54 was not tested enough to
 * rule this out.
 */
const isTrusted = (): boolean => "userAgentData" in navigator;

/**
 * Pool workers for an engine that may use this many processors. By default it leaves one processor to the page. Without
 * cross-origin isolation there are none, because memory cannot be shared.
 */
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
