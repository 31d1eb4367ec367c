/** The only place that decides which build of the kernels runs on this machine. scripts/vite/wasm.ts makes the builds. */
import { EngineError, errorText, invariant } from "../core/errors.ts";

/** Named after the instructions that the build needs. */
export type Build = "relaxed" | "simd";

/** Each build exists twice: with its own memory, and with memory shared by threads. */
type File = Build | `${Build}.threads`;

/** A build's module is fetched only when it is needed: a page needs one or two modules. */
const FILES: Readonly<Record<File, () => Promise<{ readonly default: string }>>> = {
  relaxed: () => import("./kernels.relaxed.wasm?url&inline"),
  simd: () => import("./kernels.simd.wasm?url&inline"),
  "relaxed.threads": () => import("./kernels.relaxed.threads.wasm?url&inline"),
  "simd.threads": () => import("./kernels.simd.threads.wasm?url&inline"),
};
/** Fused multiply-add makes `relaxed` a quarter faster. */
const BEST_FIRST: readonly Build[] = ["relaxed", "simd"];

const modules = new Map<File, Promise<WebAssembly.Module>>();

/** The smallest module: a signature and a version. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Modules with one function that uses an instruction of the build, as in the npm package wasm-feature-detect. */
const PROBES: Readonly<Record<Build, Uint8Array<ArrayBuffer>>> = {
  // i8x16.relaxed_swizzle.
  relaxed: bytesOf("0061736d010000000105016000017b030201000a0f010d004101fd0f4102fd0ffd80020b"),
  // i8x16.popcnt.
  simd: bytesOf("0061736d010000000105016000017b030201000a0a0108004100fd0ffd620b"),
};

/**
 * The builds that this runtime accepts, fastest first. Empty without WebAssembly, without SIMD, or if a
 * policy forbids WebAssembly.
 */
export function supportedBuilds(): Build[] {
  return canCompile() ? BEST_FIRST.filter((build) => WebAssembly.validate(PROBES[build])) : [];
}

/**
 * Whether WebAssembly is available and allowed. A Content Security Policy takes effect only when something is
 * compiled, so this function compiles the smallest module.
 */
function canCompile(): boolean {
  try {
    return new WebAssembly.Module(EMPTY) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/**
 * Compiles each module once. The executors share the compiled module and the code that the runtime has
 * optimized so far.
 */
export function loadModule(file: File): Promise<WebAssembly.Module> {
  const known = modules.get(file);
  if (known) return known;
  const module = compile(file);
  modules.set(file, module);
  // Lets the caller ask again for a module that did not load.
  module.catch(() => modules.delete(file));
  return module;
}

/** A module's exports. */
export type Functions = Readonly<Record<string, (...numbers: readonly number[]) => number>>;

/** Rejects with EngineError "bad-input" if the module's file is missing, for example after an update of the page. */
async function compile(file: File): Promise<WebAssembly.Module> {
  const imported = await FILES[file]().catch((error: unknown) => {
    throw new EngineError(
      "bad-input",
      `The CPU engine’s code could not be loaded (${errorText(error)}). Reload the page, or install the package again.`,
    );
  });
  const [, base64] = imported.default.split(";base64,");
  invariant(base64, `the ${file} build is inlined as base64`);
  return WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
