/** Help and documentation must name all commands and options that exist, and no others. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { HELP } from "../../../src/cli/commands.ts";
import { settingsPage } from "../../../src/cli/settings.ts";
import { CLI_WORKLOADS } from "../../../src/cli/workloads.ts";
import { RANGES, RULES } from "../../../src/workloads/reference.ts";

const docs = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");

/** `option` → sorted commands, from every line where the pattern finds an option and its commands. */
function optionsIn(text: string, line: RegExp): [string, string[]][] {
  return [...text.matchAll(line)]
    .map(([, option = "", commands = ""]): [string, string[]] => [option, commands.split(", ").toSorted()])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const commandsIn = (text: string, line: RegExp): Set<string> =>
  new Set([...text.matchAll(line)].map(([, command = ""]) => command));

const taken = new Map<string, string[]>();
for (const [command, { options }] of COMMANDS)
  for (const option of Object.keys(options))
    taken.set(option, [...(taken.get(option) ?? []), command].toSorted());
const accepted = [...taken].toSorted(([a], [b]) => (a < b ? -1 : 1));

it("docs/settings.md is made from the fields (dmf settings --markdown), with a rule for each default that depends", () => {
  expect(readFileSync(new URL("../../../docs/settings.md", import.meta.url), "utf8")).toBe(settingsPage());
  for (const { codec } of CLI_WORKLOADS) {
    const id = codec.id as keyof typeof RULES;
    const names = (has: (field: (typeof codec.fields)[number]) => boolean): string[] =>
      codec.fields.filter(has).map(({ name }) => name);
    expect(Object.keys(RULES[id]), id).toEqual(names(({ fallback }) => fallback.length > 0));
    expect(Object.keys(RANGES[id]), id).toEqual(
      names((field) => "because" in field && field.min.length + field.max.length > 0),
    );
    // A name must not be another setting's key, because configs take both.
    for (const { name, key } of codec.fields)
      expect(
        codec.fields.filter((other) => other.name === name || other.key === name || other.name === key),
      ).toHaveLength(1);
  }
});

describe.each([
  ["the help", HELP, /^ {2}dmf (\w+)/gm, /^ {2}--(\w+).*?\(([a-z, ]+)\)/gm],
  ["docs/cli.md", docs, /^ {4}npm run dmf -- (\w+)/gm, /^\| `--(\w+)[^|]*\| ([a-z, ]+?) *\|/gm],
])("%s", (_what, text, commandLine, optionLine) => {
  it("names every command and no other", () => {
    expect(commandsIn(text, commandLine)).toEqual(new Set(COMMANDS.keys()));
  });

  it("names every option with the commands that take it, and no other", () => {
    expect(optionsIn(text, optionLine)).toEqual(accepted);
  });

  it("uses only existing options", () => {
    const used = new Set([...text.matchAll(/(?<![\w-])--([a-z]\w*)/g)].map(([, option]) => option));
    // Options of `dmf` itself.
    for (const other of ["help", "version"]) used.delete(other);
    expect(used).toEqual(new Set(taken.keys()));
  });
});
