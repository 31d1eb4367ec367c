#!/usr/bin/env node
// `npm test` runs the following stages, which are scripts of package.json, in this order. The first failure
// ends the run.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const STAGES = [
  "setup",
  "format:check",
  "lint",
  "typecheck",
  "test:unit",
  "test:gpu",
  "test:browser",
  "build",
  "test:browsers",
  "test:e2e",
];

const root = fileURLToPath(new URL("..", import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const env = { ...process.env, PATH: join(root, "node_modules/.bin") + delimiter + process.env.PATH };

for (const stage of STAGES) {
  const startMs = performance.now();
  const { status, signal } = spawnSync(scripts[stage], { cwd: root, env, shell: true, stdio: "inherit" });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  if (status !== 0) {
    console.error(`✗ ${stage} failed (${signal ?? `exit code ${status}`}) after ${seconds} s`);
    process.exit(status ?? 1);
  }
  console.log(`✓ ${stage} ${seconds} s`);
}
