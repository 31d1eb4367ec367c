#!/usr/bin/env node
// `npm test` runs the following stages, which are scripts of package.json. The lanes of a step run beside each
// other, because most stages leave part of two cores idle. After a failure no further stage begins, and the end of a
// failed stage is printed again when the others have ended. So are the set-up's lines on tests that are skipped.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const STEPS = [
  [["setup", "test:gpu"], ["lint", "typecheck", "build"], ["format:check"]],
  [
    ["test:browser", "test:unit"],
    ["test:browsers", "test:e2e"],
  ],
];

const root = fileURLToPath(new URL("..", import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const env = { ...process.env, PATH: join(root, "node_modules/.bin") + delimiter + process.env.PATH };

/** The number of a failed stage's last lines that are repeated. They name the tests that failed. */
const REPEATED_LINES = 80;

/** The last lines of each failed stage. */
const failures = [];
const skipped = [];

/** Runs a stage and prints its lines, each with the stage's name. */
async function run(stage) {
  const startMs = performance.now();
  const child = spawn(scripts[stage], { cwd: root, env, shell: true, stdio: ["ignore", "pipe", "pipe"] });
  const lastLines = [];
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on("line", (line) => {
      console.log(`${stage} │ ${line}`);
      lastLines.push(stripVTControlCharacters(line));
      if (line.includes("NOT TESTED")) skipped.push(line);
      if (lastLines.length > REPEATED_LINES) lastLines.shift();
    });
  const [code, signal] = await new Promise((resolve) => child.on("close", (...end) => resolve(end)));
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  if (code === 0) return console.log(`✓ ${stage} ${seconds} s`);
  const title = `✗ ${stage} failed (${signal ?? `exit code ${code}`}) after ${seconds} s`;
  console.error(title);
  failures.push([...lastLines, title]);
}

async function runLane(stages) {
  for (const stage of stages) if (failures.length === 0) await run(stage);
}

for (const lanes of STEPS) await Promise.all(lanes.map(runLane));
for (const line of skipped) console.log(line);
for (const lines of failures) console.error(`\n${lines.join("\n")}`);
if (failures.length > 0) process.exit(1);
