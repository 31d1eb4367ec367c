/** Runs a worker for a single request. The worker reports until `done` or `failed`, then ends. */

interface Failed {
  readonly kind: "failed";
  readonly message: string;
}

/**
 * Returns a function that ends the worker early. After `done` or `failed` the worker has already ended. If the
 * worker's code cannot be loaded or throws an error, `listen` gets `notLoaded`, with the error's own message if it
 * has one.
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
