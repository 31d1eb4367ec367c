/** The copy for visits without a network, in a simulated browser and on a simulated host. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { transformWithOxc } from "vite";
import { beforeEach, describe, expect, it, vi } from "vitest";

const SOURCE = "src/page/service-worker.ts";
const HOST = "https://example.org";
const PAGE = "<p>the page</p>";
const CODE = "export const answer = 42;";
const TYPES = { html: "text/html", js: "text/javascript" } as const;

const file = (content: string, type: keyof typeof TYPES, status = 200): Response =>
  new Response(content, { status, headers: { "Content-Type": TYPES[type] } });
const sha256 = (content: string): string => createHash("sha256").update(content).digest("base64");
const BUILD = { "index.html": sha256(PAGE), "assets/a.js": sha256(CODE) };

type Host = (path: string) => Response | Promise<Response>;
const whole: Host = (path) =>
  path.endsWith("assets/a.js")
    ? file(CODE, "js")
    : path.endsWith(".js")
      ? file("", "html", 404)
      : file(PAGE, "html");
/** A host that serves the page in place of a missing file. */
const fallback: Host = () => file(PAGE, "html");
const gone: Host = () => Promise.reject(new TypeError("Failed to fetch"));

/** The storage of one browser, and one host. */
class Browser {
  readonly copies = new Map<string, Map<string, Response>>();
  host: Host = whole;
  claimed = 0;

  /** The service worker of a page in a folder, once the browser has started it. */
  async start(folder = "/", version = "1", files: Readonly<Record<string, string>> = BUILD) {
    const scope = `${HOST}${folder}`;
    const listeners = new Map<string, (event: object) => void>();
    const self = {
      registration: { scope },
      clients: { claim: async () => void this.claimed++ },
      addEventListener: (kind: string, listen: () => void) => listeners.set(kind, listen),
    };
    const caches = {
      open: async (name: string) => {
        const copy = this.copies.get(name) ?? new Map<string, Response>();
        this.copies.set(name, copy);
        return {
          match: async (address: string) => copy.get(address)?.clone(),
          put: async (address: string, response: Response) => void copy.set(address, response),
        };
      },
      match: async (address: string) =>
        [...this.copies.values()].map((copy) => copy.get(address)?.clone()).find((found) => found),
      keys: async () => [...this.copies.keys()],
      delete: async (name: string) => this.copies.delete(name),
    };
    const fetch = async (request: string | { url: string }) =>
      this.host(new URL(typeof request === "string" ? request : request.url).pathname);
    const { code } = await transformWithOxc(readFileSync(SOURCE, "utf8"), SOURCE);
    const globals = {
      self,
      caches,
      fetch,
      crypto,
      URL,
      Headers,
      Response,
      btoa,
      setTimeout,
      Uint8Array,
      Promise,
    };
    runInNewContext(code, { ...globals, BUILT_FILES: files, BUILT_VERSION: version });
    const wait = (kind: string): Promise<void> =>
      new Promise((resolve, reject) => {
        listeners.get(kind)?.({ waitUntil: (done: Promise<void>) => void done.then(resolve, reject) });
      });
    /** Undefined if the worker leaves the request to the browser. */
    const open = async (path: string, mode: string): Promise<Response | undefined> => {
      let answer: Promise<Response> | undefined;
      listeners.get("fetch")?.({
        request: { method: "GET", mode, url: `${HOST}${path}` },
        respondWith: (response: Promise<Response>) => (answer = response),
      });
      return answer;
    };
    return {
      install: async ({ waits = false } = {}) => {
        await wait("install");
        if (!waits) await wait("activate");
      },
      open,
      ask: async (path: string, mode = "no-cors") => (await open(path, mode))?.text(),
    };
  }

  get addresses(): string[] {
    return [...this.copies.values()].flatMap((copy) => [...copy.keys()]).toSorted();
  }
}

let browser: Browser;
beforeEach(() => (browser = new Browser()));

it("a new build takes the place of the old one, and of no other copy of the page on the same origin", async () => {
  browser.copies.set("another", new Map());
  const files = { "index.html": sha256(PAGE) };
  for (const [folder, version] of [
    ["/", "1"],
    ["/course/", "1"],
    ["/course/old/", "0"],
    ["/course/", "2"],
  ] as const)
    await (await browser.start(folder, version, files)).install();
  expect(browser.addresses).toEqual([
    "https://example.org/course/index.html",
    "https://example.org/course/old/index.html",
    "https://example.org/index.html",
  ]);
  expect(browser.copies.size).toBe(4);
});

describe("a file that is not as it was built is not stored, and no page is taken over", () => {
  const hosts: Readonly<Record<string, Host>> = {
    "the page in its place": fallback,
    "another type": (path) => (path.endsWith(".js") ? file(CODE, "html") : whole(path)),
    "cut short": (path) => (path.endsWith(".js") ? file(CODE.slice(0, -1), "js") : whole(path)),
    "an error": (path) => (path.endsWith(".js") ? file(CODE, "js", 500) : whole(path)),
    "no answer": (path) => (path.endsWith(".js") ? gone(path) : whole(path)),
  };
  it.each(Object.entries(hosts))("%s", async (_name, host) => {
    browser.host = host;
    const worker = await browser.start();
    await expect(worker.install()).rejects.toThrow(/as it was built|Failed to fetch/);
    expect(browser.addresses).toEqual([]);
    expect(browser.claimed).toBe(0);

    browser.host = whole;
    await worker.install();
    expect(browser.addresses).toHaveLength(2);
    expect(browser.claimed).toBe(1);
  });
});

