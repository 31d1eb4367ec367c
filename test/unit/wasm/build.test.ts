/** The checked-in modules are what their sources compile to. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { BUILDS, compile, modulePath } from "../../../scripts/build-wasm.mjs";

test.each(BUILDS)(
  "%s.wasm is up to date (npm run build:wasm)",
  async (build) => {
    const [wanted, found] = [await compile(build), await readFile(modulePath(build))];
    expect(wanted.equals(found)).toBe(true);
    expect(found.length).toBeLessThan(17 * 1024);
  },
  30_000,
);
