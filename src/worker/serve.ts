/** The worker's side of the protocol that `connect` (client.ts) speaks: calls and events by comlink, and a heartbeat. */
import { expose, proxy, type Endpoint } from "comlink";
import type { Engine } from "../library/api.ts";

/** Listens at once, so that calls made while the engine opens are not lost. */
export function serve(opening: Promise<Engine>, port: Endpoint): void {
  const call = async (name: keyof Engine, args: readonly unknown[]): Promise<unknown> => {
    const engine = await opening;
    const found: unknown = Reflect.apply(
      engine[name] as (...args: readonly unknown[]) => unknown,
      engine,
      args,
    );
    // Comlink can send a function, such as the result of `subscribe`, only as a proxy.
    return typeof found === "function" ? proxy(found) : found;
  };
  const calls: ProxyHandler<object> = {
    get:
      (_, name) =>
      (...args: readonly unknown[]) =>
        call(name as keyof Engine, args),
  };
  expose(new Proxy({}, calls), port);
  // Answers the heartbeat: sends `ping` back at once, unless the event loop is blocked.
  port.addEventListener("message", (event) => {
    const { data } = event as MessageEvent;
    if (data === "ping") port.postMessage(data, []);
  });
}
