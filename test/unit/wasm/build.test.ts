/** The modules of the kernels, and which of them a runtime accepts. */
import { expect, test } from "vitest";
import { wasmModule } from "../../../scripts/vite/wasm.ts";
import { loadModule, supportedBuilds } from "../../../src/wasm/build.ts";

test("a build is taken for supported where its own module is valid, and nowhere else", async () => {
  const valid: string[] = [];
  for (const build of ["relaxed", "simd"] as const) {
    const bytes = await wasmModule(`src/wasm/kernels.${build}`);
    // The kernels for known entries take 3 KiB of it. The page test of the first screen bounds what is loaded.
    expect(bytes.length).toBeLessThan(22 * 1024);
    if (WebAssembly.validate(bytes)) valid.push(build);
  }
  expect(supportedBuilds()).toEqual(valid);
  expect(valid).toContain("simd");
  expect(WebAssembly.Module.exports(await loadModule("simd")).length).toBeGreaterThan(10);
});
