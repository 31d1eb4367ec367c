/** A pool worker of the CPU engine. The engine's worker starts it and sends it one message. */
import { help, type HelperTask } from "../wasm/team.ts";

self.addEventListener("message", ({ data }: MessageEvent<HelperTask>) => void help(data));
