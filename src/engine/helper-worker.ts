/** A helper of the engine on the CPU, in a worker of the engine's worker: begins with its one message, and hears no other. */
import { help, type HelperTask } from "../wasm/team.ts";

self.addEventListener("message", ({ data }: MessageEvent<HelperTask>) => void help(data));
