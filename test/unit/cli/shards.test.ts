/**
 * The recipes of docs/sweeps.md as they are written, with a small sweep instead of theirs. GNU parallel is
 * real; Slurm is simulated by its environment variables for arrays.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { BUNDLE, dmf } from "../../hosts/dmf.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const RECIPES = await readFile(join(ROOT, "docs/sweeps.md"), "utf8");
const SMALL = [
  "v=2&data=random&d=12&r=1&p=0.9&T=50",
  "--vary",
  "L=2,3",
  "--vary",
  "rhat=1,2",
  "--seeds",
  "2",
  "--backend",
  "cpu",
];

/** Starts the tasks of an array one after another; Slurm would start them at once. */
const SBATCH = `#!/bin/bash
while [[ $1 == --* ]]; do
  case $1 in
    --array=*) range=\${1#*=} ;;
    --export=ALL,*) export "\${1#--export=ALL,}" ;;
    *) exit 2 ;;
  esac
  shift
done
for id in $(seq "\${range%-*}" "\${range#*-}"); do
  SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=$id bash "$@" || code=$?
done
exit "\${code:-0}"
`;

let folder: string;
let path: string;
let whole: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dmf-test-"));
  const commands = join(folder, "bin");
  await mkdir(commands);
  // The bundle itself, because the script that starts it would hash all sources for each of the many processes.
  await writeFile(join(commands, "dmf"), `#!/bin/sh\nexec '${process.execPath}' '${BUNDLE}' "$@"\n`);
  await chmod(join(commands, "dmf"), 0o755);
  await writeFile(join(commands, "sbatch"), SBATCH);
  await chmod(join(commands, "sbatch"), 0o755);
  path = `${commands}:${process.env["PATH"]}`;
  const out = join(folder, "whole");
  await dmf("sweep", ...SMALL, "--out", out);
  whole = rowsOf((await dmf("merge", out)).stdout);
});
afterAll(() => rm(folder, { recursive: true }));

/** Leaves out the last column, which is measured time. */
const rowsOf = (csv: string): string[] =>
  csv
    .trim()
    .split("\n")
    .map((line) => line.slice(0, line.lastIndexOf(",")));

/** The commands below a heading of the document, with the small sweep. */
function recipe(heading: string): string {
  const section = RECIPES.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const [, commands = ""] = /```bash\n(.*?)```/s.exec(section) ?? [];
  const quoted = [...SMALL, "--out", "out"].map((word) => `'${word}'`).join(" ");
  const small = commands.replace(/^sweep=\(.*\)$/m, `sweep=(${quoted})`);
  expect(small, heading).not.toBe(commands);
  return small;
}

async function workplace(name: string): Promise<string> {
  const cwd = join(folder, name);
  await mkdir(cwd);
  await symlink(join(ROOT, "examples"), join(cwd, "examples"));
  return cwd;
}

function inBash(script: string, cwd: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn("bash", ["-c", script], { cwd, env: { ...process.env, ...env, PATH: path } });
  let log = "";
  child.stderr.on("data", (part) => (log += String(part)));
  return { child, log: () => log, ended: once(child, "close").then(([code]) => code as number) };
}

describe("a recipe makes the table of one process", () => {
  it.each(["One machine: GNU parallel", "A cluster: a Slurm array"])("%s", async (heading) => {
    const cwd = await workplace(heading.replaceAll(/\W/g, ""));
    const { log, ended } = inBash(`set -e\n${recipe(heading)}`, cwd);
    expect(await ended, log()).toBe(0);
    expect(
      (await readdir(join(cwd, "out"))).filter((name) => name.endsWith(".jsonl")).length,
    ).toBeGreaterThan(1);
    expect(whole).toHaveLength(1 + 2 * 2 * 2 * 3);
    expect(rowsOf(await readFile(join(cwd, "table.csv"), "utf8"))).toEqual(whole);
  });
});

describe("a task of an array", () => {
  const script = join(ROOT, "examples/sweep/slurm.sh");

  it("that Slurm ends goes on when it is submitted again", async () => {
    const cwd = await workplace("ended");
    const long = SMALL.map((word) => word.replace("d=12", "d=64").replace("T=50", "T=2000&nets=original"));
    const command = `exec bash '${script}' ${long.map((word) => `'${word}'`).join(" ")} --out out`;
    const task = { SLURM_ARRAY_TASK_ID: "2", SHARDS: "4" };
    const first = inBash(command, cwd, task);
    await vi.waitUntil(() => /1 of 2.*step \d+ of/.test(first.log()), { timeout: 180_000 });
    await sleep(20);
    // The signal reaches the command itself and not a shell around it.
    first.child.kill("SIGTERM");
    expect(await first.ended, first.log()).toBe(130);
    expect((await readdir(join(cwd, "out"))).join()).toMatch(/sweep-2-of-4\.\w+\.state\.bin/);
    const again = inBash(command, cwd, task);
    expect(await again.ended, again.log()).toBe(0);
    expect(again.log()).toContain("Continues from step");
    expect(await readdir(join(cwd, "out"))).toEqual(["sweep-2-of-4.jsonl"]);
  });

  it.each([
    ["SLURM_ARRAY_TASK_ID", { SHARDS: "4" }],
    ["SHARDS", { SLURM_ARRAY_TASK_ID: "2" }],
  ])("without %s ends before it makes anything", async (missing, env) => {
    const cwd = await workplace(`without-${missing}`);
    const { log, ended } = inBash(`bash '${script}' '${SMALL[0]}' --vary L=2,3 --out out`, cwd, env);
    expect(await ended).not.toBe(0);
    expect(log()).toContain(missing);
    expect(await readdir(cwd)).toEqual(["examples"]);
  });
});
