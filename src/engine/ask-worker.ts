/** A worker that is asked one thing, tells of it until `done` or `failed`, and ends then. */

interface Failed {
  readonly kind: "failed";
  readonly message: string;
}

/** What is returned ends it; after `done` or `failed` it has ended by itself. `notLoaded` is told where its code does not come. */
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
