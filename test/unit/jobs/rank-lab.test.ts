import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { RankLab } from "../../../src/jobs/data/rank-lab.ts";

const lab = () => new RankLab(async (name) => new Uint8Array(await readFile(`public/data/${name}`)));

describe("rank-k approximations", () => {
  it("get better with k, and are the picture itself at full rank", async () => {
    const rank = lab();
    const { side, sigma } = await rank.open("photograph", 32);
    expect([side, sigma.length]).toEqual([32, 32]);
    const errors = [1, 4, 16, 32].map((k) => rank.approximate(k).error);
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
    expect(errors[3]).toBe(0);
    expect(rank.approximate(4).numbers).toBe(4 * 64);
  });

  it("help a photograph and not noise", async () => {
    const rank = lab();
    await rank.open("photograph", 64);
    const photograph = rank.approximate(10).error;
    await rank.open("noise", 64);
    expect(rank.approximate(10).error).toBeGreaterThan(2 * photograph);
  });
});
