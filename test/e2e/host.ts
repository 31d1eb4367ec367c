/** A simple host for the built page. A test can change its behaviour while the page is open. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/**
 * With `whole`, the host sends the build, and 404 for a file that is not there. With `fallback`, it sends the page in
 * place of such a file and of each file that `missing` names. With `failing`, it answers 503 to every request. With
 * `silent`, it never answers.
 */
export type Behaviour = "whole" | "fallback" | "failing" | "silent";

export class Host {
  #behaviour: Behaviour = "whole";
  readonly #unanswered: ServerResponse[] = [];
  /** The folder of the build that the host serves. */
  root = "dist";
  missing = /^$/;
  /** The requested paths, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({ url = "" }, response) => {
      const { pathname } = new URL(url, "http://host");
      this.asked.push(pathname);
      this.#answer(pathname, response);
    });
  }

  static async open(): Promise<Host> {
    const host = new Host();
    await new Promise<void>((resolve) => host.#server.listen(0, "localhost", resolve));
    return host;
  }

  get behaviour(): Behaviour {
    return this.#behaviour;
  }

  /** Also ends the requests that a silent host has not answered. While one waits, the browser may not look for a newer build. */
  set behaviour(behaviour: Behaviour) {
    this.#behaviour = behaviour;
    for (const response of this.#unanswered.splice(0)) response.destroy();
  }

  get address(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(pathname: string, response: ServerResponse): void {
    if (this.behaviour === "silent") return void this.#unanswered.push(response);
    if (this.behaviour === "failing") return void response.writeHead(503).end("Down for maintenance");
    const asked = join(this.root, pathname === "/" ? "index.html" : pathname);
    const isThere = existsSync(asked) && statSync(asked).isFile();
    if (!isThere && this.behaviour === "whole") return void response.writeHead(404).end();
    const isMissing = !isThere || (this.behaviour === "fallback" && this.missing.test(pathname));
    const path = isMissing ? join(this.root, "index.html") : asked;
    response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    createReadStream(path).pipe(response);
  }
}
