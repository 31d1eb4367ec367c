#!/usr/bin/env node
// Writes the reference of each setting into the type declarations of the packed library, as docstrings of the config
// types. A config type then lists also the settings that it shares with all workloads.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const library = new URL("../dist-library/", import.meta.url);
const types = (path) => new URL(`types/${path}.d.ts`, library);
const PLACES = {
  mf: ["workloads/mf/config/experiment", "Experiment"],
  mlp: ["workloads/digits/config", "MlpConfig"],
  finetune: ["workloads/finetune/config", "LabConfig"],
  federated: ["workloads/federated/config", "FedConfig"],
};

/** The members of an interface, by name. */
const membersOf = (body) =>
  new Map(
    [...body.matchAll(/^ {4}readonly (\w+): ((?:[^;]|\n)*);$/gm)].map(([, name, type]) => [name, type]),
  );

const bodyOf = (text, name) =>
  new RegExp(`(export interface ${name}\\b[^{]*\\{\\n)([\\s\\S]*?)(?=^\\})`, "m").exec(text);

const main = fileURLToPath(new URL("engine/dmf.js", library));
const reference = JSON.parse(
  execFileSync(process.execPath, [main, "settings", "--json"], { encoding: "utf8" }),
);
const shared = membersOf(bodyOf(readFileSync(types("training/plan"), "utf8"), "BaseConfig")[2]);
for (const [id, [path, name]] of Object.entries(PLACES)) {
  const file = types(path);
  const text = readFileSync(file, "utf8");
  const found = bodyOf(text, name);
  const own = membersOf(found[2]);
  const described = reference[id].map((setting) => {
    const inherited = shared.has(setting.name) ? `BaseConfig["${setting.name}"]` : undefined;
    const type = own.get(setting.name) ?? inherited;
    if (!type) throw new Error(`${name} has no setting ${setting.name} in the form that this script reads.`);
    const { label, help, key, range, unit, rule } = setting;
    const usual = setting.default || "empty";
    const lines = [
      `${label}. ${help}`,
      "",
      `Link key \`${key}\`. Range: ${range}.${unit ? ` Unit: ${unit}.` : ""}${setting.live ? " Can change during a run." : ""}`,
      `@default ${usual}${rule ? `: ${rule}` : ""}`,
    ];
    const comment = lines.map((line) => `     * ${line}`.trimEnd().replaceAll("*/", "*\\/")).join("\n");
    return `    /**\n${comment}\n     */\n    readonly ${setting.name}: ${type};\n`;
  });
  const others = [...own].filter(([member]) => !reference[id].some((setting) => setting.name === member));
  const rest = others.map(([member, type]) => `    readonly ${member}: ${type};\n`);
  writeFileSync(
    file,
    text.replace(found[0], () => `${found[1]}${[...rest, ...described].join("")}`),
  );
}
