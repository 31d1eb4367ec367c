/** The folders and files of the source: their names, and imports without cycles. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const entries = ["src", "shaders"].flatMap((room) =>
  readdirSync(room, { recursive: true, withFileTypes: true }),
);
const paths = (isFolder: boolean): string[] =>
  entries
    .filter((entry) => entry.isDirectory() === isFolder)
    .map(({ parentPath, name }) => join(parentPath, name));

it("nothing is both a file and a folder", () => {
  const folders = new Set(paths(true));
  expect(folders.size).toBeGreaterThan(50);
  expect(paths(false).filter((file) => folders.has(file.replace(/\.[a-z]+$/, "")))).toEqual([]);
});

// The lint rule `import/no-cycle` does not follow `import()`.
it("no file imports itself, not even through import()", () => {
  const files = new Set(paths(false).filter((file) => /\.tsx?$/.test(file)));
  const importsOf = (file: string): string[] =>
    [...readFileSync(file, "utf8").matchAll(/(?:from |import\(\s*)"(\.[^"]+)"/g)]
      .map(([, path = ""]) => join(dirname(file), path))
      .filter((path) => files.has(path));
  let imports = [...files].map((file) => ({ file, to: importsOf(file) }));
  expect(imports.flatMap(({ to }) => to).length).toBeGreaterThan(files.size);
  // Drops the files that import none of the others, until only cycles, and what leads to them, are left.
  for (let before = Infinity; imports.length < before;) {
    before = imports.length;
    const left = new Set(imports.map(({ file }) => file));
    imports = imports.filter(({ to }) => to.some((path) => left.has(path)));
  }
  expect(imports.map(({ file }) => file)).toEqual([]);
});
