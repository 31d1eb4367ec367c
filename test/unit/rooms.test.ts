/** No folder has the name of a file beside it. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";

it("nothing is both a file and a folder", () => {
  const entries = ["src", "shaders"].flatMap((room) =>
    readdirSync(room, { recursive: true, withFileTypes: true }),
  );
  const paths = (isFolder: boolean): string[] =>
    entries
      .filter((entry) => entry.isDirectory() === isFolder)
      .map(({ parentPath, name }) => `${parentPath}/${name}`);
  const folders = new Set(paths(true));
  expect(folders.size).toBeGreaterThan(50);
  expect(paths(false).filter((file) => folders.has(file.replace(/\.[a-z]+$/, "")))).toEqual([]);
});
