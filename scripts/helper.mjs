// A helper of the engine on the CPU in Node (src/cli/helpers.ts): what `help` in src/wasm/team.ts is in a browser.
import { workerData } from "node:worker_threads";
import { instantiate } from "../src/wasm/instantiate.mjs";

const { module, memory, thread } = workerData;
const exports = await instantiate(module, memory);
exports.setThread(thread);
exports.help();
