// A helper of the engine on the CPU in Node (src/cli/helpers.ts): what `help` in src/wasm/team.ts is in a browser.
import { workerData } from "node:worker_threads";

const { module, memory, thread } = workerData;
const imports = { env: { memory }, update: { expm1: Math.expm1 } };
const { exports } = await WebAssembly.instantiate(module, imports);
exports.setThread(thread);
exports.help();
