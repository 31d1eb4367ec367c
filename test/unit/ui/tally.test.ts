import { expect, it } from "vitest";
import type { ClaimRecord } from "../../../src/experiment/claims/record.ts";
import { tally } from "../../../src/ui/gallery/claim-parts.tsx";

const records = (...verdicts: ClaimRecord["verdict"][]) =>
  new Map(verdicts.map((verdict, i) => [String(i), { verdict } as ClaimRecord]));

it("counts every verdict, and what has none", () => {
  expect(tally(6, records("pass", "fails", "pass", "in part", "needs your file"))).toBe(
    "6 claims: 2 pass at our settings, 1 in part, 1 fail, 2 not run.",
  );
  expect(tally(2, records("counted"))).toBe("2 claims: 1 counted, 1 not run.");
  expect(tally(1, undefined)).toBe("");
});
