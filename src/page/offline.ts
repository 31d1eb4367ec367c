/** Undefined if the browser lacks or forbids service workers. In a sandboxed frame, even reading throws. */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** The delay before the page's files are copied. Until then, the first curve needs the processors and the network. */
const FIRST_CURVE_MS = 3000;

/** Copies the page in this browser for visits without a network. If that fails, the page still works. */
export function keepForOffline(): void {
  const workers = serviceWorkers();
  if (!import.meta.env.PROD || !workers) return;
  const register = (): void =>
    void workers.register("./service-worker.js").catch((error: unknown) => {
      // Private windows and some hosts forbid service workers. The user need not act, so this is not a
      // warning.
      console.info("The page is not kept for offline use:", error);
    });
  window.addEventListener("load", () => setTimeout(register, FIRST_CURVE_MS));
}
