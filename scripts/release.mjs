#!/usr/bin/env node
// Makes a release of the version in package.json: `npm run release -- --dry-run` checks everything and prints what would
// be published. Without --dry-run it publishes both npm packages, tags the commit and makes GitHub's release.
// It refuses a dirty tree, a version that the files do not agree on, a stale or a busy benchmark, and red tests.
import { QUIET_LOAD } from "../bench/scripts/options.mjs";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folders whose code the benchmark times. */
const TIMED = ["shaders", "src/kernels", "src/gpu", "src/wasm", "src/models"];

/**
 * Why the repository in the folder `root` cannot be released, besides red tests. Undefined if it can.
 */
export function refusalOf(root) {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const { version } = JSON.parse(read("package.json"));
  const changed = git("status", "--porcelain");
  if (changed !== "") return `commit or remove these files first:\n${changed}`;
  if (JSON.parse(read("package-lock.json")).version !== version)
    return `package-lock.json is not of version ${version}`;
  if (!read("CITATION.cff").includes(`\nversion: ${version}\n`))
    return `CITATION.cff is not of version ${version}`;
  if (notesOf(read("CHANGELOG.md"), version) === "")
    return `CHANGELOG.md has no section “## ${version}”, or it is marked as unreleased`;
  const record = JSON.parse(read("docs/benchmarks.json"));
  const timedAt = git("log", "-1", "--format=%cI", "--", ...TIMED);
  if (new Date(record.date) < new Date(timedAt))
    return `the benchmark of ${record.date} is older than the kernels (${timedAt}): run npm run bench`;
  const loads = Object.values(record.hosts).flatMap(({ suites }) =>
    Object.values(suites).map(({ load }) => load),
  );
  if (loads.some((load) => load > QUIET_LOAD))
    return `the benchmark was recorded at load ${Math.max(...loads)}: run npm run bench on a quiet machine`;
  return undefined;
}

/** The section of this version in the changelog. Empty if it is missing or marked as unreleased. */
function notesOf(changelog, version) {
  const section = changelog.split(/^## /m).find((text) => /^\S+/.exec(text)?.[0] === version) ?? "";
  const [heading = "", ...lines] = section.split("\n");
  return heading.includes("unreleased") ? "" : lines.join("\n").trim();
}

function release(root, isDry) {
  const refuse = (reason) => {
    console.error(`release: ${reason}`);
    process.exit(1);
  };
  const npm = (...args) => {
    const options = { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" };
    if (spawnSync("npm", args, options).status !== 0) refuse(`npm ${args.join(" ")} failed`);
  };
  const refusal = refusalOf(root);
  if (refusal !== undefined) refuse(refusal);
  npm("test");
  npm("run", "build:library");
  npm("run", "build");

  const folders = [root, join(root, "dist-library/encoder")].filter((folder) =>
    existsSync(join(folder, "package.json")),
  );
  const packages = folders.map((folder) => {
    const args = ["pack", folder, "--dry-run", "--json", "--ignore-scripts"];
    const [packed] = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
    return { folder, ...packed };
  });
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  for (const { id, size, unpackedSize, entryCount } of packages)
    console.log(`${id}: ${entryCount} files, ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked`);
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const notes = notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
  console.log(`tag v${version}, with ${notes.split("\n").length} lines of notes`);
  if (isDry) return console.log("Dry run: nothing was published.");

  for (const { folder, id } of packages) {
    // The encoder's package changes rarely; its version may be published already.
    const isPublished = spawnSync("npm", ["view", id, "version"], { stdio: "ignore" }).status === 0;
    if (!isPublished) npm("publish", folder, "--provenance", "--access", "public", "--ignore-scripts");
  }
  const args = ["release", "create", `v${version}`, "--title", `${name} ${version}`, "--notes", notes];
  if (spawnSync("gh", args, { cwd: root, stdio: "inherit" }).status !== 0)
    refuse("gh could not make the release");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  release(process.cwd(), process.argv.includes("--dry-run"));
