/**
 * An engine that does nothing. A test provides the methods that it needs; the names of all other calls are
 * recorded.
 */
import type { Engine, EngineEvent } from "../../src/engine/engine.ts";

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

export function fakeEngine(calls: string[], own: Partial<Engine>): Engine {
  const methods: Partial<Engine> = {
    subscribe: () => () => undefined,
    checkpointAt: nothing,
    read: nothing,
    ...own,
  };
  return new Proxy(methods as Engine, {
    get(_, name: keyof Engine | "then") {
      // `await` reads `then`. An engine has none, because it is not a promise.
      if (name === "then") return undefined;
      return methods[name] ?? (() => Promise.resolve(void calls.push(name)));
    },
  });
}

/** The subscribers of a fake engine, and the function that sends them an event. */
export function fakeEvents(): Pick<Engine, "subscribe"> & { readonly emit: (event: EngineEvent) => void } {
  const listeners = new Set<(event: EngineEvent) => void>();
  return {
    subscribe(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    emit: (event) => listeners.forEach((listen) => listen(event)),
  };
}
