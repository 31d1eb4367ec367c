/** Help and documentation must name all commands and options that exist, and no others. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { HELP } from "../../../src/cli/commands.ts";

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
