/** The npm package, packed once from this checkout and installed in an empty project, without a registry. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const execute = promisify(execFile);
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Project {
  readonly folder: string;
  /** The package's folder. */
  readonly home: string;
  remove(): Promise<void>;
}

/** Packages by the hash of the checkout that they were packed from. */
const PACKED = join(ROOT, "dist-packed");

// `npm test` has built the page before.
const isNeeded = (path: string): boolean =>
  !/^(node_modules|dist-.*|test-results|\.git)$/.test(relative(ROOT, path));

const npm = (cwd: string, ...args: string[]) => execute("npm", args, { cwd });

function checkoutHash(): string {
  const hash = createHash("sha256");
  const add = (path: string): void => {
    if (!isNeeded(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) add(join(path, name));
    else hash.update(`${relative(ROOT, path)}\0`).update(readFileSync(path));
  };
  add(ROOT);
  return hash.digest("hex").slice(0, 16);
}

/**
 * Packs this checkout, unless that is done already, and returns the folder with the package and the folder of the
 * encoder's package. The folder appears by a rename, so that suites that run at the same time never see half of it.
 */
async function packed(): Promise<string> {
  const folder = join(PACKED, checkoutHash());
  if (existsSync(folder)) return folder;
  const old = existsSync(PACKED) ? await readdir(PACKED) : [];
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  // Packing builds the library. Suites that pack at the same time must not build in one folder.
  const checkout = await mkdtemp(join(tmpdir(), "dmf-checkout-"));
  await cp(ROOT, checkout, { recursive: true, filter: isNeeded });
  await symlink(join(ROOT, "node_modules"), join(checkout, "node_modules"));
  await npm(checkout, "run", "--silent", "build:library");
  if (!existsSync(join(checkout, "dist"))) await npm(checkout, "run", "--silent", "build");
  await npm(checkout, "pack", "--silent", "--ignore-scripts", "--pack-destination", partial);
  await cp(join(checkout, "dist-library/encoder"), join(partial, "encoder"), { recursive: true });
  await rm(checkout, { recursive: true });
  await rename(partial, folder).catch((error: unknown) => {
    // Otherwise another suite was faster.
    if (!existsSync(folder)) throw error;
  });
  await rm(partial, { recursive: true, force: true });
  for (const name of old)
    if (!name.includes(".")) await rm(join(PACKED, name), { recursive: true, force: true });
  return folder;
}

/** Installs the package of this checkout as npm does, without a network: it has no dependencies. */
export async function openProject(): Promise<Project> {
  const [source, folder] = [await packed(), await mkdtemp(join(tmpdir(), "dmf-package-"))];
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const tarball = (await readdir(source)).find((name) => name.endsWith(".tgz")) ?? "";
  await cp(join(source, tarball), join(folder, tarball));
  await npm(folder, "install", "--offline", "--no-audit", "--no-fund", `./${tarball}`);
  const modules = join(folder, "node_modules");
  // The encoder is a package of its own.
  await cp(join(source, "encoder"), join(modules, "dmf-playground-encoder"), { recursive: true });
  return { folder, home: join(modules, "dmf-playground"), remove: () => rm(folder, { recursive: true }) };
}
