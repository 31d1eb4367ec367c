/**
 * Returns undefined where the browser has no service workers or forbids them. In a sandboxed frame the getter throws.
 */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** Keeps a copy of the page in this browser for visits without a network. The page also works where this fails. */
export function keepForOffline(): void {
  const workers = serviceWorkers();
  if (!import.meta.env.PROD || !workers) return;
  window.addEventListener("load", () => {
    workers.register("./service-worker.js").catch((error: unknown) => {
      // Private windows and some hosts forbid it. The reader need not act, so this is no warning.
      console.info("The page is not kept for offline use:", error);
    });
  });
}
