/** The files that a first visit loads before its first curve. */
import { gzipSync } from "node:zlib";
import type { Request } from "@playwright/test";
import { expect, test, WITH_ADAPTER } from "../fixtures.ts";

test.use(WITH_ADAPTER);

/** Limit of the compressed size that is sent over the network. */
const LIMIT_BYTES = 250_000;

test("less than 250 KB of JavaScript, the worker's included, are requested before the first curve; the axes follow", async ({
  page,
}) => {
  const asked: string[] = [];
  const responses = new Map<string, ReturnType<Request["response"]>>();
  page.context().on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.endsWith(".js") || responses.has(pathname)) return;
    asked.push(pathname);
    const response = request.response();
    // Responses that arrive later may still be open when the test ends.
    response.catch(() => undefined);
    responses.set(pathname, response);
  });
  await page.exposeFunction("curveDrawn", () => asked.push("curve"));
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      // A line needs at least two points.
      if (!/L/.test(document.querySelector(".plot path[data-term]")?.getAttribute("d") ?? "")) return;
      seen.disconnect();
      (window as unknown as { curveDrawn(): void }).curveDrawn();
    });
    seen.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
  });
  await page.goto("/#v=2&task=mf&data=random&d=32&r=2&T=400");
  // The axes have ticks once the chart's code has loaded.
  await expect(page.locator(".plot .recharts-cartesian-axis-tick-value").first()).toBeVisible();
  expect(asked, "the curve has been drawn").toContain("curve");
  const before = asked.slice(0, asked.indexOf("curve"));
  expect(
    before.some((path) => /\/worker-/.test(path)),
    "the engine's worker is among them",
  ).toBe(true);
  const bytes = await Promise.all(
    before.map(async (path) => gzipSync((await (await responses.get(path))?.body()) ?? "").length),
  );
  const sum = bytes.reduce((total, size) => total + size, 0);
  expect(sum, before.map((path, i) => `${path} ${bytes[i]}`).join("\n")).toBeLessThan(LIMIT_BYTES);
});
