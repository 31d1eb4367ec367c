#!/usr/bin/env node
// The command line. It bundles src/cli/main.ts when a source file has changed, and runs the bundle in this
// process, so that the bundle gets the arguments, streams and signals and sets the exit code. The npm package
// contains the bundle and no sources.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = join(root, "dist-cli");

/** Bundles into `folder`. The folder appears by a rename, so that parallel processes never see half of it. */
function build(folder) {
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  const partial = `${folder}.${process.pid}`;
  const args = ["build", "--ssr", "src/cli/main.ts", "--outDir", partial, "--logLevel", "error"];
  // The bundler's standard output goes to our standard error, because our standard output belongs to the
  // command.
  const { status } = spawnSync(process.execPath, [vite, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another process was faster
  }
}

/** Bundles the current sources, unless that is done already, and returns the path. */
async function bundled() {
  // The npm package has no sources, and not this module either.
  const { sourceHash } = await import("./sources.mjs");
  // The bundle lies one folder deep, so that paths relative to `import.meta.url` are the same as from
  // src/cli.
  const folder = join(output, sourceHash());
  if (!existsSync(folder)) {
    const old = existsSync(output) ? readdirSync(output) : [];
    mkdirSync(output, { recursive: true });
    build(folder);
    for (const name of old)
      if (!name.includes(".")) rmSync(join(output, name), { recursive: true, force: true });
  }
  return join(folder, "main.js");
}

const isPackage = !existsSync(join(root, "src/cli"));
const main = isPackage ? join(root, "dist-library/engine/dmf.js") : await bundled();
process.argv[1] = main;
await import(pathToFileURL(main).href);
