/** The engine in a worker, for the page. */
import { proxy, wrap, type Remote } from "comlink";
import type { Engine, EngineEvent } from "./engine.ts";
import type { OwnFile } from "./training.ts";

export function startEngine(listen: (event: EngineEvent) => void): Engine {
  let { worker, remote } = open(listen);
  /** Ends the wait for a load whose worker is gone. */
  let giveUpLoad: () => void = () => undefined;
  /** Given again to a worker that replaces another. */
  let provided: OwnFile | undefined;
  return {
    provide: (file) => {
      provided = file;
      return remote.provide(file);
    },
    load: (experiment, backend, from) =>
      new Promise((resolve) => {
        giveUpLoad = resolve;
        void remote.load(experiment, backend, from).then(resolve);
      }),
    // A worker that is busy with a large decomposition hears nothing: it is replaced.
    abandonLoad: () => {
      worker.terminate();
      ({ worker, remote } = open(listen));
      if (provided) void remote.provide(provided);
      giveUpLoad();
    },
    play: () => remote.play(),
    pause: () => remote.pause(),
    step: (n) => remote.step(n),
    setSpeed: (stepsPerSecond) => remote.setSpeed(stepsPerSecond),
    reset: () => remote.reset(),
    restoreAt: (step) => remote.restoreAt(step),
    snapshotAt: (step) => remote.snapshotAt(step),
    subscribe: (other) => void remote.subscribe(proxy(other)),
    dispose: async () => {
      await remote.dispose();
      worker.terminate();
    },
  };
}

function open(listen: (event: EngineEvent) => void): { worker: Worker; remote: Remote<Engine> } {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-engine" });
  const remote = wrap<Engine>(worker);
  const report = (reason: string): void => {
    listen({ kind: "error", code: "bug", message: `The engine stopped${reason}. Reload the page.` });
    listen({ kind: "status", status: "failed", step: 0 });
  };
  worker.addEventListener("error", ({ message }) => report(message ? `: ${message}` : ""));
  worker.addEventListener("messageerror", () => report(": one of its messages could not be read"));
  void remote.subscribe(proxy(listen));
  return { worker, remote };
}
