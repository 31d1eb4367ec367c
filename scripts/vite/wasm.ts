/**
 * Compiles the kernels in AssemblyScript for `import url from "./kernels.simd.wasm?url&inline"`. The modules are kept
 * between builds.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";
import type { Plugin } from "vite";
import manifest from "../../package.json" with { type: "json" };
import { keep } from "./asset.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const OPTIONS = "-O3 --noAssert --runtime stub --disableWarning 112 --importMemory --initialMemory 1";
const SHARED = "--enable threads --sharedMemory --maximumMemory 65536";
/** By path, without extension. src/wasm/build.ts decides which module runs on which machine. */
const MODULES: Readonly<Record<string, string>> = {
  "src/wasm/kernels.simd": "--enable simd",
  "src/wasm/kernels.relaxed": "--enable simd,relaxed-simd",
  "src/wasm/kernels.simd.threads": `--enable simd ${SHARED}`,
  "src/wasm/kernels.relaxed.threads": `--enable simd,relaxed-simd ${SHARED}`,
  "src/math/product": "--enable simd",
};

/** By path of the kept file. The page and its workers are bundled at the same time. */
const modules = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The sources of a module: the folder `assembly` beside it. */
function sourcesOf(path: string): string[] {
  const folder = join(root, dirname(path), "assembly");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The bytes of a module, compiled if its sources have changed. */
export function wasmModule(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const options = `${OPTIONS} ${MODULES[path]}`;
  const hash = createHash("sha256").update(manifest.devDependencies.assemblyscript + options);
  for (const source of sourcesOf(path))
    hash.update(`${relative(root, source)}\0`).update(readFileSync(source));
  const name = `${path.replaceAll("/", ".")}-${hash.digest("hex").slice(0, 16)}.wasm`;
  const file = join(root, "node_modules/.cache/dmf", name);
  const make = async () =>
    existsSync(file)
      ? readFileSync(file)
      : keep(file, await compile(`${dirname(path)}/assembly/index.ts`, options));
  const module = modules.get(file) ?? make();
  modules.set(file, module);
  return module;
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

const QUERY = ".wasm?url&inline";

export function wasmModules(): Plugin {
  /** The path of a module below the root, without extension. Undefined for other ids. */
  const pathOf = (id: string): string | undefined => {
    if (!id.endsWith(QUERY)) return undefined;
    const path = relative(root, id.slice(0, -QUERY.length)).replaceAll("\\", "/");
    return path in MODULES ? path : undefined;
  };
  return {
    name: "wasm-modules",
    enforce: "pre",
    resolveId(wanted, importer = "") {
      const id = resolve(dirname(importer), wanted);
      return pathOf(id) && id;
    },
    async load(id) {
      const path = pathOf(id);
      if (!path) return undefined;
      for (const source of sourcesOf(path)) this.addWatchFile(source);
      const base64 = Buffer.from(await wasmModule(path)).toString("base64");
      return `export default "data:application/wasm;base64,${base64}"`;
    },
  };
}
