/** `dmf reproduce` as a person calls it, with the quickest claims. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dmf } from "../../hosts/dmf.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dmf-test-"))));
afterAll(() => rm(folder, { recursive: true }));

const reproduce = (...args: string[]) => dmf("reproduce", "--backend", "cpu", ...args);

describe("dmf reproduce", { timeout: 60_000 }, () => {
  it("trains a claim, judges it, and writes its files", async () => {
    const { code, stdout, stderr } = await reproduce("theorem", "ratings", "--json", "--out", folder);
    expect(code).toBe(0);
    expect(stderr).toContain("theorem: pass");
    const rows = JSON.parse(stdout) as Record<string, string>[];
    expect(rows.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["theorem", "pass"],
      ["ratings", "needs your file"],
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(["id", "claim", "paper", "ours", "verdict"]);
    expect((await readdir(folder)).toSorted()).toEqual([
      "ratings.json",
      "theorem.csv",
      "theorem.json",
      "theorem.svg",
    ]);
    expect(await readFile(join(folder, "theorem.csv"), "utf8")).toMatch(/^run,seed,network,step,/);
    expect(await readFile(join(folder, "theorem.svg"), "utf8")).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
  });

  it("does not run again what is finished with the same setting", async () => {
    const path = join(folder, "theorem.json");
    const record = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...record, date: "2001-02-03", verdict: "fails" }));
    const again = await reproduce("theorem", "--out", folder);
    expect(again.stderr).toContain("from 2001-02-03");
    expect(again.code, "a criterion that is not met").toBe(1);
    await writeFile(path, JSON.stringify({ ...record, date: "2001-02-03", settings: [] }));
    const anew = await reproduce("theorem", "--out", folder);
    expect(anew.code).toBe(0);
    expect(anew.stderr).not.toContain("2001-02-03");
  });

  it("names the claims when it is asked for one that there is not", async () => {
    const { code, stderr } = await reproduce("nonsense");
    expect(code).toBe(2);
    expect(stderr).toContain("kwon-alpha");
  });
});
