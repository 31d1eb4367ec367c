/** `dmf` without a command: serves the built page on this machine. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseOptions, wholeNumber } from "./arguments.ts";
import { loadData } from "./data-file.ts";
import { CliError, EXIT, onInterrupt, tell, badArguments, reasonOf } from "./output.ts";

export const SERVE_OPTIONS = { port: { type: "string" } } as const;

/** The built page lies in a folder as deep in the package as in a clone. */
const PAGE = fileURLToPath(new URL("../../dist/", import.meta.url));
const USUAL_PORT = 4173;

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Resolves when a signal ends the server. */
export async function serveCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, SERVE_OPTIONS);
  if (positionals[0] !== undefined)
    throw badArguments(`serve takes no argument, but “${positionals[0]}” was given`);
  const port = wholeNumber("--port", values.port);
  if (port !== undefined && port > 65_535)
    throw badArguments(`--port takes a whole number up to 65535, not ${port}`);
  const headers = await readHeaders();
  const server = createServer((request, response) => void answer(request, response, headers));
  const listen = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject).listen(wanted, "localhost", resolve);
    });
  await listen(port ?? USUAL_PORT).catch((error: unknown) => {
    if (port === undefined && reasonOf(error) === "EADDRINUSE") return listen(0);
    throw new CliError(EXIT.failed, `port ${port ?? USUAL_PORT} cannot be used (${reasonOf(error)})`);
  });
  const { port: chosen } = server.address() as AddressInfo;
  process.stdout.write(`http://localhost:${chosen}/\n`);
  tell("Serves the playground until Ctrl-C. dmf --help lists the commands.\n");
  await new Promise<void>((resolve) => onInterrupt(resolve));
  server.close();
  server.closeAllConnections();
  return EXIT.ok;
}

/** The headers that the build has written for hosts that read a file of headers. */
async function readHeaders(): Promise<readonly (readonly [string, string])[]> {
  const text = await readFile(join(PAGE, "_headers"), "utf8").catch(() => {
    throw new CliError(EXIT.failed, "the page is not built: run “npm run build” first");
  });
  return [...text.matchAll(/^ {2}([\w-]+): (.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
}

async function answer(
  { method, url = "/" }: IncomingMessage,
  response: ServerResponse,
  headers: Iterable<readonly [string, string]>,
): Promise<void> {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.setHeader("Cache-Control", "no-cache");
  const send = (status: number, type: string, content: Uint8Array | string): void => {
    response.writeHead(status, { "Content-Type": type });
    response.end(method === "HEAD" ? undefined : content);
  };
  if (method !== "GET" && method !== "HEAD") return send(405, "text/plain", "Only GET and HEAD");
  try {
    const path = fileAt(url);
    const content = path && (await readFile(path).catch(() => readOnDemand(path)));
    if (path && content) return send(200, TYPES[extname(path)] ?? "application/octet-stream", content);
    const page = await readFile(join(PAGE, "404.html")).catch(() => "Not found");
    send(404, "text/html; charset=utf-8", page);
  } catch (error) {
    send(503, "text/plain; charset=utf-8", reasonOf(error));
  }
}

/** The path of the file that an address asks for. Undefined if the address leads out of the page's folder. */
function fileAt(url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/s, ""));
  } catch {
    return undefined;
  }
  if (path.includes("\0") || path.split(/[/\\]/).includes("..")) return undefined;
  return join(PAGE, path.endsWith("/") ? `${path}index.html` : path);
}

/** The text encoder is not in the package. */
async function readOnDemand(path: string): Promise<Uint8Array | undefined> {
  const [, name] = /[/\\]data[/\\](encoder-\w+\.bin)$/.exec(path) ?? [];
  return name === undefined ? undefined : loadData(name);
}
