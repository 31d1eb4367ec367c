/** The commands on the CPU. test/gpu covers the numbers on the GPU. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bestTable } from "../../../src/cli/run/results.ts";
import type { TableEstimate } from "../../../src/library/api.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { runsOn } from "../../../src/library/engine.ts";
import { mf } from "../../../src/workloads/mf/mf.ts";
import { PRESETS } from "../../../src/workloads/mf/presets.ts";
import { FED_PRESETS } from "../../../src/workloads/federated/presets.ts";
import { LAB_PRESETS } from "../../../src/workloads/finetune/presets.ts";
import { MLP_PRESETS } from "../../../src/workloads/digits/presets.ts";
import { DMF, dmf, dmfProcess, refusal } from "../../hosts/dmf.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dmf-test-"))));
afterAll(() => rm(folder, { recursive: true }));

/** Half of the ratings of 30 items by 40 users. */
const ratings = Array.from({ length: 40 * 30 }, (_, k) => {
  const [u, i] = [k % 40, Math.floor(k / 40)];
  return [`u${u}`, `i${i}`, String(3 + Math.round(2 * Math.cos(u) * Math.sin(i)))];
}).filter((_, k) => (k * 7) % 13 < 7);

const workloads = new Map([["mf", () => Promise.resolve(mf)]]);
const loadNothing = (): Promise<never> => Promise.reject(new Error("no files here"));

const tiny = "#v=2&data=random&d=12&r=1&p=0.9&T=50";

