/** The benchmark in Node on Dawn: a child process of scripts/dawn.mjs, one suite for each, rows sent as they come. */
import { availableParallelism } from "node:os";
import process from "node:process";
import { create, globals } from "webgpu";
import type { Engine, SuiteSetting } from "./engine.ts";
import { ourDevice } from "./engines/ours.ts";
import { runSuite } from "./run-suite.ts";

Object.assign(globalThis, globals);
// Kept for the life of the process: Dawn crashes once it is collected.
const gpu: GPU = create([]);

/** The peers look for a browser's `navigator.gpu`. onnxruntime-web has no WebGPU in Node; WebAssembly is compared in the browser. */
async function peers(): Promise<Engine[]> {
  const navigator = { gpu, userAgent: "Node", hardwareConcurrency: availableParallelism() };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const { jax } = await import("./engines/jax.ts");
  const { tfjs } = await import("./engines/tfjs.ts");
  return [jax("WebGPU"), tfjs()];
}

type Message = { readonly [kind: string]: unknown };
const send = (message: Message): void => void process.send?.(message);

async function main(): Promise<void> {
  const [suite = "", setting = "{}"] = process.argv.slice(2);
  send({ adapter: (await ourDevice(gpu)).adapter });
  const host = { gpu, peers, log: (text: string) => send({ log: text }) };
  for await (const row of runSuite(host, suite, JSON.parse(setting) as SuiteSetting)) send({ row });
}

// Not left behind when the parent goes.
process.on("disconnect", () => process.exit(1));
// Devices keep the process alive: it is ended once its last message is on the way.
main()
  .then(() => process.send?.({ done: true }, () => process.exit(0)))
  .catch((error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)));
