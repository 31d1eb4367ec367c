/** `virtual:licences`: every package in the page with its licence, read from the installed packages. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const NAME = "virtual:licences";

export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Empty if the package contains no licence text. */
  readonly text: string;
}

export function licences(): Plugin {
  return {
    name: "licences",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) =>
      id === `\0${NAME}` ? `export const LICENCES = ${JSON.stringify(readLicences())};` : undefined,
  };
}

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Licences of the packages that the sources import, and of their dependencies. Packages of types are left out. */
function readLicences(): Licence[] {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const folders = new Set<string>();
  const add = (name: string, importer: string): void => {
    for (const folder of [`node_modules/${name}`, `${importer}/node_modules/${name}`]) {
      const found = packages[folder];
      if (!found || folders.has(folder) || name.startsWith("@types/")) continue;
      folders.add(folder);
      const { dependencies, peerDependencies, peerDependenciesMeta = {} } = found;
      for (const dependency of Object.keys({ ...dependencies, ...peerDependencies }))
        if (!peerDependenciesMeta[dependency]?.optional) add(dependency, folder);
    }
  };
  for (const name of importedPackages()) add(name, "");
  return [...folders].map(readLicence).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The packages that the page's sources import. Dawn is for Node only. */
function importedPackages(): Set<string> {
  const found = new Set<string>();
  for (const path of readdirSync("src", { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(path)) continue;
    const code = readFileSync(join("src", path), "utf8");
    for (const [, name = ""] of code.matchAll(
      /(?:from |import\(|^import )"((?:@[\w-]+\/)?[a-z][\w.-]*)[^":]*"/gm,
    ))
      if (name !== "webgpu") found.add(name);
  }
  return found;
}

function readLicence(folder: string): Licence {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
  const path = file && join(folder, file);
  const text = path && existsSync(path) ? readFileSync(path, "utf8").trim() : "";
  return { name, version, licence: license ?? "see its text", text };
}
