/** Starts the engine in a worker, for the page. */
import { proxy, wrap, type Endpoint } from "comlink";
import type { Engine } from "../library/api.ts";
import { supervise, type EngineWorker, type WorkerListeners } from "./supervisor.ts";

/** The worker sends this message back at once, unless its event loop is blocked. */
const PING = "ping";

export const startEngine = (): Engine => supervise(openWorker);

function openWorker({ onCrash, ...listeners }: WorkerListeners): EngineWorker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-engine" });
  worker.addEventListener("error", ({ message }) => onCrash(message || "for an unknown reason"));
  worker.addEventListener("messageerror", () => onCrash("one of its messages could not be read"));
  return { ...connect(worker, listeners), terminate: () => worker.terminate() };
}

/** The page's side of the protocol; `serve` is the worker's side. */
export function connect(
  port: Endpoint,
  { onEvent, onAnswer }: Omit<WorkerListeners, "onCrash">,
): Omit<EngineWorker, "terminate"> {
  const remote = wrap<Engine>(port);
  port.addEventListener("message", (event) => {
    if ((event as MessageEvent).data === PING) onAnswer();
  });
  void remote.subscribe(proxy(onEvent));
  return { engine: remote, ping: () => port.postMessage(PING, []) };
}
