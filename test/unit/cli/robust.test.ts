/**
 * Faults around the command line: interruptions, disks and folders that cannot be written, files that are not
 * configs.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, openSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { shortHash } from "../../../src/cli/sweep/sweep-file.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { cellsOf, parseAxis } from "../../../src/experiment/sweep.ts";
import { BUNDLE, dmf, inShell, interrupted, refusal, type Result } from "../../hosts/dmf.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dmf-test-"))));
afterAll(() => rm(folder, { recursive: true }));

const text = (path: string): Promise<string> => readFile(path, "utf8");

const tiny = "v=2&data=random&d=12&r=1&p=0.9&T=50";
const TRAINING = /step \d+ of/;
/** The signal comes 20 ms after the first report of a step. A run that it interrupts must take much longer. */
const soon = { when: TRAINING, afterMs: 20 };
const cpu = ["--backend", "cpu"];

/** An error of `dmf` must be one line, without a stack trace. */
function expectOneLine({ stderr }: Result, reason: RegExp): void {
  const complaints = stderr.split("\n").filter((line) => line !== "" && !TRAINING.test(line));
  expect(complaints).toEqual([expect.stringMatching(reason)]);
  expect(complaints[0]).toMatch(/^dmf: /);
}

describe("an interrupted command goes on from there", () => {
  const experiment = "v=2&data=random&d=24&r=1&p=0.9&T=2500&nets=original,yaras,galore,altmin";
  /** The errors of an undisturbed run. */
  let undisturbed = "";
  beforeAll(async () => {
    const out = join(folder, "run-whole");
    await dmf("run", experiment, ...cpu, "--out", out);
    undisturbed = await text(join(out, "errors.csv"));
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("run, by %s", async (signal) => {
    const out = join(folder, `run-${signal}`);
    const args = ["run", experiment, ...cpu, "--json", "--out", out];
    const stopped = await interrupted({ signal, ...soon }, ...args);
    expect(stopped.code).toBe(130);
    const report = JSON.parse(stopped.stdout);
    expect(report).toMatchObject({ stopReason: "interrupted", config: { rows: 24 } });
    expect(report.steps).toBeLessThan(2500);
    expect(JSON.parse(await readFile(join(out, "report.json"), "utf8"))).toEqual(report);
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json", "state.bin"]);
    // The state does not know which signal came.
    if (signal !== "SIGINT") return;

    const resumed = await dmf(...args);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain(`Continues from step ${report.steps}`);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ stopReason: "steps", steps: 2500 });
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json"]);
    // Every step comes once and equals that of an undisturbed run bit for bit.
    expect(await text(join(out, "errors.csv"))).toBe(undisturbed);
  });

  it("a signal that comes between the last step and the results on the disk loses neither", async () => {
    const out = join(folder, "late");
    const link = "v=2&data=random&d=24&r=1&p=0.9&T=2000&nets=original,yaras";
    const path = join(out, "errors.csv");
    // A pipe holds less than the file, so the command waits for its reader in the middle of the results.
    expect((await inShell(`mkdir '${out}'; mkfifo '${path}'`)).code).toBe(0);
    const pipe = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const child = spawn(process.execPath, [BUNDLE, "run", link, ...cpu, "--out", out]);
    const ended = once(child, "close");
    let log = "";
    child.stderr.on("data", (part) => (log += String(part)));
    await vi.waitUntil(() => log.includes("step 2000 of 2000"), { timeout: 180_000 });
    await sleep(500);
    expect(child.kill("SIGINT")).toBe(true);
    await sleep(500);
    let csv = "";
    new Socket({ fd: pipe }).on("data", (part) => (csv += String(part)));
    expect(await ended).toEqual([0, null]);
    expect(csv.trimEnd().split("\n")).toHaveLength(1 + 2 * 2001);
    expect(JSON.parse(await text(join(out, "report.json")))).toMatchObject({ steps: 2000 });
  });

  it("a state of another experiment is left alone, and a damaged one is named and set aside", async () => {
    const out = join(folder, "foreign");
    const link = "v=2&data=random&d=64&r=1&p=0.9&T=50000&nets=original";
    expect((await interrupted(soon, "run", link, ...cpu, "--out", out)).code).toBe(130);
    const other = await dmf("run", `${link}&T=30&seed=1`, ...cpu, "--out", out);
    expect(other.code).toBe(0);
    expect(other.stderr).not.toContain("Continues from");
    await writeFile(join(out, "state.bin"), "nonsense");
    const damaged = await dmf("run", `${link}&T=30`, ...cpu, "--out", out);
    expect(damaged.code).toBe(0);
    expect(damaged.stderr).toContain("state.bin is damaged");
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json", "state.bin.damaged"]);
  });

  it("sweep, in the middle of a run and after a line that was cut off", async () => {
    const sweep = ["sweep", "v=2&data=random&d=64&r=1&p=0.9&T=2000&nets=original", "--vary", "L=2,3", ...cpu];
    const [out, whole] = [join(folder, "sweep"), join(folder, "sweep-whole")];
    const args = [...sweep, "--out", out];
    expect((await interrupted({ when: /2 of 2, L=3.*step \d+ of/, afterMs: 20 }, ...args)).code).toBe(130);
    expect((await readdir(out)).toSorted()).toEqual([
      expect.stringMatching(/^sweep-1-of-1\.[0-9a-f]{16}\.state\.bin$/),
      "sweep-1-of-1.jsonl",
    ]);
    // A full disk or a lost machine may leave such a file.
    const path = join(out, "sweep-1-of-1.jsonl");
    await writeFile(path, `${await readFile(path, "utf8")}{"link":"v=2&da`);
    const resumed = await dmf(...args);
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.stderr).toContain("Continues from step");
    expect(resumed.stderr).not.toContain("1 of 2, L=2");
    expect(await readdir(out)).toEqual(["sweep-1-of-1.jsonl"]);
    expect((await dmf(...sweep, "--out", whole)).code).toBe(0);
    const table = async (from: string): Promise<string[]> =>
      (await dmf("merge", from)).stdout.split("\n").map((line) => line.slice(0, line.lastIndexOf(",")));
    expect(await table(out)).toEqual(await table(whole));
  });

  it("a sweep that waits for another process says for whom, and SIGTERM then means interrupted", async () => {
    const out = join(folder, "waiting");
    const args = ["sweep", tiny, "--vary", "L=2", ...cpu, "--out", out];
    const cell = cellsOf(MF_CODEC, MF_CODEC.decode(tiny).config, [parseAxis("L=2")], 1)[0];
    const name = `sweep-1-of-1.${shortHash(cell?.link ?? "")}.claim`;
    await mkdir(out);
    await writeFile(join(out, name), "elsewhere 5");
    const stopped = await interrupted({ signal: "SIGTERM", when: /Waiting/ }, ...args);
    expect(stopped).toMatchObject({ code: 130, stdout: "" });
    expect(stopped.stderr).toContain("process 5 on elsewhere");
    expect(stopped.stderr).toContain(name);
  });

  it("reproduce, in the middle of a run", async () => {
    const [out, whole] = [join(folder, "reproduce"), join(folder, "reproduce-whole")];
    const args = ["reproduce", "theorem", ...cpu, "--json", "--out"];
    const stopped = await interrupted({ when: /theorem, .*step/ }, ...args, out);
    expect(stopped).toMatchObject({ code: 130, stdout: "[]\n" });
    expect(await readdir(out)).toContain("theorem.state.bin");
    const resumed = await dmf(...args, out);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/theorem: continues with run [123] of 3/);
    expect((await dmf(...args, whole)).stdout).toBe(resumed.stdout);
    expect(await text(join(out, "theorem.csv"))).toBe(await text(join(whole, "theorem.csv")));
    expect(await readdir(out)).not.toContain("theorem.state.bin");
  });
});

