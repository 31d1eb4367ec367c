/**
 * Builds the service worker: `src/page/service-worker.ts` with the names and hashes of all files of the
 * build.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { transformWithOxc, type Plugin } from "vite";

const SOURCE = "src/page/service-worker.ts";
/**
 * Files that the copy leaves out, because the page never requests them: fonts in formats that no supported browser
 * needs, the host's headers, Markdown, the picture for social networks, and the page for wrong addresses.
 */
const NEVER_ASKED = /\.(ttf|woff)$|^_headers$|\.md$|^404\.html$|^social\.png$/;

export function offline(): Plugin {
  let publicDir = "";
  return {
    name: "offline",
    apply: "build",
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        if (this.environment.name !== "client") return;
        const built = Object.values(bundle).map((file): [string, string | Uint8Array] => [
          file.fileName,
          file.type === "chunk" ? file.code : file.source,
        ]);
        const files = [...built, ...filesIn(publicDir)]
          .filter(([name]) => !NEVER_ASKED.test(name))
          .toSorted(([a], [b]) => (a < b ? -1 : 1));
        const hashes = JSON.stringify(
          Object.fromEntries(files.map(([name, content]) => [name, sha256(content).digest("base64")])),
        );
        const { code } = await transformWithOxc(readFileSync(SOURCE, "utf8"), SOURCE);
        const version = sha256(hashes).digest("hex").slice(0, 16);
        const source = `const BUILT_FILES = ${hashes};\nconst BUILT_VERSION = "${version}";\n${code}`;
        this.emitFile({ type: "asset", fileName: "service-worker.js", source });
      },
    },
  };
}

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content);

/** File contents by name. Names are relative to the folder, with / between parts. */
function filesIn(folder: string): [string, Uint8Array][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]);
}
