/** Experiments of the other workloads on the command line: run, interrupted, swept, merged, refused. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dmf, inShell, interrupted, refusal } from "../../hosts/dmf.ts";
import { readPeft } from "../../../src/workloads/finetune/peft.ts";

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

describe("digits", () => {
  it("are trained and reported with named metrics", async () => {
    const out = join(folder, "run");
    const link = `#${tiny.replace("steps=20", "steps=60")}&B=2`;
    const log = join(folder, "log.jsonl");
    const options = ["--seed", "3", "--json", "--out", out, "--log", log];
    const { code, stdout } = await dmf("run", link, ...cpu, ...options);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { readonly models: readonly Model[] };
    expect(report).toMatchObject({ schema: 3, workload: "mlp", seed: 3, steps: 60, config: { samples: 60 } });
    expect(report.models.map(({ id }) => id)).toEqual(["plain", "dln", "cdln"]);
    for (const { metrics, bySeed = {} } of report.models) {
      expect(Object.keys(metrics)).toEqual(["loss", "accuracy", "testLoss", "testAccuracy"]);
      const [first = NaN, second = NaN] = bySeed["testAccuracy"] ?? [];
      expect(metrics["testAccuracy"]).toBeCloseTo((first + second) / 2, 12);
      expect(first).not.toBe(second);
    }
    const [header, ...lines] = (await readFile(join(out, "errors.csv"), "utf8")).trim().split("\n");
    expect(header).toBe("network,seed,step,loss,accuracy,testLoss,testAccuracy");
    expect(lines).toHaveLength(3 * 61 * 2);
    expect(lines.filter((line) => line.endsWith(",,"))).not.toHaveLength(0);
    expect(JSON.parse(await readFile(join(out, "report.json"), "utf8"))).toEqual(report);
    // The log has the same table, written while the run trained. If a step comes twice, the later value counts.
    const logged = new Map<string, Record<string, number>>();
    const texts = (await readFile(log, "utf8")).trim().split("\n");
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) {
      const { model, seed, step, ...metrics } = JSON.parse(text) as Record<string, number>;
      const key = `${model},${seed},${step}`;
      logged.set(key, { ...logged.get(key), ...metrics });
    }
    const names = ["loss", "accuracy", "testLoss", "testAccuracy"];
    expect(
      new Set([...logged].map(([key, metrics]) => [key, ...names.map((name) => metrics[name] ?? "")].join())),
    ).toEqual(new Set(lines));
  });

  it("print a table, from a config file too", async () => {
    const path = join(folder, "config.json");
    await writeFile(
      path,
      JSON.stringify({ id: "mlp", width: 16, rHat: 4, samples: 60, steps: 5, arms: ["plain"] }),
    );
    const { code, stdout } = await dmf("run", path, ...cpu);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^model +parameters +FLOP\/step .* testAccuracy +best/m);
    expect(stdout).toMatch(/^plain +\d+ /m);
  });

  it("go on where they were interrupted, or begin again if their state is damaged, and end with the same metrics", async () => {
    const link = tiny.replace("steps=20", "steps=1000");
    const [out, damaged] = [join(folder, "interrupted"), join(folder, "damaged")];
    const first = await interrupted({ when: /step \d+ of/, afterMs: 20 }, "run", link, ...cpu, "--out", out);
    expect(first.code).toBe(130);
    expect(await readdir(out)).toContain("state.bin");
    await cp(out, damaged, { recursive: true });
    const state = await readFile(join(damaged, "state.bin"));
    state[state.length >> 1] = (state[state.length >> 1] as number) ^ 1;
    await writeFile(join(damaged, "state.bin"), state);
    const again = await dmf("run", link, ...cpu, "--out", out);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("where it was interrupted");
    const anew = await dmf("run", link, ...cpu, "--out", damaged);
    expect(anew).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("state.bin is damaged") as string,
    });
    expect(anew.stderr).not.toContain("where it was interrupted");
    const metrics = async (from: string): Promise<unknown> =>
      (JSON.parse(await readFile(join(from, "report.json"), "utf8")) as { models: Model[] }).models.map(
        (model) => model.metrics,
      );
    expect(await metrics(out)).toEqual(await metrics(damaged));
    expect(await readdir(out)).not.toContain("state.bin");
    expect((await readdir(damaged)).toSorted()).toEqual(["errors.csv", "report.json", "state.bin.damaged"]);
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
      /no experiment type “nothing”; the types are mf, mlp, finetune, federated/,
    ],
    ["a key of another kind", ["run", "v=2&id=mlp&gamma=1"], /“gamma” is not a setting/],
    ["a value out of range", ["run", "v=2&id=mlp&w=2"], /Width takes a whole number from 4 to/],
    ["a varied value out of range", ["sweep", tiny, "--vary", "w=2", "--out", "nowhere"], /Width takes/],
    ["a script", ["export", "plant-one", "--as", "numpy"], /with --as torch, for fine-tuning/],
    [
      "adapters of digits",
      ["export", tiny, "--as", "peft"],
      /--as peft works only for fine-tuning experiments/,
    ],
    ["adapters without a folder", ["export", "plant-one", "--as", "peft"], /needs --out, a folder/],
    [
      "more directions than an update keeps",
      ["export", "plant-one", "--as", "peft", "--rank", "17", "--out", "nowhere"],
      /--rank takes a whole number from 1 to 16/,
    ],
    ["a script's rank", ["export", "plant-one", "--as", "torch", "--rank", "2"], /only with --as peft/],
  ])("refuse %s", async (_what, args, reason) => {
    expect(await refusal(args)).toMatch(reason);
  });
});

describe("digits with a log that cannot be written", () => {
  it("write the results of a run and of a sweep", async () => {
    const [out, swept] = [join(folder, "deaf"), join(folder, "deaf-sweep")];
    const run = await inShell(`dmf run '${tiny}' ${cpu.join(" ")} --json --out '${out}' 2> /dev/full`);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ schema: 3, stopReason: "steps" });
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json"]);
    // The log's reader ends before anything is written to it.
    const command = `dmf sweep '${tiny}' --vary batch=20 ${cpu.join(" ")} --out '${swept}'`;
    expect((await inShell(`${command} 2> >(exec true); exit $?`)).code).toBe(0);
    const lines = await readFile(join(swept, "sweep-1-of-1.jsonl"), "utf8");
    expect(lines.trim().split("\n")).toHaveLength(1);
  });
});

describe("texts of one’s own", () => {
  const texts = Array.from({ length: 16 }, (_, i) => ({
    text: `Text number ${i}.`,
    label: i % 2 ? "ja" : "nein",
  }));
  const lines = texts.map((one) => JSON.stringify(one)).join("\n");

  it("are trained on, and their classes are named in the adapter", async () => {
    const [out, path] = [join(folder, "own"), join(folder, "texts.jsonl")];
    await writeFile(path, lines);
    const { code, stdout } = await dmf("run", "--data", path, "--steps", "1", ...cpu, "--json");
    expect(code).toBe(0);
    const { config } = JSON.parse(stdout) as { readonly config: { readonly file: string } };
    expect(config).toMatchObject({ task: "file", file: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
    const csv = join(folder, "texts.csv");
    await writeFile(csv, `label;text\n${texts.map(({ text, label }) => `${label};${text}`).join("\n")}\n`);
    const link = "v=2&id=finetune&task=file&methods=head&steps=1";
    const exported = await dmf("export", link, "--as", "peft", "--data", csv, ...cpu, "--out", out);
    expect(exported.code).toBe(0);
    expect(readPeft(await readFile(join(out, "head.zip"))).head?.names).toEqual(["ja", "nein"]);
    const script = await dmf("export", link, "--as", "torch", "--data", path);
    expect(script.stdout).toContain(`with the checksum ${config.file}`);
    expect(await refusal(["run", "sentiment-yelp", "--data", path])).toMatch(
      /needs task=sentiment, but texts/,
    );
    expect(await refusal(["run", `${link}&file=0123456789abcdef`, "--data", path])).toMatch(
      /needs the checksum 0123456789abcdef, but texts/,
    );
    expect(await refusal(["run", "fed-bytes", "--data", path])).toMatch(/does not work with federated/);
  });

  it("are taken home: an adapter of each method, embeddings, the log", async () => {
    const [out, path] = [join(folder, "adapters"), join(folder, "home.jsonl")];
    await writeFile(path, lines);
    // At the first step the classes' head is 0, so no matrix has a gradient.
    const link = "v=2&id=finetune&task=file&n=2&batch=2&r=2&steps=2&methods=deep,galore";
    const args = ["--as", "peft", "--rank", "1", "--data", path, ...cpu, "--out", out];
    expect((await dmf("export", link, ...args)).code).toBe(0);
    expect((await readdir(out)).toSorted()).toEqual([
      "deep.zip",
      "embeddings.csv",
      "galore.zip",
      "log.jsonl",
    ]);
    const dense = readPeft(await readFile(join(out, "galore.zip")));
    expect(dense.matrices.map(({ rank }) => rank)).toEqual(Array<number>(12).fill(1));
    const { matrices } = readPeft(await readFile(join(out, "deep.zip")));
    expect(matrices.map(({ name, rank }) => `${name} ${rank}`)).toEqual(
      [0, 1].flatMap((layer) => ["q", "k", "v", "o", "f1", "f2"].map((kind) => `${layer}.${kind} 2`)),
    );
    // Deep LoRA starts near 0, but not at 0.
    for (const { A, B } of matrices)
      for (const factor of [A, B]) expect(factor.some((value) => value !== 0)).toBe(true);
    const table = (await readFile(join(out, "embeddings.csv"), "utf8")).trim().split("\n");
    // The methods train on four of the 16 texts. The run embeds the others before training and with each method.
    expect(table).toHaveLength(1 + 3 * 12);
    const log = (await readFile(join(out, "log.jsonl"), "utf8")).trim().split("\n");
    expect(log.map((line) => JSON.parse(line) as object)).toMatchObject(
      ["deep", "galore"].flatMap((model) => [0, 1, 2].map((step) => ({ model, step }))),
    );
    expect(JSON.parse(log.at(-1) ?? "")).toHaveProperty("testAccuracy");
  });

  it("a table with labels trains the digits’ networks", async () => {
    const path = join(folder, "table.csv");
    await writeFile(path, `label,x\n${texts.map(({ label }, i) => `${label},${i}`).join("\n")}\n`);
    const { code, stdout } = await dmf("run", tiny, "--data", path, ...cpu, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ config: { data: "file" } });
  });
});

describe("federated fine-tuning", () => {
  it("is trained and reported, and says which clients and rounds take no part", async () => {
    const link = "#v=2&id=federated&K=3&M=2&n=12&batch=4&r=1&warm=1&steps=2&drop=1&arms=fedavg";
    const { code, stdout, stderr } = await dmf("run", link, ...cpu, "--json");
    expect(code).toBe(0);
    expect(stderr).toContain("All drawn clients drop out in rounds 1, 2.");
    const report = JSON.parse(stdout) as { readonly models: readonly Model[] };
    expect(report).toMatchObject({ schema: 3, workload: "federated", steps: 2 });
    expect(report.models[0]?.metrics["megabytes"]).toBeGreaterThan(0);
  });

  it("is taken home: the server's adapter, without the layers that stay on their clients", async () => {
    const out = join(folder, "federated");
    const link = "#v=2&id=federated&K=2&M=2&n=16&batch=2&r=1&warm=0&steps=1&arms=global";
    const { code } = await dmf("export", link, "--as", "peft", ...cpu, "--out", out);
    expect(code).toBe(0);
    expect((await readdir(out)).toSorted()).toEqual(["global.zip", "log.jsonl"]);
    const { matrices, head } = readPeft(await readFile(join(out, "global.zip")));
    expect(head?.classes).toBe(2);
    expect(matrices.length).toBeGreaterThan(0);
    expect(matrices.length).toBeLessThan(12);
    for (const { A, B } of matrices)
      for (const factor of [A, B]) expect(factor.some((value) => value !== 0)).toBe(true);
  });
});