describe("outputs and logs, and what happens if a write fails", () => {
  it("a full disk, as standard output and as a file", async () => {
    const piped = await inShell(`dmf run '${tiny}' ${cpu.join(" ")} > /dev/full`);
    expect(piped.code).toBe(1);
    expectOneLine(piped, /could not be written \(ENOSPC\)/);
    const file = await dmf("export", tiny, "--as", "numpy", "--out", "/dev/full");
    expect(file.code).toBe(1);
    expectOneLine(file, /\/dev\/full could not be written \(ENOSPC\)/);
    // It is still a device, and not a file that the command wrote.
    expect((await stat("/dev/full")).isCharacterDevice()).toBe(true);
  });

  it("a disk that fills up: no half file, nothing of the old one lost, the result still told", async () => {
    const out = join(folder, "quota");
    expect((await dmf("run", tiny, ...cpu, "--steps", "5", "--out", out)).code).toBe(0);
    const before = await readFile(join(out, "errors.csv"), "utf8");
    // Files may have at most 4 kB, and the errors of 50 steps need more.
    const limited = await inShell(`ulimit -f 4; dmf run '${tiny}' ${cpu.join(" ")} --json --out '${out}'`);
    expect(limited.code).toBe(1);
    expectOneLine(limited, /errors\.csv could not be written \(EFBIG\)/);
    expect(JSON.parse(limited.stdout)).toMatchObject({ steps: 50 });
    expect(await readFile(join(out, "errors.csv"), "utf8")).toBe(before);
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json"]);
  });

  it("a sweep and a claim that meet a full disk", async () => {
    const out = join(folder, "quota-sweep");
    const sweep = `dmf sweep '${tiny}' --vary L=2,3 ${cpu.join(" ")} --out '${out}'`;
    const full = await inShell(`ulimit -f 2; ${sweep}`);
    expect(full.code).toBe(1);
    expectOneLine(full, /sweep-1-of-1\.jsonl could not be written \(EFBIG\)/);
    expect(await readFile(join(out, "sweep-1-of-1.jsonl"), "utf8")).toBe("");
    expect((await inShell(sweep)).code).toBe(0);
    const claim = await inShell(`ulimit -f 2; dmf reproduce theorem ${cpu.join(" ")} --out '${out}'`);
    expect(claim.code).toBe(1);
    expect(claim.stderr).toMatch(/dmf: .*theorem\.csv could not be written \(EFBIG\)\n$/);
    expect(await readdir(out)).not.toContain("theorem.json");
    // Not even the lock's name can be written.
    const none = join(folder, "quota-lock");
    const locked = await inShell(
      `ulimit -f 0; dmf sweep '${tiny}' --vary L=2 ${cpu.join(" ")} --out '${none}'`,
    );
    expect(locked.code).toBe(1);
    expectOneLine(locked, /lock could not be written \(EFBIG\)/);
    expect(await readdir(none)).toEqual([]);
  });

  it("a result that nobody reads is said", async () => {
    // The command starts once the pipe's reader has ended.
    const gone = 'trap "" PIPE; while printf . 2> /dev/null; do :; done';
    const unread = await inShell(
      `{ ${gone}; dmf run '${tiny}' ${cpu.join(" ")}; } | true; exit \${PIPESTATUS[0]}`,
    );
    expect(unread.code).toBe(1);
    expectOneLine(unread, /could not be written \(EPIPE: its reader has ended\)/);
  });

  it("a log that cannot be written: the results are written nevertheless", async () => {
    const [out, swept] = [join(folder, "deaf"), join(folder, "deaf-sweep")];
    const full = await inShell(`dmf run '${tiny}' ${cpu.join(" ")} --json --out '${out}' 2> /dev/full`);
    expect(full).toMatchObject({ code: 0 });
    expect(JSON.parse(full.stdout)).toMatchObject({ steps: 50 });
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json"]);
    const sweep = `dmf sweep '${tiny}' --vary L=2,3 ${cpu.join(" ")} --out '${swept}'`;
    // The log's reader ends before anything is written to it.
    const gone = await inShell(`${sweep} 2> >(exec true); exit $?`);
    expect(gone).toMatchObject({ code: 0 });
    expect((await text(join(swept, "sweep-1-of-1.jsonl"))).trim().split("\n")).toHaveLength(2);
  });

  it("a log that nobody reads delays neither the results nor the process", async () => {
    const out = join(folder, "unread");
    // On Linux a pipe holds 64 kB. It is full before the command writes its first word.
    const fill = "head -c 65536 /dev/zero >&2";
    const command = `dmf run '${tiny}' ${cpu.join(" ")} --json --out '${out}'`;
    const unread = await inShell(
      `{ ${fill}; ${command}; code=$?; } 2> >(exec sleep 1000 > /dev/null); kill $!; exit $code`,
    );
    expect(unread).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(unread.stdout)).toMatchObject({ steps: 50 });
    expect((await readdir(out)).toSorted()).toEqual(["errors.csv", "report.json"]);
  });

  it("a state is kept until the outputs are on the disk", async () => {
    // Long enough that the signal comes before the end of training, even on a fast machine.
    const link = "v=2&data=random&d=64&r=1&p=0.9&T=2000&nets=original";
    const out = join(folder, "kept");
    const stopped = await interrupted(soon, "run", link, ...cpu, "--json", "--out", out);
    const { steps } = JSON.parse(stopped.stdout);
    const command = `dmf run '${link}' ${cpu.join(" ")} --json --out '${out}'`;
    expect((await inShell(`ulimit -f 40; ${command}`)).code).toBe(1);
    const resumed = await inShell(command);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain(`Continues from step ${steps}`);
  });

  it("a pipe that nobody reads is refused, and one that is read is written to", async () => {
    const pipe = join(folder, "pipe");
    expect((await inShell(`mkfifo '${pipe}'`)).code).toBe(0);
    const unread = await dmf("export", tiny, "--as", "numpy", "--out", pipe);
    expect(unread.code).toBe(1);
    expectOneLine(unread, /nobody reads from this pipe/);
    const read = await inShell(
      `cat '${pipe}' & dmf export '${tiny}' --as numpy --out >(cat) ; dmf export '${tiny}' --as numpy --out '${pipe}'; wait`,
    );
    expect(read.code).toBe(0);
    expect(read.stdout).toContain("import numpy");
    const folderWanted = await dmf("run", tiny, "--out", pipe);
    expect(folderWanted.code).toBe(1);
    expectOneLine(folderWanted, /EEXIST/);
  });

  it("a folder that cannot be made, before anything is trained", async () => {
    const blocker = join(folder, "file");
    await writeFile(blocker, "");
    const below = join(blocker, "below");
    const commands = [
      ["run", tiny, "--out", below],
      // In such a folder, Node's own mkdir tries for ever.
      ["run", tiny, "--out", "/proc/none/below"],
      ["sweep", tiny, "--vary", "L=2,3", "--out", below],
      ["reproduce", "theorem", "--out", below],
    ];
    for (const args of commands) {
      const result = await dmf(...args);
      expect(result).toMatchObject({ code: 1, stdout: "" });
      expect(result.stderr).not.toMatch(TRAINING);
      expectOneLine(result, /could not be written to .*(ENOTDIR|ENOENT)/);
    }
  });

  it("writes through a symbolic link, which stays one", async () => {
    const [target, link] = [join(folder, "target.py"), join(folder, "link.py")];
    await writeFile(target, "old");
    await symlink(target, link);
    expect((await dmf("export", tiny, "--as", "jax", "--out", link)).code).toBe(0);
    expect(await readFile(target, "utf8")).toContain("import jax");
  });
});

