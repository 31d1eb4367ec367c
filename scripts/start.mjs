#!/usr/bin/env node
// `npm start`: builds the page if its sources have changed, and serves it. `npm start -- --port 8080 --open` chooses the
// port and opens a browser.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, preview } from "vite";
import { pageHash, STAMP } from "./sources.mjs";

const USAGE = "Use: npm start -- [--port NUMBER] [--open]";
const root = fileURLToPath(new URL("..", import.meta.url));

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

function readOptions() {
  try {
    const { values } = parseArgs({ options: { port: { type: "string" }, open: { type: "boolean" } } });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port === undefined || (Number.isInteger(port) && port > 0 && port <= 65_535))
      return { port, open: values.open ?? false };
    return fail(`--port takes a whole number from 1 to 65535, not “${values.port}”. ${USAGE}`);
  } catch (error) {
    return fail(`${error.message}. ${USAGE}`);
  }
}

function isBuilt() {
  try {
    return readFileSync(join(root, "dist", STAMP), "utf8") === pageHash();
  } catch {
    return false; // there is no build, or an older one without a stamp
  }
}

const { port, open } = readOptions();
if (isBuilt()) console.log("The page is built: its sources have not changed.");
else {
  console.log("Builds the page. This takes about half a minute.");
  await build({ root, logLevel: "warn" });
}
const USUAL_PORT = 4173;
// A port that the user named must be that port. Otherwise the next free one will do.
const server = await preview({
  root,
  logLevel: "silent",
  preview: { open, port: port ?? USUAL_PORT, strictPort: port !== undefined },
}).catch((error) =>
  fail(`${error.message}. Name another port: npm start -- --port ${(port ?? USUAL_PORT) + 1}`),
);
const [address] = server.resolvedUrls.local;
const isOther = port === undefined && new URL(address).port !== String(USUAL_PORT);
console.log(`Open ${address}${isOther ? ` (port ${USUAL_PORT} is taken)` : ""}`);
console.log("Ctrl-C stops the server.");
