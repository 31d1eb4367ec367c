/** The npm package, packed from this checkout and unpacked into an empty project, without a registry. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  await execute("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: ROOT });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  const home = join(folder, "node_modules/dmf-playground");
  await mkdir(join(folder, "node_modules"));
  await execute("tar", ["-xzf", join(folder, tarball), "-C", folder]);
  await rename(join(folder, "package"), home);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return { folder, home, remove: () => rm(folder, { recursive: true }) };
}
