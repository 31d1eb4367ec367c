/**
 * A pool worker of the CPU engine, started by the engine's worker. It begins with its one message and receives no
 * other.
 */
import { help, type HelperTask } from "../wasm/team.ts";

self.addEventListener("message", ({ data }: MessageEvent<HelperTask>) => void help(data));