describe("dmf", () => {
  it("says that a row without an empty cell has no columns to suggest", () => {
    const estimate = { best: () => [] } as unknown as TableEstimate;
    const table = bestTable({ baselines: [], estimate }, { title: "row 2", row: 1 });
    expect(table).toContain("Every column of this row has a value");
  });

  it("lists every preset, and knows --help and --version", async () => {
    const list = await dmf("list");
    expect(
      list.stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual([...PRESETS, ...MLP_PRESETS, ...LAB_PRESETS, ...FED_PRESETS].map(({ id }) => id));
    const presets = JSON.parse((await dmf("list", "--json")).stdout);
    expect(presets).toHaveLength(list.stdout.trim().split("\n").length);
    expect(presets[0]).toMatchObject({ workload: "mf", link: expect.stringMatching(/^v=2/) });
    expect((await dmf("--help")).stdout).toContain("--backend");
    const help = (await dmf("sweep", "--help")).stdout;
    expect([help.includes("--shard"), help.includes("--port"), help.includes("dmf run")]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await dmfProcess("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("prints one JSON object of schema 3", async () => {
    const { code, stdout, stderr } = await dmf("run", tiny, "--backend", "cpu", "--seed", "5", "--json");
    expect(code).toBe(0);
    expect(stderr).toContain("step 50 of 50");
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schema: 3,
      workload: "mf",
      preset: null,
      seed: 5,
      backend: "cpu",
      adapter: null,
      steps: 50,
      stopReason: "steps",
      recoveryOver: "all",
      config: { rows: 12, seed: 5 },
    });
    expect(report.models.map(({ id }: { id: string }) => id)).toEqual(["original", "yaras", "thin"]);
    const [original] = report.models;
    expect(original.parameters).toBe(3 * 144);
    expect(original.spectrum).toHaveLength(12);
    expect(original.iterationsTo).toEqual({ "1e-2": null, "1e-3": null });
    expect(original.metrics.recovery).toBeGreaterThan(0);
    expect(original.msPerStep).toBeGreaterThan(0);
    expect(original.metrics).not.toHaveProperty("psnr");
    expect(original).not.toHaveProperty("bySeed");
  });

  it("reports the mean over seeds and each seed, alike in the report, the table and the CSV", async () => {
    const out = join(folder, "seeds");
    const args = ["run", `${tiny}&nets=original&B=2`, "--backend", "cpu", "--seed", "5"];
    const table = (await dmf(...args)).stdout.split("\n").map((line) => line.trim().split(/ +/));
    const report = JSON.parse((await dmf(...args, "--json", "--out", out)).stdout);
    const [{ metrics, best, bestStep, bySeed }] = report.models;
    for (const [name, mean] of Object.entries<number>({ ...metrics, best, bestStep })) {
      expect(bySeed[name]).toHaveLength(2);
      expect(mean, name).toBeCloseTo((bySeed[name][0] + bySeed[name][1]) / 2, 12);
    }
    expect(bySeed.recovery[0]).not.toBe(bySeed.recovery[1]);
    const csv = (await readFile(join(out, "errors.csv"), "utf8")).trim().split("\n");
    expect(csv[0]).toBe("network,seed,step,train_error,recovery_error");
    expect(csv.slice(-2)).toEqual(
      [0, 1].map((b) => `original,${5 + b},50,${bySeed.train[b]},${bySeed.recovery[b]}`),
    );
    const column = (name: string): string[] => {
      const at = table.find(([first]) => first === "model")?.indexOf(name) ?? -1;
      return table
        .filter(([first]) => first === "original")
        .map((cells) => cells.at(at - cells.length) ?? "");
    };
    expect(table.filter(([first]) => first === "original").map(([, seed]) => seed)).toEqual([
      "mean",
      "5",
      "6",
    ]);
    expect(column("best")).toHaveLength(3);
  });

  it("goes back to the least validation error, and refuses a split where nothing can be held out", async () => {
    const noisy = "#v=2&data=random&d=16&r=1&p=0.6&noise=0.4&eta=1&eps=0.3&T=3000&nets=original&val=0.15";
    const { code, stdout } = await dmf("run", noisy, "--backend", "cpu", "--json");
    expect(code).toBe(0);
    const { steps, stopReason, stopRule, models } = JSON.parse(stdout);
    expect({ stopReason, stopRule }).toMatchObject({
      stopReason: "rule",
      stopRule: { rule: "validation", backTo: steps },
    });
    const { evaluated, metrics } = models[0];
    expect(evaluated.validation).toMatchObject({ step: steps, bestStep: steps, best: metrics.validation });
    const refused = await dmf("run", "#v=2&task=mf&data=random&d=12&val=0.1", "--backend", "cpu");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("only completion has entries to hold out");
  });

  it("reports PSNR on a photograph, and prints a table without --json", async () => {
    const { code, stdout, stderr } = await dmfProcess(
      "run",
      "v=2&d=32&r=3&T=30",
      "--backend",
      "cpu",
      "--quiet",
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("bestPsnr");
    expect(stdout).toContain("held-out entries");
  });

  it("exits with 1 when a run diverges, and writes null for what is not finite", async () => {
    const { code, stdout } = await dmf("run", `${tiny}&eta=3&eps=1&T=400`, "--backend", "cpu", "--json");
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.stopReason).toBe("diverged");
    expect(stdout).not.toMatch(/NaN|Infinity/);
  });

  it("ends a run where the link's rule holds, and says so", async () => {
    const link = "#v=2&task=mf&data=random&d=12&r=1&T=3000&stop=recoveryAll&below=0.01";
    const { code, stdout, stderr } = await dmf("run", link, "--backend", "cpu", "--json");
    expect(stderr).not.toContain("step 3000 of");
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    const reached = report.models.map(
      (one: { iterationsTo: { "1e-2": number } }) => one.iterationsTo["1e-2"],
    );
    expect(report).toMatchObject({
      stopReason: "rule",
      stopRule: { rule: "recoveryAll", step: Math.max(...reached) },
    });
    expect(report.steps).toBeLessThan(3000);
  });

  it.each([
    [["run", "mc-d64", "--backend", "tpu"], "auto, webgpu, cpu"],
    [["fly"], "unknown command"],
    [["swep"], "Did you mean “sweep”?"],
    [["README.md"], "dmf run --data README.md trains on it"],
  ])("answers %j with exit code 2 and one line", async (args, reason) => {
    const { code, stdout, stderr } = await dmf(...args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(reason);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    [["run"], "one preset"],
    [["run", "no-such-preset"], "not a preset"],
    [["run", "README.md"], "Write --data README.md to train on it"],
    [["run", "mc-d46"], "Did you mean “mc-d64”?"],
    [["settings", "rnak"], "Did you mean “rank”?"],
    [["sweep", "mc-d64", "--vary", "rhatt=1,2", "--out", "none"], "Did you mean “rHat”?"],
    [["run", "mc-d64", "--steps", "many"], "whole number"],
    [["run", "mc-d64", "--steps", "0"], "a whole number from 1 to"],
    [["run", "mc-d64", "--nonsense"], "no option --nonsense"],
    [["run", "mc-d64", "--stpes", "3"], "Did you mean “--steps”?"],
    [["run", "#v=2&L=99"], "Depth L takes a whole number from 2 to 8"],
    [["run", "#v=2&L=99"], "not “99”"],
    [["run", "#v=2&task=sideways"], "Problem takes one of mc, mf, ms, not “sideways”"],
    [["run", "#v=2&row=64"], "“row” is not a setting"],
    [["run", "#v=2&rows=64"], "In a link, rows is written as d."],
    [["list", "--nonsense"], "nonsense"],
    [["list", "nonsense"], "nonsense"],
    [["run", "missing.json"], "cannot be read"],
    [["sweep", "mc-d64", "--json"], "json"],
  ])("refuses %j", async (args, reason) => {
    expect(await refusal(args)).toContain(reason);
  });

  it.runIf(process.platform === "linux")(
    "says with exit code 3 what WebGPU lacks, in the words of a command line",
    async () => {
      const env = { ...process.env, VK_DRIVER_FILES: "/missing.json", VK_ICD_FILENAMES: "/missing.json" };
      const run = promisify(execFile)(process.execPath, [DMF, "run", tiny, "--backend", "webgpu"], { env });
      const failure = (await run.catch((error: unknown) => error)) as { code: number; stderr: string };
      expect(failure.code).toBe(3);
      expect(failure.stderr).toMatch(/WebGPU (found no graphics adapter|is missing)/);
      expect(failure.stderr).not.toContain("browser");
    },
  );

  it("refuses sensing that would not fit, with its size, before anything is made", async () => {
    const { code, stdout, stderr } = await dmf(
      "run",
      "v=2&task=ms&data=random&d=128&r=1&N=4097&B=4",
      "--backend",
      "cpu",
      "--json",
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().split("\n").at(-1)).toMatch(
      /^dmf: Sensing with 4,097 .* needs 1\.1 GiB for A alone/,
    );
  });

  it("reads a config file and writes whole files", async () => {
    const config = join(folder, "config.json");
    await writeFile(
      config,
      JSON.stringify({ data: "random", task: "mf", rows: 10, rank: 1, steps: 20, networks: ["thin"] }),
    );
    const out = join(folder, "out");
    expect((await dmf("run", config, "--backend", "cpu", "--out", out)).code).toBe(0);
    expect((await readdir(out)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["errors.csv", "report.json"]);
    const lines = (await readFile(join(out, "errors.csv"), "utf8")).trim().split("\n");
    expect(lines).toHaveLength(1 + 21);
    expect(JSON.parse(await readFile(join(out, "report.json"), "utf8")).steps).toBe(20);
    // A 10 × 10 matrix, of which the drawing hides the first of two rows of cells.
    const drawn = {
      data: "random",
      rows: 10,
      rank: 1,
      steps: 2,
      networks: ["thin"],
      mask: "drawn",
      drawn: "2x1.AAI",
    };
    await writeFile(config, JSON.stringify(drawn));
    const { stdout } = await dmf("run", config, "--backend", "cpu", "--json");
    expect(JSON.parse(stdout).config).toMatchObject({ mask: "drawn", drawn: "2x1.AAI" });
    for (const wrong of ["{ not json", "[]", "null", "5"]) {
      await writeFile(config, wrong);
      expect(await dmf("run", config), wrong).toMatchObject({ code: 2, stdout: "" });
    }
  });

  it("exports an experiment as a script", async () => {
    const path = join(folder, "experiment.py");
    expect(await dmf("export", tiny, "--as", "torch", "--steps", "7", "--out", path)).toMatchObject({
      code: 0,
      stdout: "",
    });
    const code = await readFile(path, "utf8");
    expect(code).toContain("import torch");
    expect(code).toMatch(/^steps = 7 /m);
    expect((await dmf("export", tiny, "--as", "torch", "--steps", "7")).stdout).toBe(code);
    const known = "v=2&data=file&d=16&entries=known&nets=yaras";
    expect(await dmf("export", known, "--as", "numpy")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("There is no script of this run") as string,
    });
    expect(await dmf("export", tiny, "--as", "fortran")).toMatchObject({ code: 2, stdout: "" });
    expect(await dmf("export", tiny, "--as", "jax", "--out", folder)).toMatchObject({ code: 1, stdout: "" });
  });

  it("exits with 1 and one line when the result cannot be written, and merges no file that is not a sweep's", async () => {
    const blocker = join(folder, "file");
    await writeFile(blocker, "");
    const { code, stderr } = await dmf("run", tiny, "--backend", "cpu", "--out", join(blocker, "below"));
    expect(code).toBe(1);
    // The refusal comes before any training.
    expect(stderr).toMatch(/^dmf: .*could not be written.*\n$/);
    expect(await dmf("merge", blocker)).toMatchObject({ code: 1 });
    await writeFile(blocker, '{"schema":1}\n');
    expect(await dmf("merge", blocker)).toMatchObject({ code: 2 });
  });

  it("trains on a file of one's own, and names what is wrong with one by row and column", async () => {
    const path = join(folder, "own.csv");
    const rows = Array.from({ length: 6 }, (_, i) =>
      [1, 2, i === 3 ? "" : 3, 4].map((j) => Number(j) * (i + 1)),
    );
    await writeFile(path, rows.map((row) => row.map((cell) => cell || "").join(",")).join("\n"));
    const args = ["--backend", "cpu", "--steps", "20", "--json"];
    const { code, stdout } = await dmf("run", "--data", path, ...args);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.config).toMatchObject({ data: "file", rows: 6, cols: 4, observed: 0.9 });
    expect(report.recoveryOver).toBe("heldout");
    const link = `v=2&data=file&file=${report.config.file}&d=6&n=4&p=1`;
    expect(JSON.parse((await dmf("run", link, "--data", path, ...args)).stdout).recoveryOver).toBe("all");
    const wrong = await dmf(
      "run",
      link.replace(report.config.file, "0123456789abcdef"),
      "--data",
      path,
      ...args,
    );
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("0123456789abcdef")]);
    expect((await dmf("run", link, ...args)).stderr).toContain("needs the file");
    const long = Array.from({ length: 300 }, (_, i) => [1, 2, 3].map((j) => j * (i + 1)).join(","));
    await writeFile(path, long.join("\n"));
    const whole = await dmf("run", "--data", path, ...args);
    expect(JSON.parse(whole.stdout).config).toMatchObject({ rows: 300, cols: 3, crop: [] });
    const part = await dmf("run", "v=2&data=file&d=256&n=3&crop=0,0,256,3", "--data", path, ...args);
    // Said once.
    expect(
      part.stderr.split("rows 1 to 256 and columns 1 to 3 of the file’s 300 × 3 values, 85 %"),
    ).toHaveLength(2);
    await writeFile(path, ["user,item,rating", ...ratings.map((one) => one.join(","))].join("\n"));
    const out = join(folder, "own");
    const [[asked = ""] = []] = ratings;
    const done = await dmf("run", "--data", path, "--backend", "cpu", "--out", out, "--best", asked);
    expect(done.stderr).toContain("Computes the baselines on the same cells …");
    expect(done.stderr).toContain(`${out} has the completed table`);
    expect(done.stdout).toMatch(/^Row and column effects +\d/m);
    expect(done.stdout).toMatch(/^Compressed \(Yaras et al\.\), step \d+ +\d/m);
    expect(done.stdout).toMatch(/^(.* has the smallest error|Better than .*|Level with .*)\.$/m);
    const files = await readdir(out);
    expect(files).toEqual(expect.arrayContaining(["estimate.csv", "factors.npz", "report.json"]));
    const [head = "", ...lines] = (await readFile(join(out, "estimate.csv"), "utf8")).trim().split("\n");
    expect(lines).toHaveLength(40);
    // Known cells keep their values, and all lie in the range of the ratings.
    const columns = head.split(",");
    for (const line of lines) {
      const [user, ...cells] = line.split(",");
      cells.forEach((cell, j) => {
        const known = ratings.find(([u, i]) => u === user && i === columns[j + 1]);
        expect(Number(cell)).toBe(Number(known?.[2] ?? cell));
        expect(Math.abs(Number(cell) - 3)).toBeLessThanOrEqual(2);
      });
    }
    // The best columns of a row are those of the completed table, and a new row is completed without training.
    const [, ...own] = lines.find((line) => line.startsWith(`${asked},`))?.split(",") ?? [];
    const isRated = (item: string) => ratings.some(([u, i]) => u === asked && i === item);
    const unrated = columns.slice(1).flatMap((item, j) => (isRated(item) ? [] : [Number(own[j])]));
    const best = [...(done.stdout.split("best columns of row")[1]?.matchAll(/^(\w+) +(\d\.\d+)$/gm) ?? [])];
    expect(best).toHaveLength(Math.min(10, unrated.length));
    expect(Number(best[0]?.[2])).toBeCloseTo(Math.max(...unrated), 3);
    const row = join(folder, "row.txt");
    await writeFile(row, `${columns[1] ?? ""} 5\n${columns[2] ?? ""},1\n`);
    const folded = await dmf("run", "--data", path, "--backend", "cpu", "--row", row);
    expect(folded.stderr).toContain("--out FOLDER writes the completed table");
    const [, added = ""] = folded.stdout.split("best columns of the new row");
    // The package gives the same figures, a completed new row included.
    const local = new LocalEngine({ gpu: undefined, load: loadNothing, isUnseen: true, workloads });
    const engine = runsOn(local, { backend: "cpu" });
    const run = engine.run({ data: "file" }, { data: new Uint8Array(await readFile(path)) });
    let steps = 0;
    for await (const { progress } of run) steps = progress.step;
    expect(steps).toBeGreaterThan(0);
    const written = JSON.parse(await readFile(join(out, "report.json"), "utf8"));
    expect(await run.baselines()).toEqual(written.baselines);
    const estimate = await run.estimate();
    const { rmse, mae } = written.models.find(({ id }: { id: string }) => id === estimate.model).evaluated;
    const shown = (errors: readonly number[]) => errors.map((error) => error.toPrecision(4));
    expect(shown([estimate.rmse, estimate.mae])).toEqual(shown([rmse.atBest, mae.atBest]));
    const given = [
      [0, 5],
      [1, 1],
    ] as const;
    const bestOfNew = estimate.best(given).map(({ name, value }) => [name, value.toPrecision(4)]);
    expect([...added.matchAll(/^(i\d+) +(\d\.\d+)$/gm)].map((found) => found.slice(1))).toEqual(bestOfNew);
    await engine.dispose();
    const unknown = await dmf("run", "--data", path, "--best", "nobody");
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("no row “nobody”")]);
    // Given training and test files: the split of the files is used, at the same size.
    const [training, tests] = [join(folder, "a.csv"), join(folder, "b.csv")];
    const textOf = (rated: readonly string[][]) =>
      ["user,item,rating", ...rated.map((one) => one.join(","))].join("\n");
    await writeFile(training, textOf(ratings.filter((_, k) => k % 5 > 0)));
    await writeFile(tests, textOf(ratings.filter((_, k) => k % 5 === 0)));
    const split = await dmf("run", "--train", training, "--test", tests, "--backend", "cpu", "--json");
    const { config, baselines } = JSON.parse(split.stdout);
    expect([config.entries, config.rows, config.cols, config.observed]).toEqual(["known", 40, 30, 1]);
    const value = (list: readonly string[][]) => list.map((one) => Number(one[2]));
    const [a, b] = [value(ratings.filter((_, k) => k % 5 > 0)), value(ratings.filter((_, k) => k % 5 === 0))];
    const mean = a.reduce((sum, rating) => sum + rating, 0) / a.length;
    const spread = Math.sqrt(b.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / b.length);
    // A tenth of the training file is held out for validation, so its mean differs a little.
    expect(baselines[0].rmse / spread).toBeCloseTo(1, 1);
    await writeFile(path, "1,2\n3,x\n");
    const bad = await dmf("run", "--data", path);
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining("Row 2, column 2")]);
  });
});
