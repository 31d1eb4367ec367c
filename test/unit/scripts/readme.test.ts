/** Every command of the README runs in a clone. */
import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const README = readFileSync(`${ROOT}/README.md`, "utf8");
const run = promisify(execFile);

/** The commands of code blocks and of code in sentences, without comments. */
const COMMANDS = [
  ...new Set(
    [...README.matchAll(/^ {4}(\S.*)$|`((?:npm|npx|dmf|node) [^`]+)`/gm)]
      .flatMap(([, line, inline]) => ((line ?? inline) as string).replace(/\s+#.*/, "").split(" && "))
      .map((command) => command.trim()),
  ),
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the playground, opens its address, and returns the lines that it printed. */
async function start(): Promise<string[]> {
  // A build for tests would differ from the page that others test at the same time.
  const { NODE_ENV: _test, VITEST: _vitest, ...env } = process.env;
  const child = spawn("npm", ["start", "--", "--port", String(await freePort())], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== "") lines.push(line);
    if (line.startsWith("Ctrl-C")) break;
  }
  const address = /http:\S+/.exec(lines.join("\n"))?.[0];
  expect(await (await fetch(address as string)).text()).toContain("DMF Playground");
  process.kill(-(child.pid as number));
  return lines;
}

/** How the commands are run that cannot be run as they are: one installs beside these tests, one runs them. */
const SPECIAL: Readonly<Record<string, () => Promise<unknown>>> = {
  "npm ci": () => run("npm", ["ci", "--dry-run", "--ignore-scripts"], { cwd: ROOT }),
  "npm start": async () => expect((await start()).length).toBeLessThanOrEqual(5),
  "npm test": async () => expect(existsSync(`${ROOT}/scripts/test.mjs`)).toBe(true),
};

it("leads with the commands that start the playground and pass the tests", () => {
  expect(COMMANDS.slice(0, 3)).toEqual(["npm ci", "npm start", "npm test"]);
});

it.each(COMMANDS)("%s", async (command) => {
  const [program = "", ...args] = command.split(" ");
  await expect(SPECIAL[command]?.() ?? run(program, args, { cwd: ROOT })).resolves.not.toThrow();
});

it("has at most 700 words", () => {
  expect(README.split(/\s+/).length).toBeLessThanOrEqual(700);
});

it("links only to files that exist", () => {
  const links = [...README.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)|(?:src|srcset)="([^":]+)"/g)];
  expect(links.length).toBeGreaterThan(10);
  for (const [, link, source] of links)
    expect(existsSync(`${ROOT}/${link ?? source}`), link ?? source).toBe(true);
});
