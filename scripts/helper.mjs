// A pool worker of the CPU engine in Node (src/cli/helpers.ts); browsers use `help` in src/wasm/team.ts.
import { workerData } from "node:worker_threads";
import { instantiate } from "../src/wasm/instantiate.mjs";

const { module, memory, thread } = workerData;
const exports = await instantiate(module, memory);
exports.setThread(thread);
exports.help();
