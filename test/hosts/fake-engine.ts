/** An engine that does nothing. A test gives it the methods that it needs; every other call is noted by its name. */
import type { Engine } from "../../src/engine/engine.ts";

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

export function fakeEngine(calls: string[], own: Partial<Engine>): Engine {
  const methods: Partial<Engine> = {
    subscribe: () => undefined,
    checkpointAt: nothing,
    dataValues: nothing,
    givenValues: nothing,
    startFactors: nothing,
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
