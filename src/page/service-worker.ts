/**
 * Keeps a copy of the whole page, so that it works without a network after the first visit. Built by scripts/vite/offline.ts,
 * which puts in the list of files and their common hash; a new build is a new copy, and takes the place of the old one when
 * no page of the old build is open any more. Nothing is ever sent anywhere.
 */
/// <reference lib="webworker" />
declare const BUILT_FILES: readonly string[];
declare const BUILT_VERSION: string;

// The page's types describe `self` as a window.
const worker = self as unknown as ServiceWorkerGlobalScope;
/** An origin may have several copies of the page, each in its folder. */
const OURS = `dmf-${worker.registration.scope} `;
const NAME = `${OURS}${BUILT_VERSION}`;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(worker.registration.scope)) return;
  event.respondWith(request.mode === "navigate" ? openPage(request) : fromCopy(request));
});

async function keepAll(): Promise<void> {
  const copy = await caches.open(NAME);
  // Not from the browser's own cache, which may hold files of another build under the same name.
  await copy.addAll(BUILT_FILES.map((file) => new Request(file, { cache: "reload" })));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)),
  );
}

/** The page itself as the host has it now, where the host can be reached: it asks for files of its own build. */
async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match("index.html", { ignoreVary: true })) ?? Response.error();
  }
}

async function fromCopy(request: Request): Promise<Response> {
  // Hosts may vary a file by who asks (`Vary: Origin`); ours are the same for everybody.
  return (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}
