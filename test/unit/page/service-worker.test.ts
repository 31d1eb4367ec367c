/** The copy for visits without a network, in a browser of the test's own. */
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { transformWithOxc } from "vite";
import { expect, it } from "vitest";

const SOURCE = "src/page/service-worker.ts";

/** Installs and activates a build of the page in a folder. */
async function visit(copies: Map<string, readonly string[]>, folder: string, version: string): Promise<void> {
  const scope = `https://example.org${folder}`;
  const listeners = new Map<string, (event: { waitUntil: (done: Promise<void>) => void }) => void>();
  const self = {
    registration: { scope },
    addEventListener: (kind: string, listen: () => void) => listeners.set(kind, listen),
  };
  const caches = {
    open: async (name: string) => ({
      addAll: async (files: readonly string[]) => void copies.set(name, files),
    }),
    keys: async () => [...copies.keys()],
    delete: async (name: string) => copies.delete(name),
  };
  const Request = function (file: string): string[] {
    return [new URL(file, scope).href];
  };
  const { code } = await transformWithOxc(readFileSync(SOURCE, "utf8"), SOURCE);
  runInNewContext(code, { self, caches, Request, BUILT_FILES: ["index.html"], BUILT_VERSION: version });
  for (const kind of ["install", "activate"])
    await new Promise<void>((resolve) =>
      listeners.get(kind)?.({ waitUntil: (done) => void done.then(resolve) }),
    );
}

it("a new build takes the place of the old one, and of no other copy of the page on the same origin", async () => {
  const copies = new Map<string, readonly string[]>([["another", []]]);
  await visit(copies, "/", "1");
  await visit(copies, "/course/", "1");
  await visit(copies, "/course/old/", "0");
  await visit(copies, "/course/", "2");
  expect([...copies.values()].flat(2).toSorted()).toEqual([
    "https://example.org/course/index.html",
    "https://example.org/course/old/index.html",
    "https://example.org/index.html",
  ]);
  expect(copies.size).toBe(4);
});