describe("an invalid config is one line and exit code 2", () => {
  it.each([
    ["not JSON, over several lines", "{\n  rows: 5\n}", /is not JSON/],
    [
      "nested without end",
      `{"rank":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
      /Rank r takes a whole number from 1 to .*, not “/,
    ],
    ["a choice that is no text", '{"networks":[{"toString":5}]}', /Networks takes some of /],
    ["empty", "", /is not JSON/],
  ])("%s", async (_, config, reason) => {
    const path = join(folder, "config.json");
    await writeFile(path, config);
    const message = await refusal(["run", path]);
    expect(message).toMatch(reason);
    expect(message).not.toContain("\n");
  });

  it("a control sequence in a name", async () => {
    const path = join(folder, "config.json");
    await writeFile(path, '{"\\u001b[31mred\\nrow": 1}');
    const result = await dmf("run", path);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expectOneLine(result, /red row.* is not a setting/);
    expect(result.stderr).not.toContain("\u001b");
  });

  it("a folder, and a file that is far too large for a config", async () => {
    const [dir, large] = [join(folder, "dir.json"), join(folder, "large.json")];
    await mkdir(dir);
    await writeFile(large, " ".repeat(2 ** 21));
    for (const [path, reason] of [
      [dir, /EISDIR/],
      [large, /larger than 1 MB/],
    ] as const) {
      const result = await dmf("run", path);
      expect(result.code).toBe(2);
      expectOneLine(result, reason);
    }
  });
});
