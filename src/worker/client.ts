/** Starts the engine in a worker, for the page. */
import type { Engine } from "../library/api.ts";
import { connect } from "./protocol.ts";
import { supervise } from "./supervisor.ts";

export const startEngine = (): Engine =>
  supervise(({ onCrash, ...listeners }) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: "dmf-engine",
    });
    worker.addEventListener("error", ({ message }) => onCrash(message || "for an unknown reason"));
    worker.addEventListener("messageerror", () => onCrash("one of its messages could not be read"));
    return { ...connect(worker, listeners), terminate: () => worker.terminate() };
  });
