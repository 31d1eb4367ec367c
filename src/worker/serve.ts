/** The worker's side of the protocol that `connect` (client.ts) speaks: calls and events by comlink, and a heartbeat. */
import { expose, proxy, type Endpoint } from "comlink";
import type { Engine } from "../engine/engine.ts";
import { LocalEngine } from "../engine/local-engine.ts";

export class ServedEngine extends LocalEngine {
  /** A function can be sent only as a proxy. */
  override subscribe(...args: Parameters<Engine["subscribe"]>): () => void {
    return proxy(super.subscribe(...args));
  }
}

export function serve(engine: ServedEngine, port: Endpoint): void {
  expose(engine, port);
  // Answers the heartbeat: sends `ping` back at once, as long as the event loop turns.
  port.addEventListener("message", (event) => {
    const { data } = event as MessageEvent;
    if (data === "ping") port.postMessage(data, []);
  });
}
