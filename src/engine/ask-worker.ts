/** Runs a worker for a single request. It reports until `done` or `failed`, then ends. */

interface Failed {
  readonly kind: "failed";
  readonly message: string;
}

/**
 * The returned function ends the worker; after `done` or `failed` it has ended by itself. `notLoaded` is called if its
 * code does not load.
 */
export function askWorker<Told extends { readonly kind: string }>(
  worker: Worker,
  request: unknown,
  listen: (told: Told) => void,
  notLoaded: Told & Failed,
): () => void {
  const end = (): void => worker.terminate();
  worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    listen(data);
    if (data.kind === "done" || data.kind === "failed") end();
  });
  worker.addEventListener("error", ({ message }) => {
    listen(message ? { ...notLoaded, message } : notLoaded);
    end();
  });
  const noTransfers: Transferable[] = [];
  worker.postMessage(request, noTransfers);
  return end;
}
