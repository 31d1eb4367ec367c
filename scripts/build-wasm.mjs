#!/usr/bin/env node
// `npm run build:wasm`: compiles src/wasm/assembly to the modules that are checked in beside it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const OPTIONS =
  "-O3 --noAssert --converge --runtime stub --disableWarning 112 --importMemory --initialMemory 1";
const SHARED = "--enable threads --sharedMemory --maximumMemory 65536";
// Which one runs where is decided in src/wasm/build.ts.
const BUILD_OPTIONS = {
  simd: "--enable simd",
  relaxed: "--enable simd,relaxed-simd",
  "simd.threads": `--enable simd ${SHARED}`,
  "relaxed.threads": `--enable simd,relaxed-simd ${SHARED}`,
};

export const BUILDS = Object.keys(BUILD_OPTIONS);

/** Path of a checked-in module. */
export function modulePath(build) {
  return join(root, `src/wasm/kernels.${build}.wasm`);
}

/** The bytes of a build, compiled now. */
export async function compile(build) {
  const folder = mkdtempSync(join(tmpdir(), "dmf-wasm-"));
  try {
    const outFile = join(folder, "out.wasm");
    const options = `${OPTIONS} ${BUILD_OPTIONS[build]}`.split(" ");
    const { error } = await main(
      ["src/wasm/assembly/index.ts", ...options, "--baseDir", root, "--outFile", outFile],
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
