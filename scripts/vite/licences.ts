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

/**
 * Licences of the dependencies and of their dependencies. Packages that only build, test or declare types are
 * left out.
 */
function readLicences(): Licence[] {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>;
  };
  return Object.entries(packages)
    .filter(([folder, { dev, optional }]) => folder && !dev && !optional && !folder.includes("/@types/"))
    .map(([folder]) => readLicence(folder))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
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
