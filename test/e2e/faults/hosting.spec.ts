/**
 * The page on different hosts: without headers, in a folder, without a network. Also tests what its policy
 * refuses.
 */
import { test as plain } from "@playwright/test";
import { preview } from "vite";
import { button, finish, SMALL, test, expect } from "../fixtures.ts";
import { Host } from "../host.ts";

test.describe("a copy for visits without a network", () => {
  test.use({ serviceWorkers: "allow" });

  test("from a folder of a plain host; then the host is gone, and everything still works", async ({
    page,
  }) => {
    const server = await preview({
      configFile: false,
      base: "/some/folder/",
      logLevel: "error",
      preview: { port: 0 },
    });
    try {
      const address = server.resolvedUrls?.local[0] ?? "";
      await page.goto(`${address}?backend=cpu${SMALL}`);
      // The first visit loads everything from the host and trains to the end.
      await finish(page);
      await button(page, "About").click();
      await expect(page.getByText("it opens without a network connection.")).toBeVisible();
      // This host sends no headers.
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    } finally {
      await server.close();
    }
    await page.reload();
    await expect(page.getByRole("dialog", { name: "About" })).toContainText("MIT");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await button(page, "Close").click();
    await finish(page);
    await button(page, "Lessons").click();
    await page.getByRole("link", { name: "Start lesson 1", exact: true }).click();
    const lesson = page.getByRole("complementary", { name: "What is a low-rank matrix?" });
    await expect(lesson.locator("math").first()).toBeAttached();
    await expect(lesson.getByRole("status")).toContainText("relative error 0.113");
  });
});

// The console is not clean here, because the browser reports what the host does not send.
plain.describe("a host that fails", () => {
  plain.use({ serviceWorkers: "allow" });

  plain("never damages the copy for good, and the copy stands in for the host", async ({ page }) => {
    const host = await Host.open();
    const isControlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
    try {
      host.behaviour = "fallback";
      host.missing = /\/worker-[^/]*\.js$/;
      await page.goto(`${host.address}?backend=cpu${SMALL}`);
      await expect.poll(() => host.asked.includes("/service-worker.js")).toBe(true);
      await expect
        .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
        .toBe(0);

      // After the repair, this visit comes from the host, and the worker controls the page without another
      // visit.
      host.behaviour = "whole";
      await page.reload();
      await finish(page);
      await expect.poll(isControlled).toBe(true);

      // Another page on this origin, or a disk fault, damages the copy.
      const damaged = await page.evaluate(async () => {
        for (const name of await caches.keys()) {
          const copy = await caches.open(name);
          const requests = (await copy.keys()).filter(({ url }) => /\/worker-[^/]*\.js$/.test(url));
          const headers = { "Content-Type": "text/html" };
          for (const request of requests) await copy.put(request, new Response("<p>no</p>", { headers }));
          if (requests.length > 0) return requests.length;
        }
        return 0;
      });
      expect(damaged).toBeGreaterThan(0);
      await page.reload();
      await finish(page);

      for (const behaviour of ["failing", "silent"] as const) {
        host.behaviour = behaviour;
        await page.reload();
        await finish(page);
      }
    } finally {
      await host.close();
    }
  });
});

plain("a file that is not there is 404, not the page", async ({ request }) => {
  expect((await request.get("/")).status()).toBe(200);
  expect((await request.get("/assets/worker-none.js")).status()).toBe(404);
});

// The console is not clean here, because the browser reports what it refuses.
plain(
  "the policy comes as a header, for the page and for its workers; scripts from elsewhere and strings as HTML are refused",
  async ({ page }) => {
    const policies = new Map<string, string | undefined>();
    page.on("response", (response) =>
      policies.set(new URL(response.url()).pathname, response.headers()["content-security-policy"]),
    );
    await page.goto(`/?backend=cpu${SMALL}`);
    await finish(page);
    const worker = [...policies.keys()].find((path) => /worker-.*\.js$/.test(path)) ?? "no worker";
    for (const path of ["/", worker]) {
      expect(policies.get(path)).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policies.get(path)).toContain("frame-ancestors *");
    }
    const outcomes = await page.evaluate(() => {
      const attempts: Readonly<Record<string, () => unknown>> = {
        html: () => (document.createElement("div").innerHTML = "<b>a</b>"),
        script: () => (document.createElement("script").src = "https://example.org/a.js"),
        worker: () => new Worker("https://example.org/a.js"),
        code: () => (document.createElement("script").text = "1"),
      };
      return Object.entries(attempts).map(([name, attempt]) => {
        try {
          attempt();
          return `${name} allowed`;
        } catch (error) {
          return `${name} refused: ${(error as Error).name}`;
        }
      });
    });
    expect(outcomes).toEqual(
      ["html", "script", "worker", "code"].map((name) => `${name} refused: TypeError`),
    );
  },
);
