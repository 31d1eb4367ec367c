/** Starts the engine in a worker, for the page. */
import { proxy, wrap } from "comlink";
import type { Engine } from "./engine.ts";
import { supervise, type EngineWorker, type WorkerListeners } from "./supervisor.ts";

/** The worker sends this message back at once, as long as its event loop turns. */
const PING = "ping";

export const startEngine = (): Engine => supervise(openWorker);

function openWorker({ onEvent, onAnswer, onCrash }: WorkerListeners): EngineWorker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-engine" });
  const remote = wrap<Engine>(worker);
  worker.addEventListener("error", ({ message }) => onCrash(message || "for an unknown reason"));
  worker.addEventListener("messageerror", () => onCrash("one of its messages could not be read"));
  worker.addEventListener("message", ({ data }) => {
    if (data === PING) onAnswer();
  });
  void remote.subscribe(proxy(onEvent));
  return {
    engine: remote,
    ping: () => worker.postMessage(PING, []),
    terminate: () => worker.terminate(),
  };
}
