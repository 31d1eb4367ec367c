#!/usr/bin/env node
// `npm run bench`: measures, stores the result in bench/results/ and writes docs/benchmarks.md. `--help`
// lists the options.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildNode, buildPage, buildPlayground, bench, serve } from "./scripts/build.mjs";
import { openBench, openBrowser } from "./scripts/chromium.mjs";
import { runInDawn } from "./scripts/dawn.mjs";
import { HEAP_FLAGS, measureHeap } from "./scripts/heap.mjs";
import { load, machine, versions } from "./scripts/machine.mjs";
import { PAGE_SUITES, parseOptions, QUIET_LOAD, SUITES, USAGE } from "./scripts/options.mjs";
import { measurePage } from "./scripts/page-load.mjs";
import { writeReport } from "./scripts/report.mjs";

const PAGE_SECONDS = 12;
const HEAP_MINUTES = 10;

const options = parseOptions(process.argv.slice(2));
const { setting } = options;
const log = (message) => console.log(`  ${message}`);

if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
if (options.report) {
  await writeReport(JSON.parse(readFileSync(options.report, "utf8")));
  process.exit(0);
}

/** Runs a command in this folder. If it fails, the benchmark ends. */
function must(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: bench,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

// The machine's load is measured first, because later the benchmark itself is the load.
const loadAtStart = load();
if (loadAtStart > QUIET_LOAD && !options.quick && !options.busy) {
  console.error(
    `The machine's load is ${loadAtStart}, so the figures would not be comparable. Wait until it is at most ${QUIET_LOAD}, or mark the record with --busy.`,
  );
  process.exit(1);
}

if (!existsSync(join(bench, "node_modules")))
  must("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
// `npm test` cannot check these sources, because it does not install the peers.
must("npx", ["tsc", "-p", "."]);

const date = new Date().toISOString();
const file = options.into ?? join(bench, "results", `${date.slice(0, 10)}.json`);
const earlier = options.into && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const result = {
  hosts: {},
  ...earlier,
  date,
  machine: machine(),
  versions: { ...earlier.versions, ...versions() },
};
mkdirSync(dirname(file), { recursive: true });
const save = () => writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);

/** Measures one suite on one host. `work` resolves to rows and, if it did not finish, an error. */
async function measure(host, suite, work) {
  console.log(`${host}: ${suite}`);
  const startedAt = performance.now();
  const entry = await work().catch((error) => ({ rows: [], error: String(error.message ?? error) }));
  if (entry.error) log(`failed: ${entry.error}`);
  const seconds = Math.round((performance.now() - startedAt) / 1e3);
  result.hosts[host] ??= { suites: {} };
  result.hosts[host].suites[suite] = {
    date: new Date().toISOString(),
    seconds,
    load: loadAtStart,
    setting,
    ...entry,
  };
  log(`${seconds} s`);
  save();
}

const wanted = (names) => names.filter((name) => options.suites.includes(name));

async function inChromium() {
  const server = await serve(await buildPage());
  const browser = await openBrowser(log, HEAP_FLAGS);
  try {
    result.versions.chromium = browser.version;
    let page = await openBench(browser, server.address);
    const presets = await page.presets();
    result.hosts.chromium ??= { suites: {} };
    result.hosts.chromium.adapter = await page.adapter();
    for (const suite of wanted(SUITES))
      await measure("chromium", suite, async () => {
        try {
          return await page.run(suite, setting);
        } finally {
          // Keeps the memory and devices of one suite from affecting the next.
          await page.close();
          page = await openBench(browser, server.address);
        }
      });
    await page.close();
    if (wanted(PAGE_SUITES).length > 0) await inPlayground(browser, presets);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function inPlayground(browser, presets) {
  const folder = await buildPlayground();
  const server = await serve(folder);
  const { address } = server;
  try {
    const watched = options.quick ? presets.slice(0, 2) : presets;
    const seconds = options.quick ? 5 : PAGE_SECONDS;
    const minutes = options.quick ? 0.5 : HEAP_MINUTES;
    for (const suite of wanted(PAGE_SUITES))
      await measure("chromium", suite, async () => ({
        rows: await (suite === "page"
          ? measurePage({ browser, address, folder, presets: watched, seconds, log })
          : measureHeap({ browser, address, preset: presets[0], minutes, log })),
      }));
  } finally {
    await server.close();
  }
}

async function inDawn() {
  const script = await buildNode();
  for (const suite of wanted(SUITES))
    await measure("dawn", suite, async () => {
      const { adapter, ...entry } = await runInDawn(script, suite, setting, log);
      result.hosts.dawn ??= { suites: {} };
      if (adapter) result.hosts.dawn.adapter = adapter;
      return entry;
    });
}

if (options.hosts.includes("chromium")) await inChromium();
if (options.hosts.includes("dawn")) await inDawn();
await writeReport(result);
process.exit(0);
