/** Keeps a copy of the page in this browser for visits without a network; where that is not possible, the page works all the same. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("./service-worker.js").catch((error: unknown) => {
      // Private windows and some hosts do not allow it, and nobody has to do anything about that.
      console.info("The page is not kept for offline use:", error);
    });
  });
}
