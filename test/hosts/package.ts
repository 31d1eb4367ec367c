/** The npm package, packed from this checkout and unpacked into an empty project, without a registry. */
import { execFile } from "node:child_process";
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

/**
 * Unpacks the package as npm does. npm itself would ask a registry for the page's dependencies, which the
 * engine never imports.
 */
export async function openProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "dmf-package-"));
  // Packing builds the library. Suites that pack at the same time must not build in one folder.
  const checkout = join(folder, "checkout");
  const isSource = (path: string): boolean =>
    !/^(node_modules|dist.*|test-results|\.git)$/.test(relative(ROOT, path));
  await cp(ROOT, checkout, { recursive: true, filter: isSource });
  await symlink(join(ROOT, "node_modules"), join(checkout, "node_modules"));
  await execute("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: checkout });
  await rm(checkout, { recursive: true });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  const home = join(folder, "node_modules/dmf-playground");
  await mkdir(join(folder, "node_modules"));
  await execute("tar", ["-xzf", join(folder, tarball), "-C", folder]);
  await rename(join(folder, "package"), home);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return { folder, home, remove: () => rm(folder, { recursive: true }) };
}
