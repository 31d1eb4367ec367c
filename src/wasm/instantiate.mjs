/**
 * An instance of a module on `memory`. The modules import only this memory and functions of Math, each by its
 * own name. This file is plain JavaScript because Node's pool workers load it without a build.
 *
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Memory} memory
 * @returns {Promise<import("./build.ts").Functions>}
 */
export async function instantiate(module, memory) {
  /** @type {Record<string, Record<string, WebAssembly.ImportValue>>} */
  const imports = { env: { memory } };
  for (const { module: file, name, kind } of WebAssembly.Module.imports(module))
    if (kind === "function") imports[file] = { ...imports[file], [name]: Math[name] };
  const { exports } = await WebAssembly.instantiate(module, imports);
  return exports;
}
