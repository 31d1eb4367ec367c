/** The only place that decides which build of the kernels runs here. `npm run build:wasm` makes the builds. */
import { invariant } from "../core/errors.ts";
import relaxed from "./kernels.relaxed.wasm?url&inline";
import relaxedThreads from "./kernels.relaxed.threads.wasm?url&inline";
import simd from "./kernels.simd.wasm?url&inline";
import simdThreads from "./kernels.simd.threads.wasm?url&inline";

/** Named by the instructions it needs. */
export type Build = "relaxed" | "simd";

/** Each build exists twice: with its own memory, and with a memory shared by threads. */
type File = Build | `${Build}.threads`;

const URLS: Readonly<Record<File, string>> = {
  relaxed,
  simd,
  "relaxed.threads": relaxedThreads,
  "simd.threads": simdThreads,
};
/** Fused multiply-add makes the first one a quarter faster. */
const BEST_FIRST: readonly Build[] = ["relaxed", "simd"];

const modules = new Map<File, Promise<WebAssembly.Module>>();

/** The smallest module: a signature and a version. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/**
 * The builds that this runtime accepts, fastest first. Empty without WebAssembly, without its SIMD, or where a policy
 * forbids it.
 */
export function supportedBuilds(): Build[] {
  return canCompile() ? BEST_FIRST.filter((build) => WebAssembly.validate(bytesOf(build))) : [];
}

/** A Content Security Policy takes effect only when something is compiled. */
function canCompile(): boolean {
  try {
    return new WebAssembly.Module(EMPTY) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/** Compiles each module once. The executors share it, and with it the code that the runtime has optimised so far. */
export function loadModule(file: File): Promise<WebAssembly.Module> {
  const module = modules.get(file) ?? WebAssembly.compile(bytesOf(file));
  modules.set(file, module);
  return module;
}

/** A module's exports. */
export type Functions = Readonly<Record<string, (...numbers: readonly number[]) => number>>;

function bytesOf(file: File): Uint8Array<ArrayBuffer> {
  const [, base64] = URLS[file].split(";base64,");
  invariant(base64, `the ${file} build is inlined as base64`);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
