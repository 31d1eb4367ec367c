/** docs/promises.md must name the versions and the exports that exist. A change of these needs a new major version. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LINK_VERSION } from "../../../src/experiment/codec.ts";
import * as node from "../../../src/library/node.ts";
import { RUN_FILE_VERSION } from "../../../src/store/run-file.ts";
import { CODECS } from "../../../src/workloads/codecs.ts";
import keys from "./promised-keys.json" with { type: "json" };

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

it("version 1 keeps the versions of links, run files and reports, and the package's exports", () => {
  const text = read("docs/promises.md");
  expect(text).toContain(`**Links** (\`v=${LINK_VERSION}\`)`);
  expect(text).toContain(`(\`version: ${RUN_FILE_VERSION}\`)`);
  expect(text).toContain("`schema: 3`");
  expect(read("docs/cli.md")).toContain("## The report, `schema: 3`");
  const exported = /`dmf-playground\/engine` with (.*?),? and the members/s.exec(text)?.[1] ?? "";
  expect(new Set([...exported.matchAll(/`(\w+)`/g)].map(([, name]) => name))).toEqual(
    new Set(Object.keys(node)),
  );
});

it("no key of a link is lost or changes its default", () => {
  for (const [id, promised] of Object.entries<Record<string, unknown>>(keys)) {
    const codec = CODECS[id as keyof typeof CODECS] as (typeof CODECS)["mf"];
    const { config } = codec.repair({});
    const now = Object.fromEntries(codec.fields.map(({ key, name }) => [key, config[name]]));
    expect(now, id).toMatchObject(promised);
  }
});
