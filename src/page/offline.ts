/** Undefined where the browser has none or forbids it: the getter throws in a sandboxed frame. */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** Keeps a copy of the page in this browser for visits without a network; where that is not possible, the page works all the same. */
export function keepForOffline(): void {
  const workers = serviceWorkers();
  if (!import.meta.env.PROD || !workers) return;
  window.addEventListener("load", () => {
    workers.register("./service-worker.js").catch((error: unknown) => {
      // Private windows and some hosts do not allow it, and nobody has to do anything about that.
      console.info("The page is not kept for offline use:", error);
    });
  });
}
