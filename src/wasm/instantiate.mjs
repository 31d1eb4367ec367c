/**
 * An instance of a module on `memory`. Beside it the modules import functions of Math alone, each by its own name. In plain
 * JavaScript, since Node's helper threads load it as it is.
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