it("a copy that was damaged later is healed by the host, and is not served before", async () => {
  const worker = await browser.start();
  await worker.install();
  const [copy] = browser.copies.values();
  copy?.set(`${HOST}/assets/a.js`, file(PAGE, "html"));
  browser.host = gone;
  await expect(worker.ask("/assets/a.js")).rejects.toThrow("Failed to fetch");
  browser.host = whole;
  expect(await worker.ask("/assets/a.js")).toBe(CODE);
  browser.host = gone;
  expect(await worker.ask("/assets/a.js")).toBe(CODE);
});

it("files of a newer build come from the host, and from that build's copy where the host fails", async () => {
  const worker = await browser.start();
  await worker.install();
  const newer = await browser.start("/", "2", { ...BUILD, "assets/b.js": sha256(CODE) });
  browser.host = (path) => (path.endsWith("b.js") ? file(CODE, "js") : whole(path));
  await newer.install({ waits: true });
  browser.host = () => file("later", "js");
  expect(await worker.ask("/assets/b.js")).toBe("later");
  for (const host of [gone, () => file("Bad gateway", "html", 502)]) {
    browser.host = host;
    expect(await worker.ask("/assets/b.js")).toBe(CODE);
  }
  browser.host = gone;
  await expect(worker.ask("/assets/c.js")).rejects.toThrow("Failed to fetch");
});

it("what is not part of the build is left to the browser", async () => {
  const worker = await browser.start("/course/");
  await worker.install();
  expect(await worker.ask("/assets/a.js")).toBeUndefined();
  expect(await worker.ask("/course/other/", "navigate")).toBeUndefined();
});

describe("cross-origin isolation on a host without its headers", () => {
  const policyOf = (response: Response | undefined) => response?.headers.get("Cross-Origin-Embedder-Policy");

  it("covers a newer page and its workers before the newer build has a copy", async () => {
    const worker = await browser.start("/course/");
    await worker.install();
    browser.host = (path) => (path.endsWith(".js") ? file("a newer worker", "js") : file("newer", "html"));
    expect(policyOf(await worker.open("/course/", "navigate"))).toBe("require-corp");
    const newer = await worker.open("/course/assets/worker-2.js", "same-origin");
    expect(policyOf(newer)).toBe("require-corp");
    expect(await newer?.text()).toBe("a newer worker");
    expect(await worker.open("/course/other/assets/worker.js", "same-origin")).toBeUndefined();
  });

  it("leaves a redirect, which has status 0, to the browser", async () => {
    const worker = await browser.start();
    await worker.install();
    const redirect = Response.error();
    browser.host = () => redirect;
    expect(await worker.open("/index.html", "navigate")).toBe(redirect);
  });
});

describe("the page itself", () => {
  const newer = "<p>a newer page</p>";

  it("comes from the host, from the copy where the host fails", async () => {
    const worker = await browser.start();
    await worker.install();
    browser.host = () => file(newer, "html");
    expect(await worker.ask("/", "navigate")).toBe(newer);
    browser.host = () => file("Bad gateway", "html", 502);
    expect(await worker.ask("/", "navigate")).toBe(PAGE);
    browser.host = gone;
    expect(await worker.ask("/?embed=1", "navigate")).toBe(PAGE);
  });

  it("comes from the copy after three seconds; without a copy the host's answer counts, however late", async () => {
    vi.useFakeTimers();
    let answer: (response: Response) => void = () => undefined;
    browser.host = () => new Promise((resolve) => (answer = resolve));
    const empty = await browser.start();
    const late = empty.ask("/", "navigate");
    await vi.advanceTimersByTimeAsync(60_000);
    answer(file(newer, "html"));
    expect(await late).toBe(newer);

    browser.host = whole;
    const worker = await browser.start();
    await worker.install();
    browser.host = () => new Promise(() => undefined);
    const copied = worker.ask("/", "navigate");
    await vi.advanceTimersByTimeAsync(3000);
    expect(await copied).toBe(PAGE);
    vi.useRealTimers();
  });
});

it.each(["digits", "encoder"])(
  "keeps the %s once asked for, and asks no network for it again",
  async (data) => {
    const name = `/data/${data}-1234.bin`;
    const asked: string[] = [];
    browser.host = (path) => {
      asked.push(path);
      return path === name ? file("weights", "html") : whole(path);
    };
    const worker = await browser.start("/", "1", { ...BUILD, [name.slice(1)]: sha256("weights") });
    await worker.install();
    expect(asked).not.toContain(name);
    expect(await worker.ask(name)).toBe("weights");
    browser.host = gone;
    expect(await worker.ask(name)).toBe("weights");
  },
);
