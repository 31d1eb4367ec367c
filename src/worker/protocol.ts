/** How the page and the engine's worker speak: calls by comlink, events, and a heartbeat. */
import { expose, wrap, type Endpoint } from "comlink";
import type { Engine, EngineEvent } from "../library/api.ts";

/** The engine's worker, as the page sees it. */
export interface EngineWorker {
  readonly engine: Omit<Engine, "subscribe">;
  /** Sends a heartbeat. The worker's answer calls `onAnswer`. */
  ping(): void;
  terminate(): void;
}

export interface WorkerListeners {
  readonly onEvent: (event: EngineEvent) => void;
  readonly onAnswer: () => void;
  readonly onCrash: (reason: string) => void;
}

/** The worker sends this message back at once, unless its event loop is blocked. */
const PING = "ping";

/** An event of the engine. It needs no answer, and comlink would send one for each. */
interface EventMessage {
  readonly event: EngineEvent;
}

/** The page's side. */
export function connect(
  port: Endpoint,
  { onEvent, onAnswer }: Omit<WorkerListeners, "onCrash">,
): Omit<EngineWorker, "terminate"> {
  const remote = wrap<Engine>(port);
  port.addEventListener("message", (message) => {
    const { data } = message as MessageEvent<Partial<EventMessage> | typeof PING>;
    if (data === PING) onAnswer();
    else if (data.event) onEvent(data.event);
  });
  return { engine: remote, ping: () => port.postMessage(PING, []) };
}

/** The worker's side. Call it before the first message: with an engine that opens at once. */
export function serve(engine: Engine, port: Endpoint): void {
  expose(engine, port);
  engine.subscribe((event) => port.postMessage({ event } satisfies EventMessage, []));
  port.addEventListener("message", (event) => {
    const { data } = event as MessageEvent;
    if (data === PING) port.postMessage(data, []);
  });
}
