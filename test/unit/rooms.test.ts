/** The folders and files of the source: their names, and imports without cycles. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { WORKLOAD_IDS } from "../../src/experiment/link-keys.ts";

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

/** The lists of all workloads, the id in links, the typed union of configs, and the descriptors. */
const MAY_NAME = [
  /^src\/(ui\/)?workloads\/\w+\//,
  /^src\/store\/kinds\//,
  /^src\/(engine|cli|workloads)\/(workloads|claims|codecs)\.ts$/,
  /^src\/experiment\/(link-keys|lessons\/course)\.ts$/,
  /^src\/library\/api\.ts$/,
  /^src\/main\.tsx$/,
];

it("no other file asks for a workload's name", () => {
  const name = new RegExp(`"(${WORKLOAD_IDS.join("|")})"`);
  const asking = paths(false)
    .filter((file) => /\.tsx?$/.test(file) && !MAY_NAME.some((allowed) => allowed.test(file)))
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        // `mf` is also a task of matrices.
        .filter((line) => name.test(line) && !/\btask\b|"mc"|TaskId/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(asking).toEqual([]);
});

// The lint rules about imports do not follow `import()`.
it("the page imports no page part of a single workload", () => {
  const imports = paths(false)
    .filter((file) => /^src\/ui\/(?!workloads\/).*\.tsx?$/.test(file))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/(?:from |import\(\s*)"(\.[^"]+)"/g)].map(([, path = ""]) =>
        join(dirname(file), path),
      ),
    );
  expect(imports.length).toBeGreaterThan(300);
  expect(imports.filter((path) => path.startsWith("src/ui/workloads/"))).toEqual([]);
});
