/** The page on any host: without headers, in a folder, without a network; and what its policy refuses. */
import { test as plain } from "@playwright/test";
import { preview } from "vite";
import { button, finish, SMALL, test, expect } from "./fixtures.ts";

test.describe("a copy for visits without a network", () => {
  test.use({ serviceWorkers: "allow" });

  test("from a folder of a plain host; then the host is gone, and everything still works", async ({
    page,
  }) => {
    const server = await preview({
      configFile: false,
      base: "/some/folder/",
      logLevel: "error",
      preview: { port: Number(process.env["E2E_PORT"] ?? 4273) + 100, strictPort: true },
    });
    try {
      const address = server.resolvedUrls?.local[0] ?? "";
      await page.goto(`${address}${SMALL}`);
      // What this first visit shows comes from the host to the end.
      await finish(page);
      await button(page, "About").click();
      await expect(page.getByText("the page opens without a network.")).toBeVisible({ timeout: 30_000 });
    } finally {
      await server.close();
    }
    await page.reload();
    await expect(page.getByRole("dialog", { name: "About" })).toContainText("MIT");
    await button(page, "Close").click();
    await finish(page);
    await button(page, "Lessons").click();
    await page.getByRole("link", { name: "Start lesson 1", exact: true }).click();
    await expect(page.getByRole("complementary").locator("math").first()).toBeAttached();
    await expect(page.getByRole("table", { name: "Costs and results" })).toBeVisible();
  });
});

// The console is not clean here: the browser reports what it refuses.
plain(
  "the policy comes as a header, for the page and for its workers; scripts from elsewhere and strings as HTML are refused",
  async ({ page }) => {
    const policies = new Map<string, string | undefined>();
    page.on("response", (response) =>
      policies.set(new URL(response.url()).pathname, response.headers()["content-security-policy"]),
    );
    await page.goto(`/${SMALL}`);
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
