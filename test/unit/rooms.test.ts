/** The folders of the source stay small, and no folder has the name of a file beside it. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";

const MAX_FILES = 20;

interface Folder {
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

function foldersIn(path: string): Folder[] {
  const entries = readdirSync(path, { withFileTypes: true });
  const names = (isFolder: boolean): string[] =>
    entries.filter((entry) => entry.isDirectory() === isFolder).map(({ name }) => name);
  const folders = names(true);
  return [{ path, files: names(false), folders }, ...folders.flatMap((name) => foldersIn(`${path}/${name}`))];
}

const all = ["src", "shaders"].flatMap(foldersIn);

it(`no folder holds more than ${MAX_FILES} files`, () => {
  expect(all.length).toBeGreaterThan(50);
  const crowded = all.filter(({ files }) => files.length > MAX_FILES);
  expect(crowded.map(({ path, files }) => `${path}: ${files.length}`)).toEqual([]);
});

it("nothing is both a file and a folder", () => {
  const twice = all.flatMap(({ path, files, folders }) =>
    files.filter((file) => folders.includes(file.replace(/\.[a-z]+$/, ""))).map((file) => `${path}/${file}`),
  );
  expect(twice).toEqual([]);
});
