/** What a release refuses, in a small repository with the files that the release script reads. Nothing is published. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { refusalOf } from "../../../scripts/release.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dmf-release-"));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { cwd: folder });
const write = (path: string, value: unknown) =>
  writeFileSync(join(folder, path), typeof value === "string" ? value : JSON.stringify(value));
const commit = () => git("commit", "--all", "--quiet", "--message", "Change");
const release = () => {
  const script = join(ROOT, "scripts/release.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--dry-run"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};

const NOTES = "# Changelog\n\n## 1.2.3\n\n- One thing.\n\n## 1.2.2\n\n- Another.\n";
const quiet = { date: "2999-01-01T00:00:00Z", hosts: { dawn: { suites: { matmul: { load: 0.1 } } } } };
const manifest = (test: string) => ({
  name: "small",
  version: "1.2.3",
  scripts: { test, "build:library": "node --version", build: "node --version" },
});

beforeAll(() => {
  for (const path of ["shaders", "docs"]) mkdirSync(join(folder, path));
  write("shaders/a.wgsl", "");
  write("package.json", manifest("node --version"));
  write("package-lock.json", { version: "1.2.3" });
  write("CITATION.cff", "title: A\nversion: 1.2.3\n");
  write("CHANGELOG.md", NOTES);
  write("docs/benchmarks.json", quiet);
  git("init", "--quiet");
  git("add", ".");
  commit();
});

it("a dry run checks everything and says what would be published", () => {
  const { status, stdout, stderr } = release();
  expect(stderr).not.toContain("release:");
  expect(stdout).toContain("small@1.2.3: 5 files");
  expect(stdout).toContain("Dry run: nothing was published.");
  expect(status).toBe(0);
});

it.each([
  ["a dirty tree", "CHANGELOG.md", `${NOTES}\n`, "commit or remove these files first", false],
  [
    "a version without notes",
    "CHANGELOG.md",
    NOTES.replace("1.2.3", "1.2.3 — unreleased"),
    "“## 1.2.3”",
    true,
  ],
  ["another version in CITATION.cff", "CITATION.cff", "title: A\nversion: 1.2.2\n", "CITATION.cff", true],
  [
    "a stale benchmark",
    "docs/benchmarks.json",
    { ...quiet, date: "2000-01-01T00:00:00Z" },
    "older than the kernels",
    true,
  ],
  [
    "a busy benchmark",
    "docs/benchmarks.json",
    { ...quiet, hosts: { dawn: { suites: { matmul: { load: 2 } } } } },
    "recorded at load 2",
    true,
  ],
] as const)("refuses %s", (_what, path, content, reason, isCommitted) => {
  const before = readFileSync(join(folder, path), "utf8");
  write(path, content);
  if (isCommitted) commit();
  expect(refusalOf(folder)).toContain(reason);
  write(path, before);
  if (isCommitted) commit();
});

it("refuses red tests, and exits with 1", () => {
  write("package.json", manifest("node --eval process.exit(1)"));
  commit();
  expect(release()).toMatchObject({ status: 1, stderr: expect.stringContaining("release: npm test failed") });
});

it("the files of this version agree, and the changelog is not empty", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
  expect(JSON.parse(read("package-lock.json")).version).toBe(version);
  expect(read("CITATION.cff")).toContain(`\nversion: ${version}\n`);
  expect(read("CHANGELOG.md")).toContain(`\n## ${version}`);
});
