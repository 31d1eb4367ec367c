/**
 * Files from an earlier process. Damaged ones are named and moved aside. Two processes can share a folder.
 */
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { tryClaim } from "../../../src/cli/sweep/claim.ts";
import { keptState } from "../../../src/cli/run/kept-state.ts";
import { readLines, sweepFile } from "../../../src/cli/sweep/sweep-file.ts";
import { train } from "../../../src/cli/run/train.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import * as host from "../../../src/library/host.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { isRunCheckpoint, type RunCheckpoint } from "../../../src/training/checkpoint.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { dmf, dmfProcess, interrupted } from "../../hosts/dmf.ts";

const disk = { isReadable: true };
const load = (name: string): Promise<Uint8Array> =>
  disk.isReadable ? readBundled(name) : Promise.reject(new Error("EIO: input/output error"));
beforeEach(() => {
  vi.spyOn(host, "openHost").mockResolvedValue({ gpu: undefined, load, isUnseen: true });
  vi.spyOn(host, "readBundled").mockImplementation(load);
});
afterEach(() => void vi.restoreAllMocks());

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dmf-test-"))));
afterAll(() => rm(folder, { recursive: true }));

const text = (path: string): Promise<string> => readFile(path, "utf8");
const cpu = ["--backend", "cpu"];
const tiny = "v=2&data=random&d=12&r=1&p=0.9&T=50&nets=original";

const RUN = { last: 50, networks: 1, seeds: 1 };
const sound: RunCheckpoint = {
  step: 7,
  steps: [7],
  tensors: { W: new Float32Array(4) },
  progress: [[NO_PROGRESS]],
};

describe("a state", () => {
  it("with a single flipped bit is not read", async () => {
    const path = join(folder, "state.bin");
    const kept = keptState<number[]>(path, "key", (value) => value.every(Number.isFinite));
    await kept.write([1, 2, 3]);
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 1;
      await writeFile(path, damaged);
      const said: string[] = [];
      expect(await kept.read((message) => said.push(message))).toBeUndefined();
      expect(said).toEqual([expect.stringContaining("state.bin is damaged")]);
      expect(await readFile(`${path}.damaged`)).toEqual(damaged);
    }
    await writeFile(path, whole);
    expect(await kept.read(() => undefined)).toEqual([1, 2, 3]);
  });

  it("of another key is left where it is", async () => {
    const path = join(folder, "other.bin");
    await keptState<number>(path, "one", () => true).write(5);
    const said: string[] = [];
    const other = keptState<number>(path, "two", () => true);
    expect(await other.read((message) => said.push(message))).toBeUndefined();
    expect(said).toEqual([]);
    expect(await readdir(folder)).toContain("other.bin");
  });

  it.each([
    ["step −1", { ...sound, step: -1 }],
    ["a step after the last", { ...sound, step: 51 }],
    ["steps of no number", { ...sound, steps: [NaN] }],
    ["no network", { ...sound, steps: [] }],
    ["a tensor of text", { ...sound, tensors: { W: "1,2,3,4" } }],
    ["the progress of two seeds", { ...sound, progress: [[NO_PROGRESS, NO_PROGRESS]] }],
  ])("with %s is refused", (_name, checkpoint) => {
    expect(isRunCheckpoint(sound, RUN)).toBe(true);
    expect(isRunCheckpoint(checkpoint as unknown as RunCheckpoint, RUN)).toBe(false);
  });

  it("is kept while its run's data cannot be read, and goes on once they can", async () => {
    const { config } = MF_CODEC.repair({ data: "alpine", rows: 12, steps: 10, networks: ["original"] });
    const out = await mkdtemp(join(folder, "unreadable-"));
    const path = join(out, "state.bin");
    const engine = new LocalEngine({ gpu: undefined, load: readBundled, isUnseen: true });
    let checkpoint: RunCheckpoint | undefined;
    engine.subscribe((event) => void (event.kind === "checkpoint" && (checkpoint = event.checkpoint)));
    await engine.load(config, "cpu");
    await engine.step(6);
    await engine.dispose();
    await keptState(path, MF_CODEC.encode(config), () => true).write({ checkpoint, errors: [] });

    disk.isReadable = false;
    const options = { backend: "cpu", statePath: path } as const;
    await expect(train(config, options)).rejects.toThrow("could not be loaded (EIO");
    expect(await readdir(out)).toEqual(["state.bin"]);
    disk.isReadable = true;
    const record = await train(config, options);
    expect(record.report.stopReason).toBe("steps");
    expect(record.errors[0]?.firstStep).toBe(6);
    await record.conclude();
    expect(await readdir(out)).toEqual([]);
  });

  it("of a run with 40 flipped bytes is set aside, and the run starts from the beginning", async () => {
    // Long enough that the signal comes before the end of training, even on a fast machine.
    const link = "v=2&data=random&d=64&r=1&p=0.9&T=2000&nets=original";
    const [out, whole] = [join(folder, "flipped"), join(folder, "flipped-whole")];
    const soon = { when: /step \d+ of/, afterMs: 20 };
    expect((await interrupted(soon, "run", link, ...cpu, "--out", out)).code).toBe(130);
    const path = join(out, "state.bin");
    const bytes = await readFile(path);
    for (let k = 0; k < 40; k++) {
      const at = Math.floor(((k + 0.5) * bytes.length) / 40);
      bytes[at] = (bytes[at] as number) ^ 0xff;
    }
    await writeFile(path, bytes);
    const again = await dmf("run", link, ...cpu, "--out", out);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("state.bin is damaged");
    expect(again.stderr).not.toContain("Continues from");
    expect((await dmf("run", link, ...cpu, "--out", whole)).code).toBe(0);
    expect(await text(join(out, "errors.csv"))).toBe(await text(join(whole, "errors.csv")));
  });
});

