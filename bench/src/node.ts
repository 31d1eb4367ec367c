/**
 * The benchmark in Node on Dawn. scripts/dawn.mjs starts a child process for each suite, which sends rows as
 * they are measured.
 */
import { availableParallelism } from "node:os";
import process from "node:process";
import { create, globals } from "webgpu";
import type { Engine, SuiteSetting } from "./engine.ts";
import { libmf } from "./engines/libmf.ts";
import { matrixFactorization } from "./engines/matrix-factorization.ts";
import { ourDevice } from "./engines/ours.ts";
import { runSuite } from "./run-suite.ts";

Object.assign(globalThis, globals);
// Kept for the life of the process, because Dawn crashes once it is collected.
const gpu: GPU = create([]);

/**
 * Opens the peers on WebGPU, which need a browser's `navigator.gpu`, and those for ratings. onnxruntime-web has no WebGPU in
 * Node, and WebAssembly is compared only in the browser.
 */
async function peers(): Promise<Engine[]> {
  const navigator = { gpu, userAgent: "Node", hardwareConcurrency: availableParallelism() };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const { jax } = await import("./engines/jax.ts");
  const { tfjs } = await import("./engines/tfjs.ts");
  return [jax("WebGPU"), tfjs(), libmf(), matrixFactorization()];
}

type Message = { readonly [kind: string]: unknown };
const send = (message: Message): void => void process.send?.(message);

async function main(): Promise<void> {
  const [suite = "", setting = "{}"] = process.argv.slice(2);
  send({ adapter: (await ourDevice(gpu)).adapter });
  const host = { gpu, peers, log: (text: string) => send({ log: text }) };
  for await (const row of runSuite(host, suite, JSON.parse(setting) as SuiteSetting)) send({ row });
}

// The process ends when its parent ends.
process.on("disconnect", () => process.exit(1));
// Devices would keep the process alive, so it ends itself after its last message has been sent.
main()
  .then(() => process.send?.({ done: true }, () => process.exit(0)))
  .catch((error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)));
