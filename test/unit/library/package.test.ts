/** The npm package in an empty project: its example, its command, its types, and what it imports. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute, openProject, ROOT, type Project } from "../../hosts/package.ts";
import { dmf } from "../../hosts/dmf.ts";
import { findPython, pythonWith } from "../../hosts/python.ts";

/** `npm run setup` says so if there is none. */
const WITH_PANDAS = pythonWith("numpy", "pandas");

let project: Project;
beforeAll(async () => void (project = await openProject()), 180_000);
afterAll(() => project.remove());

/** The experiment that the example trains. */
const CONFIG = {
  task: "mc",
  data: "random",
  rows: 32,
  rank: 2,
  observed: 0.6,
  networks: ["original", "yaras"],
  steps: 2000,
};

/** Errors by network and step. If a step comes twice, the later value counts. */
const curve = (csv: string): Map<string, string> =>
  new Map(
    csv
      .trim()
      .split("\n")
      .map((line) => /^(\w+,\w+),(.*)$/.exec(line)?.slice(1) as [string, string]),
  );

/** The imports of a built file. Each import statement is one line. */
const importsOf = (code: string): string[] =>
  [
    ...code.matchAll(
      /^(?:import|export) (?:[^"\n]* from )?"([^"\n]+)";$|(?<!\* .*)\bimport\("([^"\n]+)"\)/gm,
    ),
  ].map(([, statement, call]) => statement ?? call ?? "");

describe("the packed package", () => {
  it("brings no other package, and at most 40 MB", async () => {
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      await readFile(join(project.home, "package.json"), "utf8"),
    );
    expect({ ...dependencies, ...optionalDependencies }).toEqual({});
    const files = await readdir(project.home, { recursive: true, withFileTypes: true });
    const sizes = files
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40e6);
  });

  it("serves the page with its headers, and the encoder from its own package", async () => {
    const server = spawn(join(project.folder, "node_modules/.bin/dmf"), ["--port", "0"]);
    try {
      const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
      expect(line).toMatch(/^http:\/\/localhost:\d+\/$/);
      const page = await fetch(line);
      const html = await page.text();
      expect(html).toContain("<title>DMF Playground</title>");
      expect(page.headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
      const script = await fetch(new URL(/src="(\.\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "", line));
      expect([script.status, script.headers.get("Content-Type")]).toEqual([200, "text/javascript"]);
      const [encoder = ""] = await readdir(join(project.home, "../dmf-playground-encoder")).then((names) =>
        names.filter((name) => name.endsWith(".bin")),
      );
      expect((await fetch(new URL(`data/${encoder}`, line), { method: "HEAD" })).status).toBe(200);
      for (const missing of ["assets/none.js", "%2e%2e/package.json", "%"]) {
        const answer = await fetch(line + missing);
        expect([missing, answer.status]).toEqual([missing, 404]);
        expect(await answer.text()).toContain("This page does not exist");
      }
    } finally {
      server.kill("SIGINT");
    }
    expect((await once(server, "close"))[0]).toBe(0);
  });

  it("trains in Node as the command line does, to the bit", async () => {
    const config = join(project.folder, "config.json");
    await writeFile(config, JSON.stringify(CONFIG));
    await copyFile(join(project.home, "examples/train.mjs"), join(project.folder, "train.mjs"));
    const example = await execute(process.execPath, ["train.mjs"], { cwd: project.folder });
    const { code } = await dmf("run", config, "--backend", "cpu", "--out", join(project.folder, "run"));
    expect(code).toBe(0);
    const errors = curve(await readFile(join(project.folder, "run/errors.csv"), "utf8"));
    expect(errors.size).toBe(1 + 2 * 2001);
    expect(curve(example.stdout)).toEqual(errors);
    for (const network of CONFIG.networks)
      expect(Math.max(...(errors.get(`${network},2000`) ?? "1").split(",").map(Number))).toBeLessThan(1e-4);
    expect(example.stderr).toContain("original: 3072 parameters, on cpu");
    expect(example.stderr).toMatch(/yaras singular values \[/);
  });

  it("trains a shard from where the Containerfile puts it", async () => {
    const root = join(project.folder, "image");
    const [tarball = ""] = (await readdir(project.folder)).filter((name) => name.endsWith(".tgz"));
    for (const folder of ["opt/package", "usr/local/bin", "work"])
      await mkdir(join(root, folder), { recursive: true });
    await copyFile(join(project.folder, tarball), join(root, "opt/package", tarball));
    const file = await readFile(join(ROOT, "examples/sweep/Containerfile"), "utf8");
    const [, commands = ""] = /^RUN (.*?[^\\])$/ms.exec(file) ?? [];
    await execute("sh", ["-ec", commands.replaceAll(/(?<= )\/(?=opt|usr)/g, `${root}/`)]);
    const sweep = ["sweep", "v=2&data=airports&T=3", "--vary", "L=2,3", "--shard", "2/2", "--out", "out"];
    await execute(join(root, "usr/local/bin/dmf"), [...sweep, "--backend", "cpu"], {
      cwd: join(root, "work"),
    });
    expect(await readdir(join(root, "opt/package"))).toEqual([]);
    const [line = "", ...others] = (await readFile(join(root, "work/out/sweep-2-of-2.jsonl"), "utf8")).split(
      "\n",
    );
    expect(JSON.parse(line)).toMatchObject({ varied: { L: "3" }, report: { steps: 3 } });
    expect(others).toEqual([""]);
  });

  it("finds the digits and the text encoder", async () => {
    const script = (experiment: object) => `
      import { createEngine } from "dmf-playground/engine";
      const engine = await createEngine({ backend: "cpu" });
      const run = engine.run(${JSON.stringify(experiment)});
      for await (const { model, progress } of run)
        console.log(model, progress.step, progress.evaluated.testAccuracy.value > 0);
      const [{ model, ...probes }] = (await run.probes()).models;
      console.log(...Object.keys(probes).sort(), probes.updates?.adapter.head.bias.length);
      await engine.dispose();`;
    const lastLines = async (experiment: object): Promise<readonly string[]> => {
      const args = ["--input-type=module", "--eval", script(experiment)];
      const { stdout } = await execute(process.execPath, args, { cwd: project.folder });
      return stdout.trim().split("\n").slice(-2);
    };
    const digits = { id: "mlp", arms: ["cdln"], steps: 2 };
    expect(await lastLines(digits)).toEqual(["cdln 2 true", "block layers predictions undefined"]);
    const federated = { id: "federated", arms: ["head"], clients: 2, samples: 8, steps: 1 };
    expect(await lastLines(federated)).toEqual(["head 1 true", "clients updates 2"]);
  });

  it("trains on a table of one's own as the command line does", async () => {
    const cells = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 10 }, (__, j) => ((3 * i + j) % 7 === 2 ? "" : Math.cos(i) * j + Math.sin(j) * i)),
    );
    const table = join(project.folder, "table.csv");
    await writeFile(table, cells.join("\n"));
    await copyFile(join(project.home, "examples/table.mjs"), join(project.folder, "table.mjs"));
    const example = await execute(process.execPath, ["table.mjs", table], { cwd: project.folder });
    const report = JSON.parse(example.stdout);
    expect(report.config).toMatchObject({ rows: 12, cols: 10, observed: 0.9, stop: "validation" });
    expect(example.stderr).toContain("checkpoint at step");
    const { stdout } = await dmf("run", "--data", table, "--backend", "cpu", "--json");
    const own = JSON.parse(stdout);
    expect({ ...report.models[0], msPerStep: 0 }).toEqual({ ...own.models[0], msPerStep: 0 });
    // The estimate is taken at the best validation step, so its error is the report's.
    const [, model, rmse] = /^(\w+), step \d+: RMSE (\S+);/m.exec(example.stderr) ?? [];
    const best = own.models.find(({ id }: { id: string }) => id === model);
    expect(Number(rmse)).toBeCloseTo(best?.evaluated.rmse.atBest, 12);
    expect(
      own.baselines.map(({ id, rmse: error }: { id: string; rmse: number }) => `${id}: RMSE ${error}`),
    ).toEqual(example.stderr.split("\n").filter((line) => /^(mean|effects|rank|als): /.test(line)));
  });

  it("runs the cell for Observable, which learns", async () => {
    const page = await readFile(join(project.home, "examples/observable.md"), "utf8");
    const [, cell = ""] = /```js\n(.*?)```/s.exec(page) ?? [];
    const script = `${cell.replace("npm:", "")}
      let last = [];
      for await (const growing of rows) last = growing;
      for (const model of ["original", "yaras"])
        console.log(last.findLast((row) => row.model === model).error < 1e-4);`;
    const args = ["--input-type=module", "--eval", script];
    const { stdout } = await execute(process.execPath, args, { cwd: project.folder });
    expect(stdout).toBe("true\ntrue\n");
  });

  it("runs the cells for Jupyter, and the converter for TensorBoard", async () => {
    const { cells } = JSON.parse(await readFile(join(project.home, "examples/jupyter.ipynb"), "utf8")) as {
      cells: { cell_type: string; source: string[] }[];
    };
    const code = cells
      .filter(({ cell_type: type }) => type === "code")
      .map(({ source }) => source.join(""))
      .filter((cell) => WITH_PANDAS || !cell.includes("import pandas"));
    const rows = WITH_PANDAS ? "len(table)" : "len(curves['yaras'])";
    const script = [...code, `print(${rows}, all(curve[-1] < 1e-4 for curve in curves.values()))`].join("\n");
    // A stand-in for tensorboardX, which records what it is given.
    await writeFile(
      join(project.folder, "tensorboardX.py"),
      `import atexit
class SummaryWriter:
    def __init__(self, folder): self.folder, self.last = folder, {}
    def add_scalar(self, name, value, step): self.last[name] = step
    def close(self): print(self.folder, self.last)
`,
    );
    const env = {
      ...process.env,
      PYTHONPATH: project.folder,
      PATH: `${join(project.folder, "node_modules/.bin")}:${process.env["PATH"]}`,
    };
    const python = (...args: string[]) =>
      execute(WITH_PANDAS ?? findPython(), args, { cwd: project.folder, env });
    expect((await python("-c", script)).stdout).toMatch(/\[#{40}\] 100%[^]*\n2001 True\n$/);
    const converter = join(project.home, "examples/tensorboard.py");
    expect((await python(converter, "log.jsonl", "runs")).stdout).toBe(
      "runs/original {'train': 2000, 'recovery': 2000}\nruns/yaras {'train': 2000, 'recovery': 2000}\n",
    );
  });

  it("changes a rate, goes back and makes a single step, on the path of the command line's run", async () => {
    await copyFile(join(project.home, "examples/live.mjs"), join(project.folder, "live.mjs"));
    const { stdout, stderr } = await execute(process.execPath, ["live.mjs"], { cwd: project.folder });
    expect(stderr).toBe("");
    const rows = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    expect(rows.map(([rate, step]) => [rate, step])).toEqual([
      ["rate", "step"],
      ["0.1", "51"],
      ["0.5", "400"],
      ["0.1", "51"],
    ]);
    const config = join(project.folder, "live.json");
    const settings = { task: "mf", data: "random", rows: 32, rank: 2, networks: ["original"], rate: 0.1 };
    await writeFile(config, JSON.stringify({ ...settings, steps: 400 }));
    await dmf("run", config, "--backend", "cpu", "--out", join(project.folder, "slow"));
    const slow = curve(await readFile(join(project.folder, "slow/errors.csv"), "utf8"));
    const errorAt = (step: number) => slow.get(`original,${step}`)?.split(",")[0];
    const [, first, fast, again] = rows.map(([, , error]) => error);
    expect([first, again]).toEqual([errorAt(51), errorAt(51)]);
    expect(Number(fast)).toBeLessThan(0.9 * Number(errorAt(400)));
  });

  it("imports nothing but itself, Node's own modules and Dawn, and in a browser nothing but itself", async () => {
    const folder = join(project.home, "dist-library/engine");
    const code = new Map<string, string[]>();
    for (const name of await readdir(folder))
      if (name.endsWith(".js")) code.set(`./${name}`, importsOf(await readFile(join(folder, name), "utf8")));
    for (const imports of code.values())
      for (const path of imports)
        expect(code.has(path) || /^(node:[\w/]+|webgpu)$/.test(path), path).toBe(true);
    const inBrowser = new Set(["./browser.js"]);
    for (const name of inBrowser) for (const path of code.get(name) ?? [name]) inBrowser.add(path);
    expect(inBrowser.size).toBeGreaterThan(3);
    expect([...inBrowser].filter((path) => !code.has(path))).toEqual([]);
  });

  it("declares its types", async () => {
    const program = (metric: string) => `
      import { createEngine, EngineError, openEngine, readExperiment, RunCollector, type RunCheckpoint } from "dmf-playground/engine";
      const engine = await createEngine({ backend: "webgpu", onNotice: (message: string) => message.length });
      const run = engine.run({ id: "federated", steps: 5 }, { data: { rows: 2, cols: 2, values: [1, 2, 3, NaN] } });
      let from: RunCheckpoint | undefined;
      try {
        for await (const { columns } of run) columns["loss"]?.${metric};
        from = await run.checkpoint();
      } catch (error) {
        if (error instanceof EngineError && error.code === "bad-input") throw error;
      }
      const report = await run.report();
      export const time = report.models[0]?.bySeed?.["recovery"]?.[0];
      export const rank: number | undefined = (await run.probes()).models[0]?.updates?.adapter.matrices[0]?.rank;
      export const sentences: readonly string[] | undefined = (await run.facts()).finetune?.testTexts;
      export const values: number[] | undefined = (await run.probes()).models[0]?.spectra?.endToEnd;
      export const again = from && engine.run({ rows: 8, networks: ["yaras"] }, { from });
      const live = await openEngine({ isUnseen: true });
      const collector = new RunCollector();
      live.subscribe((event) => collector.take(event));
      await live.setRates(readExperiment({ rate: 0.5 }));
      export const steps: number | undefined = collector.report()?.steps;`;
    await writeFile(join(project.folder, "right.ts"), program("at(-1)"));
    await writeFile(join(project.folder, "wrong.ts"), program("nothing"));
    const options = "--noEmit --strict --target es2023 --module nodenext --types".split(" ");
    const compiler = join(ROOT, "node_modules/typescript/lib/tsc.js");
    const faults = await execute(process.execPath, [compiler, ...options, "", "right.ts", "wrong.ts"], {
      cwd: project.folder,
    }).then(
      () => "",
      ({ stdout }: { readonly stdout: string }) => stdout,
    );
    expect(faults.match(/^\S+\.ts\(\d+,/gm)).toEqual(["wrong.ts(7,"]);
  });
});
