/** The engine in a worker, for the page. */
import { proxy, wrap } from "comlink";
import type { Engine, EngineEvent } from "./engine.ts";

export function startEngine(listen: (event: EngineEvent) => void): Engine {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-engine" });
  const remote = wrap<Engine>(worker);
  const report = (message: string): void => {
    listen({ kind: "error", code: "bug", message });
    listen({ kind: "status", status: "failed", step: 0 });
  };
  worker.addEventListener("error", (event) =>
    report(`The engine stopped: ${event.message}. Reload the page.`),
  );
  void remote.subscribe(proxy(listen));
  return {
    load: (experiment, backend) => remote.load(experiment, backend),
    play: () => remote.play(),
    pause: () => remote.pause(),
    step: (n) => remote.step(n),
    setSpeed: (stepsPerSecond) => remote.setSpeed(stepsPerSecond),
    reset: () => remote.reset(),
    subscribe: (other) => void remote.subscribe(proxy(other)),
    dispose: async () => {
      await remote.dispose();
      worker.terminate();
    },
  };
}
