/**
 * Judges a claim in a worker of its own. The worker starts when it gets its only message and ends when it is
 * terminated. Its code loads then, because WebKit loads no static imports of a second worker.
 */
import type { ClaimEvent, ClaimRequest } from "./run.ts";

const send = (event: ClaimEvent): void => postMessage(event);

async function judge({ id }: ClaimRequest): Promise<void> {
  const { judgeHere } = await import("./run.ts");
  await judgeHere(id, send);
}

self.addEventListener("message", ({ data }: MessageEvent<ClaimRequest>) => {
  judge(data).catch((error: unknown) =>
    send({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
