// A hash of the sources of a build, which tells whether the build is up to date.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = ["src", "shaders", "scripts/vite", "package.json", "package-lock.json", "vite.config.ts"];
const root = fileURLToPath(new URL("..", import.meta.url));

/** Every file at or below `path`, in a fixed order. */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** The hash of the sources of every build, and of the files or folders in `more`. */
export function sourceHash(...more) {
  const hash = createHash("sha256");
  for (const source of [...SOURCES, ...more]) {
    for (const path of filesUnder(join(root, source))) {
      const bytes = readFileSync(path);
      hash.update(`${relative(root, path)}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** The hash of the page's sources. The page's build writes it to the file `STAMP` of its folder. */
export const pageHash = () => sourceHash("index.html", "public");
export const STAMP = ".sources";
