/** The package's engine for a browser, in a page or a worker. The CPU engine uses one thread. */
import { BUNDLED } from "../problem/bundled.ts";
import type { CreateEngine } from "./api.ts";
import { engineOn } from "./engine.ts";

export type * from "./api.ts";
export { EngineError } from "../core/errors.ts";

export const createEngine: CreateEngine = (options = {}) =>
  Promise.resolve(
    engineOn({ gpu: globalThis.navigator.gpu, load: options.load ?? fetchPackaged, isUnseen: true }, options),
  );

/**
 * In the package, the built code lies as deep as its source. Data made by the build lie beside the built
 * code.
 */
async function fetchPackaged(name: string): Promise<Uint8Array> {
  const response = await fetch(
    new URL(`${name in BUNDLED ? "../../public" : "."}/data/${name}`, import.meta.url),
  );
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
