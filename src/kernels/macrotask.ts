/**
 * Resolves in a new macrotask, after pending messages. Timers would not do, because browsers delay nested ones by 4 ms.
 * Node uses setImmediate, because an open MessageChannel would keep the process alive.
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
