/** The documentation of the library must match its docstrings. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { libraryDocs } from "../../../scripts/library-docs.mjs";

it("docs/library.md is made from the present docstrings (node scripts/library-docs.mjs)", () => {
  const page = readFileSync(new URL("../../../docs/library.md", import.meta.url), "utf8");
  expect(page).toBe(libraryDocs());
  expect(page).toContain("`checkpoint(): Promise<RunCheckpoint>`: Pauses,");
});
