/** A pool worker of the CPU engine. The engine's worker starts it and sends it one message. */
import { runPoolTask, type PoolTask } from "../wasm/thread-pool.ts";

self.addEventListener("message", ({ data }: MessageEvent<PoolTask>) => void runPoolTask(data));
