// Bundles the benchmark for a browser and for Node, and the playground itself, each into its own folder under
// bench/dist.
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions, preview } from "vite";

export const bench = fileURLToPath(new URL("..", import.meta.url));
export const root = fileURLToPath(new URL("../..", import.meta.url));
const output = (name) => join(bench, "dist", name);

// Cross-origin isolation gives precise timers, and threads to engines that use them.
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const common = { root: bench, base: "./", logLevel: "error" };
const target = "es2023";

/** Builds the page of the benchmark and returns its folder. */
export async function buildPage() {
  const outDir = output("page");
  await build({
    ...common,
    // Lets onnxruntime-web load its modules from a folder instead of bundling them.
    resolve: { conditions: ["onnxruntime-web-use-extern-wasm", ...defaultClientConditions] },
    build: { outDir, target, emptyOutDir: true, chunkSizeWarningLimit: 1e6 },
  });
  const link = join(outDir, "ort");
  if (!existsSync(link)) symlinkSync(join(bench, "node_modules/onnxruntime-web/dist"), link, "junction");
  return outDir;
}

/** Builds the benchmark for Node and returns the file to run. */
export async function buildNode() {
  const outDir = output("node");
  await build({ ...common, build: { outDir, target, emptyOutDir: true, ssr: "src/node.ts" } });
  return join(outDir, "node.js");
}

/** Builds the playground as it is deployed. */
export async function buildPlayground() {
  const outDir = output("playground");
  await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
  return outDir;
}

/** Serves a folder on a free port of this machine. */
export async function serve(outDir) {
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, headers },
  });
  const { port } = server.httpServer.address();
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
