/** The checked-in modules must equal what their sources compile to. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { BUILDS, compile, modulePath } from "../../../scripts/build-wasm.mjs";
import { loadModule, supportedBuilds } from "../../../src/wasm/build.ts";

test.each(BUILDS)("%s.wasm is up to date (npm run build:wasm)", async (build) => {
  const [wanted, found] = [await compile(build), await readFile(modulePath(build))];
  expect(wanted.equals(found)).toBe(true);
  // The kernels for known entries take 3 KiB of it. The page test of the first screen bounds what is loaded.
  expect(found.length).toBeLessThan(22 * 1024);
});

test("a build is taken for supported where its own module is valid, and nowhere else", async () => {
  const valid: string[] = [];
  for (const build of ["relaxed", "simd"] as const)
    if (WebAssembly.validate(new Uint8Array(await readFile(modulePath(`wasm/kernels.${build}`)))))
      valid.push(build);
  expect(supportedBuilds()).toEqual(valid);
  expect(valid).toContain("simd");
  expect(WebAssembly.Module.exports(await loadModule("simd")).length).toBeGreaterThan(10);
});