describe("a sweep's file", () => {
  it("with a damaged line: sweep sets it aside and makes its run again, merge names it", async () => {
    const out = join(folder, "lines");
    const args = ["sweep", tiny, "--vary", "L=2,3,4", ...cpu, "--out", out];
    expect((await dmf(...args)).code).toBe(0);
    const path = join(out, "sweep-1-of-1.jsonl");
    const lines = (await text(path)).trim().split("\n");
    const damaged = lines.map((line, i) => (i === 1 ? line.replace('"train":', '"train":1') : line));
    expect(damaged).not.toEqual(lines);
    await writeFile(path, `${damaged.join("\n")}\n`);
    const refused = await dmf("merge", out);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/sweep-1-of-1\.jsonl: line 2 is damaged, or was not written by sweep\n$/);
    const again = await dmf(...args);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("line 2 is damaged");
    expect(again.stderr).toContain("2 of 3, L=3");
    expect(again.stderr).not.toContain("1 of 3, L=2");
    expect((await text(`${path}.damaged`)).trim()).toBe(damaged[1]);
    expect((await dmf("merge", out)).code).toBe(0);
    // A folder stands for every file that cannot be read: a missing file is empty, another failure is not.
    await mkdir(join(out, "unreadable.jsonl"));
    const unreadable = await dmf("merge", out);
    expect(unreadable).toMatchObject({ code: 1, stdout: "" });
    expect(unreadable.stderr).toMatch(/^dmf: .*unreadable\.jsonl cannot be read \(EISDIR\)\n$/);
  });

  it("is read line by line, also where a line is longer than one read from the disk", async () => {
    const path = join(folder, "long.jsonl");
    const links = ["a", "b", "c"].map((name) => name + "ä".repeat(50_000));
    const file = sweepFile(path, () => undefined);
    for (const link of links)
      await file.append({ link, varied: {}, report: { schema: 3, models: [] } } as never);
    await appendFile(path, '{"link":"cut');
    const read: string[] = [];
    for await (const { link } of readLines(path)) read.push(link);
    expect(read).toEqual(links);
    await file.open();
    expect(await file.has(links[2] as string)).toBe(true);
    expect((await text(path)).endsWith('"}\n')).toBe(true);
  });

  it("is read on where others append to it, and anew where lines were set aside", async () => {
    const path = join(folder, "others.jsonl");
    const line = (link: string) => ({ link, varied: { L: "2" }, report: { schema: 3, models: [] } }) as never;
    const [mine, other] = [sweepFile(path, () => undefined), sweepFile(path, () => undefined)];
    expect(await mine.has("a")).toBe(false);
    await other.append(line("ä"));
    await other.append(line("b"));
    expect([await mine.has("ä"), await mine.has("b"), await mine.has("c")]).toEqual([true, true, false]);
    await other.append(line("c"));
    // Another process has written half of a line.
    await appendFile(path, '{"link":"d","var');
    expect([await mine.has("c"), await mine.has("d")]).toEqual([true, false]);
    await writeFile(path, (await text(path)).replace('"link":"b"', '"link":"x"'));
    await other.open();
    await other.append(line("d"));
    expect([await mine.has("b"), await mine.has("c"), await mine.has("d")]).toEqual([false, true, true]);
  });

  it("shared by two processes: each run is made once", async () => {
    const out = join(folder, "shared");
    const args = ["sweep", `${tiny}&d=64&T=200`, "--vary", "L=2,3", "--seeds", "4", ...cpu, "--out", out];
    const both = await Promise.all([dmfProcess(...args), dmfProcess(...args)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const lines = (await text(join(out, "sweep-1-of-1.jsonl"))).trim().split("\n");
    const links = lines.map((line) => (JSON.parse(line) as { link: string }).link);
    expect(new Set(links).size).toBe(8);
    expect(links).toHaveLength(8);
    // No claim, lock or state is left.
    expect(await readdir(out)).toEqual(["sweep-1-of-1.jsonl"]);
  });
});

describe("a claim", () => {
  it("that is empty, or from an earlier process with this one's name, is taken over within seconds", async () => {
    const path = join(folder, "empty");
    for (const [content, ageMs] of [
      ["", 10_000],
      [`${hostname()} ${process.pid}`, 0],
    ] as const) {
      await writeFile(path, content);
      const then = new Date(Date.now() - ageMs);
      await utimes(path, then, then);
      await (
        await tryClaim(path)
      )?.();
      expect(await readdir(folder)).not.toContain("empty");
    }
  });

  it("that is a folder ends the command with a sentence", async () => {
    const path = join(folder, "folder");
    await mkdir(path);
    await expect(tryClaim(path)).rejects.toThrow(/folder is not a file/);
  });

  it("is held by one at a time, and again free once it is given back", async () => {
    const path = join(folder, "claim");
    const release = await tryClaim(path);
    expect(release).toBeDefined();
    expect(await tryClaim(path)).toBeUndefined();
    await release?.();
    const second = await tryClaim(path);
    expect(second).toBeDefined();
    await second?.();
    expect(await readdir(folder)).not.toContain("claim");
  });

  it("of a process that has ended is taken over, and so is one that was not touched for long", async () => {
    const path = join(folder, "stale");
    // A process number higher than any existing one.
    await writeFile(path, `${hostname()} 999999999`);
    await (
      await tryClaim(path)
    )?.();
    expect(await readdir(folder)).not.toContain("stale");
    await writeFile(path, "elsewhere 1");
    expect(await tryClaim(path)).toBeUndefined();
    const old = new Date(Date.now() - 3_600_000);
    await utimes(path, old, old);
    await (
      await tryClaim(path)
    )?.();
    expect(await readdir(folder)).not.toContain("stale");
  });
});
