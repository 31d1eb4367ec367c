/**
 * Resolves in a new macrotask, after pending messages. It does not use timers, because browsers delay nested
 * timers by 4 ms. In Node, it uses setImmediate, because an open MessageChannel would keep the process alive.
 */
export const macrotask: () => Promise<void> =
  typeof setImmediate === "function"
    ? () => new Promise((resolve) => setImmediate(resolve))
    : () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          const arrived = (): void => {
            port1.close();
            resolve();
          };
          port1.addEventListener("message", arrived, { once: true });
          port1.start();
          port2.postMessage(undefined);
        });
