// Finds values in a result.
export const OURS = "DMF Playground";
export const WEBGPU = "WebGPU";
export const WASM = "WebAssembly";

/** Whether an adapter, by its full name, computes in software. */
export const isSoftware = (adapter = "") => /swiftshader|llvmpipe|software/i.test(adapter);

/** Short names of the software adapters. Other adapters keep their own names. */
export function adapterName(adapter = "") {
  if (/swiftshader/i.test(adapter)) return "SwiftShader";
  if (/llvmpipe/i.test(adapter)) return "lavapipe";
  return adapter || "unknown adapter";
}

/** All rows of a host's suite. Empty if the suite did not run. */
export function rowsOf(result, host, suite) {
  return result.hosts[host]?.suites[suite]?.rows ?? [];
}

/** A value, or undefined if it is missing. JSON stores NaN as null. */
export function valueOf(rows, { what, shape, engine = OURS, on }) {
  const found = rows.find(
    (row) =>
      row.what === what && row.shape === String(shape) && row.engine === engine && (!on || row.on === on),
  );
  return Number.isFinite(found?.value) ? found.value : undefined;
}

/**
 * Formats a number as a whole number if it is at least 100, with one decimal from 10 on and with two below, and with two
 * significant digits below .01.
 */
export function digits(value) {
  if (value === undefined || value === null || !Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return value.toFixed(0);
  if (value !== 0 && Math.abs(value) < 0.01) return value.toPrecision(2);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
