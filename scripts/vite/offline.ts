/** Builds the service worker: `src/page/service-worker.ts` with the list of all files of the build. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { transformWithOxc, type Plugin } from "vite";

const SOURCE = "src/page/service-worker.ts";
/** Fonts in formats that no browser with WebGPU or WebAssembly SIMD asks for, and what only a host reads. */
const NEVER_ASKED = /\.(ttf|woff)$|^_headers$|\.md$/;

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
        const hash = createHash("sha256");
        for (const [name, content] of files) hash.update(name).update("\0").update(content).update("\0");
        const { code } = await transformWithOxc(readFileSync(SOURCE, "utf8"), SOURCE);
        const source = code
          .replace("BUILT_FILES", () => JSON.stringify(files.map(([name]) => name)))
          .replace("BUILT_VERSION", () => JSON.stringify(hash.digest("hex").slice(0, 16)));
        this.emitFile({ type: "asset", fileName: "service-worker.js", source });
      },
    },
  };
}

/** Names relative to the folder, with / between parts, and contents. */
function filesIn(folder: string): [string, Uint8Array][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]);
}
