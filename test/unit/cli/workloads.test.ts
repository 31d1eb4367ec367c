/** Experiments of other kinds than matrix factorization on the command line: run, interrupted, swept, merged, refused. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dmf, interrupted } from "../../hosts/dmf.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dmf-test-"))));
afterAll(() => rm(folder, { recursive: true }));

const tiny = "v=2&id=mlp&w=16&rhat=4&samples=60&batch=20&steps=20";
const cpu = ["--backend", "cpu"] as const;

interface Model {
  readonly id: string;
  readonly metrics: Record<string, number>;
  readonly bySeed?: Record<string, number[]>;
}

describe("digits", { timeout: 60_000 }, () => {
  it("are trained and reported with named metrics", async () => {
    const out = join(folder, "run");
    const link = `#${tiny.replace("steps=20", "steps=60")}&B=2`;
    const { code, stdout } = await dmf("run", link, ...cpu, "--seed", "3", "--json", "--out", out);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { readonly models: readonly Model[] };
    expect(report).toMatchObject({ schema: 2, workload: "mlp", seed: 3, steps: 60, config: { samples: 60 } });
    expect(report.models.map(({ id }) => id)).toEqual(["plain", "dln", "cdln"]);
    for (const { metrics, bySeed = {} } of report.models) {
      expect(Object.keys(metrics)).toEqual(["loss", "accuracy", "testLoss", "testAccuracy"]);
      const [first = NaN, second = NaN] = bySeed["testAccuracy"] ?? [];
      expect(metrics["testAccuracy"]).toBeCloseTo((first + second) / 2, 12);
      expect(first).not.toBe(second);
    }
    const [header, ...lines] = (await readFile(join(out, "errors.csv"), "utf8")).trim().split("\n");
    expect(header).toBe("network,step,loss,accuracy,testLoss,testAccuracy");
    expect(lines).toHaveLength(3 * 61);
    expect(lines.filter((line) => line.endsWith(",,"))).not.toHaveLength(0);
    expect(JSON.parse(await readFile(join(out, "report.json"), "utf8"))).toEqual(report);
  });

  it("print a table, from a config file too", async () => {
    const path = join(folder, "config.json");
    await writeFile(
      path,
      JSON.stringify({ id: "mlp", width: 16, rHat: 4, samples: 60, steps: 5, arms: ["plain"] }),
    );
    const { code, stdout } = await dmf("run", path, ...cpu);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^model +parameters +trained +FLOP\/step .* testAccuracy +best/m);
    expect(stdout).toMatch(/^plain +\d+ /m);
  });

  it("go on where they were interrupted, with the same errors as without", async () => {
    const link = tiny.replace("steps=20", "steps=4000");
    const out = join(folder, "interrupted");
    const first = await interrupted({ when: /step \d+ of/, afterMs: 300 }, "run", link, ...cpu, "--out", out);
    expect(first.code).toBe(130);
    expect(await readdir(out)).toContain("state.bin");
    const again = await dmf("run", link, ...cpu, "--out", out);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("where it was interrupted");
    const whole = await dmf("run", link, ...cpu, "--out", join(folder, "whole"));
    expect(whole.code).toBe(0);
    const metrics = async (from: string): Promise<unknown> =>
      (JSON.parse(await readFile(join(from, "report.json"), "utf8")) as { models: Model[] }).models.map(
        (model) => model.metrics,
      );
    expect(await metrics(out)).toEqual(await metrics(join(folder, "whole")));
    expect(await readdir(out)).not.toContain("state.bin");
  });

  it("are swept and merged into a table of their metrics, and not with runs of another kind", async () => {
    const out = join(folder, "sweep");
    const swept = await dmf("sweep", tiny, "--vary", "eta=0.1,0.3", "--seeds", "2", ...cpu, "--out", out);
    expect(swept.code).toBe(0);
    const merged = await dmf("merge", out);
    const [header, ...rows] = merged.stdout.trim().split("\n");
    expect(header).toBe(
      "eta,seed,model,steps,loss,accuracy,testLoss,testAccuracy,best,best_step,ms_per_step",
    );
    expect(rows).toHaveLength(2 * 2 * 3);
    await dmf("sweep", "#v=2&data=random&d=12&r=1&T=5", "--vary", "L=2", ...cpu, "--out", join(out, "mf"));
    const mixed = await dmf("merge", out, join(out, "mf"));
    expect(mixed.code).toBe(2);
    expect(mixed.stderr).toContain("different kinds");
  });

  it.each([
    [
      "an unknown kind",
      ["run", "v=2&id=nothing"],
      /no experiments of the kind “nothing”; the kinds are mf, mlp, finetune, federated/,
    ],
    ["a key of another kind", ["run", "v=2&id=mlp&gamma=1"], /“gamma” is not a setting/],
    ["a value out of range", ["run", "v=2&id=mlp&w=2"], /Width takes a whole number from 4 to/],
    ["a varied value out of range", ["sweep", tiny, "--vary", "w=2", "--out", "nowhere"], /Width takes/],
    [
      "a script",
      ["export", "plant-one", "--as", "numpy"],
      /scripts of matrix factorization and of digits only/,
    ],
  ])("refuse %s", async (_what, args, reason) => {
    const { code, stderr } = await dmf(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
  });
});
