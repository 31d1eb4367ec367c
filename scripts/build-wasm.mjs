#!/usr/bin/env node
// `npm run build:wasm`: compiles src/wasm/assembly and src/math/assembly. The modules are checked in beside
// these folders.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { argv, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const OPTIONS =
  "-O3 --noAssert --converge --runtime stub --disableWarning 112 --importMemory --initialMemory 1";
const SHARED = "--enable threads --sharedMemory --maximumMemory 65536";
// src/wasm/build.ts decides which module runs on which machine.
const MODULES = {
  "wasm/kernels.simd": "--enable simd",
  "wasm/kernels.relaxed": "--enable simd,relaxed-simd",
  "wasm/kernels.simd.threads": `--enable simd ${SHARED}`,
  "wasm/kernels.relaxed.threads": `--enable simd,relaxed-simd ${SHARED}`,
  "math/product": "--enable simd",
};

/** Paths below src, without extension. */
export const BUILDS = Object.keys(MODULES);

/** Path of a checked-in module. */
export function modulePath(build) {
  return join(root, `src/${build}.wasm`);
}

/** Compiles a build and returns its bytes. */
export async function compile(build) {
  const folder = mkdtempSync(join(tmpdir(), "dmf-wasm-"));
  try {
    const outFile = join(folder, "out.wasm");
    const options = `${OPTIONS} ${MODULES[build]}`.split(" ");
    const { error } = await main(
      [`src/${dirname(build)}/assembly/index.ts`, ...options, "--baseDir", root, "--outFile", outFile],
      { stderr },
    );
    if (error) throw error;
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (argv[1] === fileURLToPath(import.meta.url))
  for (const build of BUILDS) {
    const bytes = await compile(build);
    writeFileSync(modulePath(build), bytes);
    console.log(`${modulePath(build).slice(root.length)}: ${bytes.length} bytes`);
  }
