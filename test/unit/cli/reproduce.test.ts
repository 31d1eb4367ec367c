/** `dmf reproduce` with the quickest claims. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClaimRecord } from "../../../src/experiment/claims/record.ts";
import { randomStream } from "../../../src/math/random.ts";
import { DMF, dmf } from "../../hosts/dmf.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dmf-test-"))));
afterAll(() => rm(folder, { recursive: true }));

/**
 * Half of the ratings of some films by some users, in the form of u.data: two kinds of taste, in steps of a quarter
 * star.
 */
function someRatings(userCount: number, filmCount: number): string {
  const random = randomStream(0, "ratings");
  const taste = (count: number): number[][] =>
    Array.from({ length: count }, () => [random.uniform() - 0.5, random.uniform() - 0.5]);
  const [users, films] = [taste(userCount), taste(filmCount)];
  const cells = users.flatMap((user, i) =>
    films.map((film, j) => ({ user, film, i, j, order: random.uniform() })),
  );
  const chosen = cells.toSorted((a, b) => a.order - b.order).slice(0, cells.length / 2);
  return chosen
    .map(({ user, film, i, j }) => {
      const liking = 6 * ((user[0] ?? 0) * (film[0] ?? 0) + (user[1] ?? 0) * (film[1] ?? 0));
      return `${i + 1}\t${j + 1}\t${Math.round(4 * (3.5 + liking)) / 4}\t880000000\n`;
    })
    .join("");
}

/** Standard deviation of the third column. */
function deviation(ratings: string): number {
  const values = ratings
    .trim()
    .split("\n")
    .map((line) => Number(line.split("\t")[2]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

const reproduce = (...args: string[]) => dmf("reproduce", "--backend", "cpu", ...args);

describe("dmf reproduce", () => {
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
    expect((await readdir(folder)).toSorted()).toEqual(["ratings.json", "theorem.csv", "theorem.json"]);
    expect(await readFile(join(folder, "theorem.csv"), "utf8")).toMatch(/^run,seed,network,step,/);
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

  it("judges the claim about ratings on a file of one's own", async () => {
    const path = join(folder, "u.data");
    const out = join(folder, "own");
    const ratings = someRatings(60, 50);
    await writeFile(path, ratings);
    const args = ["ratings", "--data", path, "--out", out];
    const { code, stdout, stderr } = await reproduce(...args, "--json");
    expect(stderr).toContain("Read as ratings: 1,500 by 60 users of 50 items");
    const [row] = JSON.parse(stdout) as Record<string, string>[];
    expect(row).toMatchObject({
      id: "ratings",
      verdict: code === 0 ? "pass" : "fails",
      ours: expect.stringContaining("60 × 50 ratings, not MovieLens-100K, lowest RMSE: original") as string,
    });
    const record = JSON.parse(await readFile(join(out, "ratings.json"), "utf8")) as ClaimRecord;
    expect(record.settings).toHaveLength(3);
    expect(record.settings[0]).toMatch(/data=file&file=[0-9a-f]{16}&d=60&n=50/);
    const [first] = record.results;
    expect(first?.models.map(({ id }) => id)).toEqual(["original", "kwon", "altmin"]);
    // There are two kinds of taste and little noise, so most ratings can be predicted from four in five of
    // them.
    for (const { metrics, id } of first?.models ?? []) expect(metrics["best"], id).toBeLessThan(0.6);
    // In stars: the relative error times the ratings' deviation from their mean.
    const [best = NaN] =
      /original ([\d.]+)/
        .exec(row?.["ours"] ?? "")
        ?.slice(1)
        .map(Number) ?? [];
    const spread = best / (first?.models[0]?.metrics["best"] ?? NaN);
    expect(Math.abs(spread / deviation(ratings) - 1)).toBeLessThan(0.15);
    expect((await reproduce(...args)).stderr).toContain(`ratings: ${row?.["verdict"]}, from `);
    // Errors in stars on ten splits, beside those of the baselines.
    const splits = ["ratings-splits", "--data", path, "--out", out];
    const judged = await reproduce(...splits);
    expect(judged.stderr).toContain("60 × 50 ratings, not MovieLens-small, mean RMSE over 10 splits");
    const { results } = JSON.parse(await readFile(join(out, "ratings-splits.json"), "utf8")) as ClaimRecord;
    expect(results.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { models } of results) {
      const { rmse = 0, mean = 0, effects, als } = models[0]?.metrics ?? {};
      expect(rmse).toBeLessThan(mean ?? 0);
      expect([effects, als].every(Number.isFinite)).toBe(true);
    }
    // Without the file, the record stays.
    expect((await reproduce("ratings-splits", "--out", out)).stderr).toMatch(/^ratings-splits: \w+, from /m);
    await writeFile(path, someRatings(8, 6));
    expect((await reproduce(...args)).stderr).not.toContain(", from ");
    await writeFile(path, "user item rating\n1 2 x\n");
    expect(await reproduce(...args)).toMatchObject({ code: 2, stdout: "" });
    expect(await reproduce("theorem", "--data", DMF)).toMatchObject({ code: 2, stdout: "" });
  });

  it("lists the claims when it is asked for an unknown one", async () => {
    const { code, stderr } = await reproduce("nonsense");
    expect(code).toBe(2);
    expect(stderr).toContain("kwon-alpha");
    expect((await reproduce("deep-lora-*", "nonsense-*")).stderr).toContain("“nonsense-*” is not a claim");
  });

  it("takes the claims that fit a pattern", async () => {
    const chosen = async (...ids: string[]) => {
      const { stdout } = await reproduce(...ids, "--report", "--out", "public/data/claims");
      return [...stdout.matchAll(/^## ([a-z\d-]+)$/gm)].map(([, id]) => id);
    };
    expect(await chosen("galore-*", "kwon-m*", "*-all")).toEqual([
      "kwon-mc",
      "kwon-mf",
      "kwon-ms",
      "galore-memory",
      "deep-lora-plant-all",
      "galore-bytes",
    ]);
    expect(await chosen("kwon-m")).toEqual([]);
  });
});
