/** The npm package, packed from this checkout and installed in an empty project, without a registry. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
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

/** Packs this checkout and installs the package as npm does, without a network: it has no dependencies. */
export async function openProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "dmf-package-"));
  // Packing builds the library. Suites that pack at the same time must not build in one folder.
  const checkout = join(folder, "checkout");
  // `npm test` has built the page before.
  const isNeeded = (path: string): boolean =>
    !/^(node_modules|dist-.*|test-results|\.git)$/.test(relative(ROOT, path));
  await cp(ROOT, checkout, { recursive: true, filter: isNeeded });
  await symlink(join(ROOT, "node_modules"), join(checkout, "node_modules"));
  const npm = (cwd: string, ...args: string[]) => execute("npm", args, { cwd });
  await npm(checkout, "run", "--silent", "build:library");
  if (!existsSync(join(checkout, "dist"))) await npm(checkout, "run", "--silent", "build");
  await npm(checkout, "pack", "--silent", "--ignore-scripts", "--pack-destination", folder);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  await npm(folder, "install", "--offline", "--no-audit", "--no-fund", `./${tarball}`);
  const modules = join(folder, "node_modules");
  // The encoder is a package of its own.
  await cp(join(checkout, "dist-library/encoder"), join(modules, "dmf-playground-encoder"), {
    recursive: true,
  });
  await rm(checkout, { recursive: true });
  return { folder, home: join(modules, "dmf-playground"), remove: () => rm(folder, { recursive: true }) };
}
