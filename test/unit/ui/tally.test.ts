import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Whose } from "../../../src/experiment/claims/claim.ts";
import type { ClaimRecord } from "../../../src/experiment/claims/record.ts";
import { CLAIMS } from "../../../src/workloads/claims.ts";
import { tally } from "../../../src/ui/gallery/claim-parts.tsx";

const records = (...verdicts: ClaimRecord["verdict"][]) =>
  new Map(verdicts.map((verdict, i) => [String(i), { verdict } as ClaimRecord]));
const judge = () => ({ ours: "", passed: false, failed: 1 });
const claims = (...whose: Whose[]) => whose.map((one, i) => ({ id: String(i), whose: one, judge }));

it("counts every verdict, and what has none, by whose claims they are", () => {
  const six = claims("paper", "paper", "control", "paper", "paper", "surrogate");
  expect(tally(six, records("pass", "fails", "pass", "in part", "needs your file"))).toBe(
    "6 claims. The papers’ own: 1 pass at our settings, 1 in part, 1 fail, 1 not run. Surrogates (other problems, data, models or settings): 1 not run. Our controls: 1 pass at our settings.",
  );
  expect(tally(claims("control"), records("counted"))).toBe("1 claim. Our controls: 1 counted.");
  const open = { verdict: "fails", undecided: ["a case"] } as unknown as ClaimRecord;
  expect(tally(claims("control"), new Map([["0", open]]))).toBe(
    "1 claim. Our controls: 1 fail by undecided cases alone.",
  );
  expect(tally(six, undefined)).toBe("");
});

it("the README has the counts of the records", () => {
  const pathOf = (id: string): string => `public/data/claims/${id}.json`;
  const ids = CLAIMS.map(({ id }) => id).filter((id) => existsSync(pathOf(id)));
  const recorded = new Map(
    ids.map((id) => [id, JSON.parse(readFileSync(pathOf(id), "utf8")) as ClaimRecord]),
  );
  const withVerdict = (verdict: string) =>
    [...recorded.values()].filter((record) => record.verdict === verdict).length;
  const readme = readFileSync("README.md", "utf8").replaceAll(/\s+/g, " ");
  expect(readme).toContain(
    `Of the ${CLAIMS.length} claims in the gallery, ${withVerdict("pass")} pass at our settings, ${withVerdict("in part")} pass in part, and ${withVerdict("fails")} fail.`,
  );
});
