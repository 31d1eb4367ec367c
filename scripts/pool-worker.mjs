// A pool worker of the CPU engine in Node (src/library/host.ts). In browsers, `runPoolTask` of
// src/wasm/thread-pool.ts does the same.
import { workerData } from "node:worker_threads";
import { instantiate } from "../src/wasm/instantiate.mjs";

const { module, memory, thread } = workerData;
const exports = await instantiate(module, memory);
exports.setThread(thread);
exports.help();
