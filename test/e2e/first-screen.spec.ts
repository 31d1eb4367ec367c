/** What a first visit loads before it shows a curve, and that the rest comes after it. */
import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures.ts";

/** As a page would be compressed on its way. */
const LIMIT_BYTES = 250_000;

test("less than 250 KB of JavaScript are asked for until the first curve, the worker's included; the axes follow", async ({
  page,
}) => {
  const asked: string[] = [];
  const sizes = new Map<string, Promise<number>>();
  page.context().on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.endsWith(".js") || sizes.has(pathname)) return;
    asked.push(pathname);
    sizes.set(
      pathname,
      request.response().then(async (response) => gzipSync((await response?.body()) ?? "").length),
    );
  });
  await page.exposeFunction("curveDrawn", () => asked.push("curve"));
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      // A line needs two points.
      if (!/L/.test(document.querySelector(".plot path[data-term]")?.getAttribute("d") ?? "")) return;
      seen.disconnect();
      (window as unknown as { curveDrawn(): void }).curveDrawn();
    });
    seen.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
  });
  await page.goto("/#v=1&task=mf&data=random&d=32&r=2&T=400");
  // The axes' marks are drawn once their code is here.
  await expect(page.locator(".plot .recharts-cartesian-axis-tick-value").first()).toBeVisible({
    timeout: 30_000,
  });
  expect(asked, "the curve has been drawn").toContain("curve");
  const before = asked.slice(0, asked.indexOf("curve"));
  expect(
    before.some((path) => /\/worker-/.test(path)),
    "the engine's worker is among them",
  ).toBe(true);
  const bytes = await Promise.all(before.map(async (path) => (await sizes.get(path)) ?? 0));
  const sum = bytes.reduce((total, size) => total + size, 0);
  expect(sum, before.map((path, i) => `${path} ${bytes[i]}`).join("\n")).toBeLessThan(LIMIT_BYTES);
});
