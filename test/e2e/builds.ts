/** Makes builds of the page that differ as real builds do: every asset of a later build has another name. */
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HASHED = /^(.+-)(.{8})(\.\w+)$/;
const IS_TEXT = /\.(js|css|html)$/;
const IS_WORKER = /^worker-[^/]*\.js$/;

/**
 * Copies `dist` to `folder`. The assets' names get the mark, and the engine's worker starts with the code
 * `inWorker`.
 */
export function rebuild(folder: string, mark: string, inWorker = ""): void {
  cpSync("dist", folder, { recursive: true });
  const names = new Map(
    readdirSync(join(folder, "assets")).map((name) => [
      name,
      name.replace(HASHED, (_, stem: string, hash: string, end: string) => `${stem}${mark}${hash}${end}`),
    ]),
  );
  const renamed = (text: string): string => {
    for (const [before, after] of names) text = text.replaceAll(before, after);
    return text;
  };
  for (const [before, after] of names)
    renameSync(join(folder, "assets", before), join(folder, "assets", after));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) =>
    IS_TEXT.test(one),
  )) {
    const path = join(folder, name);
    const text = renamed(readFileSync(path, "utf8"));
    writeFileSync(path, IS_WORKER.test(name.replace("assets/", "")) ? inWorker + text : text);
  }
  signCopy(folder);
}

/** Writes the files' hashes into the service worker, which knows each file by its hash. */
function signCopy(folder: string): void {
  const path = join(folder, "service-worker.js");
  const [first = "", second = "", ...code] = readFileSync(path, "utf8").split("\n");
  const listed = JSON.parse(first.slice(first.indexOf("{"), -1)) as Record<string, string>;
  const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content);
  const files = JSON.stringify(
    Object.fromEntries(
      Object.keys(listed).map((name) => [name, sha256(readFileSync(join(folder, name))).digest("base64")]),
    ),
  );
  const version = sha256(files).digest("hex").slice(0, 16);
  const lines = [`const BUILT_FILES = ${files};`, second.replace(/"\w+"/, `"${version}"`), ...code];
  writeFileSync(path, lines.join("\n"));
}
