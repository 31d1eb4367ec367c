/**
 * Keeps a copy of the whole page, so that it works without a network after the first visit.
 * scripts/vite/offline.ts builds this file and inserts the files' hashes. The type and the hash of a file are
 * checked when it is stored and when it is served. A new build makes a new copy, which replaces the old one once
 * no page of the old build is open. The worker only fetches; it sends no data.
 */
/// <reference lib="webworker" />
/** SHA-256 of each file in base64, by the file's name in the page's folder. */
declare const BUILT_FILES: Readonly<Record<string, string>>;
declare const BUILT_VERSION: string;

// The page's types describe `self` as a window.
const worker = self as unknown as ServiceWorkerGlobalScope;
const { scope } = worker.registration;
/** Large data that only some workloads need. They are kept after a page has asked for them. */
const KEPT_ON_DEMAND = /^data\/(digits|encoder)-/;
/** An origin may serve several copies of the page, each from its own folder. */
const OURS = `dmf-${scope} `;
const NAME = `${OURS}${BUILT_VERSION}`;
const PAGE = "index.html";
/** Other pages below the scope keep their files elsewhere. */
const ASSETS = `${scope}assets/`;
/** A host that takes longer counts as unreachable. */
const PATIENCE_MS = 3000;
const POLICY = "Cross-Origin-Embedder-Policy";
/** Browsers run scripts and apply styles only with these types. */
const TYPES: Readonly<Record<string, RegExp>> = { js: /javascript/, css: /^text\/css/, html: /^text\/html/ };

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const file = fileOf(request.url);
  if (file === undefined) {
    if (request.url.startsWith(ASSETS))
      event.respondWith(fromHost(request, () => fromNewerCopy(request.url)));
  } else if (request.mode === "navigate" && file === PAGE)
    event.respondWith(fromHost(request, () => fromCopy(PAGE)));
  else event.respondWith(openFile(file, request));
});

/**
 * Downloads the files one after another, because the page trains and draws meanwhile. Stores nothing until every
 * file has arrived complete. After a failure the browser tries again on the next visit.
 */
async function keepAll(): Promise<void> {
  const files: (readonly [address: string, response: Response])[] = [];
  for (const file of Object.keys(BUILT_FILES)) {
    if (KEPT_ON_DEMAND.test(file)) continue;
    const address = addressOf(file);
    // Bypasses the browser's own cache, which may hold files of another build under the same names.
    const response = await readWhole(file, await fetch(address, { cache: "reload" }));
    if (!response) throw new Error(`The host does not send ${file} as it was built.`);
    files.push([address, response]);
  }
  const copy = await caches.open(NAME);
  for (const [address, response] of files) await copy.put(address, response);
}

/** Deletes other builds' copies, and takes over open pages, also those loaded without the copy. */
async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

/**
 * Serves the host's answer, or the copy if the host fails. The page comes this way, so that it is the newest one, and so
 * do the files that only a newer page asks for.
 */
async function fromHost(request: Request, copy: () => Promise<Response | undefined>): Promise<Response> {
  const fresh = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));
  const answer = await Promise.race([fresh, late]).catch(() => undefined);
  if (answer && answer.status < 500) return isolated(answer);
  return isolated((await copy()) ?? (await fresh));
}

/** Adds cross-origin isolation if the host cannot send it: from the second visit, the CPU engine has threads. */
function isolated(response: Response): Response {
  // The worker sees a redirect as a response with status 0, which only the browser can follow.
  if (!response.ok || response.redirected || response.headers.has(POLICY)) return response;
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set(POLICY, "require-corp");
  return new Response(body, { status, statusText, headers });
}

/** Serves a file from the copy. A damaged file is fetched again and replaced. */
async function openFile(file: string, request: Request): Promise<Response> {
  const copied = await fromCopy(file);
  // The script of a worker needs the headers as much as the page.
  if (copied) return isolated(copied);
  const response = await fetch(request, { cache: "reload" });
  const whole = await readWhole(file, response.clone());
  if (whole) await store(file, whole.clone());
  return isolated(whole ?? response);
}

/** Returns undefined if the copy has no intact version of the file, or if the browser forbids reading its storage. */
async function fromCopy(file: string): Promise<Response | undefined> {
  try {
    const copy = await caches.open(NAME);
    // Hosts may make a file depend on the request (`Vary: Origin`); our files are the same for everybody.
    const response = await copy.match(addressOf(file), { ignoreVary: true });
    return response && (await readWhole(file, response));
  } catch {
    return undefined;
  }
}

/** A file of a newer build, whose copy waits until no page of this build is open. It was checked when it was stored. */
async function fromNewerCopy(address: string): Promise<Response | undefined> {
  try {
    return await caches.match(address, { ignoreVary: true });
  } catch {
    return undefined;
  }
}

async function store(file: string, response: Response): Promise<void> {
  try {
    await (await caches.open(NAME)).put(addressOf(file), response);
  } catch {
    // If storage is full or forbidden, the next request fetches the file again.
  }
}

/** The response, read to its end and without redirects. Undefined if it differs from the file that the build made. */
async function readWhole(file: string, response: Response): Promise<Response | undefined> {
  const type = TYPES[file.slice(file.lastIndexOf(".") + 1)];
  const { headers } = response;
  if (!response.ok || (type && !type.test(headers.get("Content-Type") ?? ""))) return undefined;
  const bytes = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...hash)) === BUILT_FILES[file]
    ? new Response(bytes, { headers })
    : undefined;
}

const addressOf = (file: string): string => new URL(file, scope).href;

/** Undefined for an address that is not part of this build. */
function fileOf(address: string): string | undefined {
  const { origin, pathname } = new URL(address);
  if (!`${origin}${pathname}`.startsWith(scope)) return undefined;
  const file = `${origin}${pathname}`.slice(scope.length) || PAGE;
  return Object.hasOwn(BUILT_FILES, file) ? file : undefined;
}
