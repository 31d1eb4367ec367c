/** The one place that decides which build of the kernels runs here. They are made by `npm run build:wasm`. */
import { invariant } from "../math/errors.ts";
import relaxed from "./kernels.relaxed.wasm?url&inline";
import simd from "./kernels.simd.wasm?url&inline";

export type Build = "relaxed" | "simd";

const URLS: Readonly<Record<Build, string>> = { relaxed, simd };
/** Fused multiply-add makes the first a quarter faster. */
const BEST_FIRST: readonly Build[] = ["relaxed", "simd"];

const modules = new Map<Build, Promise<WebAssembly.Module>>();

/** The builds that this runtime accepts, the fastest first; none where WebAssembly has no SIMD. */
export function supportedBuilds(): Build[] {
  return BEST_FIRST.filter((build) => WebAssembly.validate(bytesOf(build)));
}

/** Compiled once; the executors share it, and with it the code that the runtime has optimised so far. */
export function loadModule(build: Build): Promise<WebAssembly.Module> {
  const module = modules.get(build) ?? WebAssembly.compile(bytesOf(build));
  modules.set(build, module);
  return module;
}

function bytesOf(build: Build): Uint8Array<ArrayBuffer> {
  const [, base64] = URLS[build].split(";base64,");
  invariant(base64, `the ${build} build is inlined as base64`);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
