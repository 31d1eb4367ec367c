/**
 * Compiles the kernels in AssemblyScript for `import url from "./kernels.simd.wasm?url&inline"`. The modules are kept
 * between builds.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";
import type { Plugin } from "vite";
import manifest from "../../package.json" with { type: "json" };
import { keep } from "./asset.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const OPTIONS =
  "-O3 --noAssert --converge --runtime stub --disableWarning 112 --importMemory --initialMemory 1";
const SHARED = "--enable threads --sharedMemory --maximumMemory 65536";
/** By path, without extension. src/wasm/build.ts decides which module runs on which machine. */
const MODULES: Readonly<Record<string, string>> = {
  "src/wasm/kernels.simd": "--enable simd",
  "src/wasm/kernels.relaxed": "--enable simd,relaxed-simd",
  "src/wasm/kernels.simd.threads": `--enable simd ${SHARED}`,
  "src/wasm/kernels.relaxed.threads": `--enable simd,relaxed-simd ${SHARED}`,
  "src/math/product": "--enable simd",
};

const modules = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The bytes of a module, which is compiled from the folder `assembly` beside it. */
export function wasmModule(path: string): Promise<Uint8Array<ArrayBuffer>> {
  // The page and its workers are bundled at the same time.
  const module = modules.get(path) ?? makeModule(path);
  modules.set(path, module);
  return module;
}

async function makeModule(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = join(dirname(path), "assembly");
  const options = `${OPTIONS} ${MODULES[path]}`;
  const hash = createHash("sha256").update(manifest.devDependencies.assemblyscript + options);
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).toSorted())
    if (name.endsWith(".ts")) hash.update(`${name}\0`).update(readFileSync(join(root, folder, name)));
  const name = `${path.replaceAll("/", ".")}-${hash.digest("hex").slice(0, 16)}.wasm`;
  const file = join(root, "node_modules/.cache/dmf", name);
  return existsSync(file) ? readFileSync(file) : keep(file, await compile(`${folder}/index.ts`, options));
}

async function compile(file: string, options: string): Promise<Uint8Array<ArrayBuffer>> {
  const output = mkdtempSync(join(tmpdir(), "dmf-wasm-"));
  try {
    const outFile = join(output, "out.wasm");
    const { error } = await main([file, ...options.split(" "), "--baseDir", root, "--outFile", outFile], {
      stderr,
    });
    if (error) throw error;
    return readFileSync(outFile);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

export function wasmModules(): Plugin {
  const isWanted = (path: string): boolean => path in MODULES;
  const QUERY = ".wasm?url&inline";
  const pathOf = (id: string): string => id.slice(root.length, -QUERY.length).replaceAll("\\", "/");
  return {
    name: "wasm-modules",
    enforce: "pre",
    resolveId(wanted, importer) {
      if (!wanted.endsWith(QUERY) || !importer) return undefined;
      const id = resolve(dirname(importer), wanted);
      return isWanted(pathOf(id)) ? id : undefined;
    },
    async load(id) {
      if (!id.endsWith(QUERY) || !isWanted(pathOf(id))) return undefined;
      const base64 = Buffer.from(await wasmModule(pathOf(id))).toString("base64");
      return `export default "data:application/wasm;base64,${base64}"`;
    },
  };
}
