/**
 * Tests the build: it has the same bytes each time, loads nothing from other sites, and is no larger than a
 * phone should load.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";

const LAST_BUILT = fileURLToPath(new URL("../../dist", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dmf-build-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The files of a build, by name. */
function filesOf(build: string): Map<string, Buffer> {
  const files = readdirSync(build, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(build.length + 1), readFileSync(path)]),
  );
}

test("two builds have the same bytes; the page asks only for its own files, and for less than 250 KB of JavaScript", () => {
  const { NODE_ENV: _test, VITEST: _vitest, ...env } = process.env;
  execFileSync("npx", ["vite", "build", "--outDir", folder, "--logLevel", "error"], { env });
  const [files, again] = [filesOf(LAST_BUILT), filesOf(folder)];
  expect([...again.keys()], "dist is from other sources: run npm run build").toEqual([...files.keys()]);
  for (const [name, bytes] of files) expect(bytes.equals(again.get(name) as Buffer), name).toBe(true);

  const html = String(files.get("index.html"));
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(html).toMatch(/<meta http-equiv="Content-Security-Policy"[^>]*script-src [^>]*>\s*<meta charset/);
  const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
    ([, name]) => name as string,
  );
  expect(scripts.length).toBeGreaterThan(0);
  const gzipped = scripts.map((name) => gzipSync(files.get(name) as Buffer).length);
  expect(gzipped.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);

  // None of these files, and no worker, contains the code of an unopened workload or its shaders.
  const first = [...files.keys()].filter((name) => scripts.includes(name) || /\/worker-.*\.js$/.test(name));
  expect(first.length).toBeGreaterThan(scripts.length);
  for (const shader of ["softmax_cross_entropy", "attention_weights"]) {
    const chunks = [...files.keys()].filter(
      (name) => name.endsWith(".js") && String(files.get(name)).includes(shader),
    );
    expect(chunks.length).toBeGreaterThan(0);
    expect(chunks.filter((name) => first.includes(name))).toEqual([]);
  }

  // WebKit does not load what the second worker of a page imports statically, once the first one was ended.
  const workers = [...files.keys()].filter((name) => /worker-[^/]*\.js$/.test(name));
  expect(workers.length).toBeGreaterThan(5);
  for (const name of workers) expect(String(files.get(name)), name).not.toMatch(/(^|;)import[ {*"'`]/);

  const [, list] = /BUILT_FILES = (\{.*?\});/.exec(String(files.get("service-worker.js"))) ?? [];
  const hashes = JSON.parse(list ?? "{}") as Record<string, string>;
  for (const name of ["index.html", ...scripts, "data/alpine.pgm"]) expect(hashes).toHaveProperty([name]);
  for (const [name, hash] of Object.entries(hashes))
    expect(hash, name).toBe(
      createHash("sha256")
        .update(files.get(name) as Buffer)
        .digest("base64"),
    );
});
