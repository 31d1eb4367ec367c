/** The files that a first visit loads before its first curve, and the parts that it shows without scrolling. */
import { gzipSync } from "node:zlib";
import type { Page, Request } from "@playwright/test";
import { expect, finish, test, WITH_ADAPTER } from "../fixtures.ts";

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

/** The smallest size comes first, so that it has the layout of a first visit. */
const SIZES = [
  [1280, 720],
  [1440, 900],
  [2560, 1440],
] as const;

test("everything is on the first screen, complete and uncovered, at 1280 × 720, 1440 × 900 and 2560 × 1440", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("/?backend=cpu#v=2&task=mc&data=random&d=32&r=2&T=400");
  await finish(page);
  for (const [width, height] of SIZES)
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await expect(() => expectComplete(page, width, height)).toPass();
    });
});

async function expectComplete(page: Page, width: number, height: number): Promise<void> {
  const parts = {
    verdict: page.getByRole("region", { name: "Result so far" }),
    diagram: page.getByRole("figure", { name: "Network diagram" }),
    errors: page.getByRole("figure", { name: "Error", exact: true }),
    spectra: page.getByRole("figure", { name: "Singular values", exact: true }),
    pictures: page.getByRole("region", { name: "Observed, target and difference" }),
    transport: page.getByRole("group", { name: "Training" }),
    ...Object.fromEntries(
      ["Depth L", "Width", "Rank r", "Compression rank r̂", "Observed fraction p", "Learning rate η̂"].map(
        (name) => [name, page.getByRole("spinbutton", { name, exact: true })],
      ),
    ),
  };
  const boxes = new Map<string, Box>();
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.boundingBox();
    if (!box) throw new Error(`${name} has no place`);
    boxes.set(name, box);
    expect(box.x, name).toBeGreaterThanOrEqual(0);
    expect(box.y, name).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, name).toBeLessThanOrEqual(width);
    expect(box.y + box.height, name).toBeLessThanOrEqual(height);
    expect(await part.evaluate(coveredAt), name).toEqual([]);
  }
  // No part overlaps another one, except inside the toolbar.
  const large = [...boxes].filter(([name]) => name in parts && !/^[A-Z]/.test(name));
  for (const [one, a] of large)
    for (const [other, b] of large) if (one < other) expect(overlap(a, b), `${one} and ${other}`).toBe(0);
  // The charts are large enough to read.
  for (const name of ["errors", "spectra"]) {
    expect(boxes.get(name)?.width, name).toBeGreaterThanOrEqual(300);
    expect(boxes.get(name)?.height, name).toBeGreaterThanOrEqual(110);
  }
  // All blocks of both networks lie within the diagram, and every picture lies within its column.
  const blocks = parts.diagram.getByRole("button", { name: /^(Original|Compressed): / });
  expect(await blocks.count()).toBe(10);
  for (const block of await blocks.all()) expect(await block.evaluate(reachesBeyond, "figure")).toBe(false);
  for (const picture of await parts.pictures.locator("[role=img], p > span, .marks > span").all())
    expect(await picture.evaluate(reachesBeyond, "section")).toBe(false);
  // The type of charts grows with the page, once.
  const rems = parts.errors
    .locator("text")
    .first()
    .evaluate((text) => {
      const sizeOf = (element: Element) =>
        parseFloat(getComputedStyle(element).fontSize) * element.currentCSSZoom;
      return sizeOf(text) / sizeOf(document.documentElement);
    });
  expect(await rems).toBeCloseTo(13 / 16, 3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) - 1) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) - 1);

/** Finds elements that cover the given element, at nine of its points. */
function coveredAt(element: Element): string[] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [0.05, 0.5, 0.95].flatMap((across) =>
    [0.05, 0.5, 0.95].flatMap((down) => {
      const found = document.elementFromPoint(left + across * width, top + down * height);
      if (!found || element.contains(found) || found.contains(element)) return [];
      return [found.outerHTML.slice(0, 80)];
    }),
  );
}

function reachesBeyond(element: Element, within: string): boolean {
  const inner = element.getBoundingClientRect();
  const outer = element.closest(within)?.getBoundingClientRect();
  if (!outer) throw new Error(`the element is in no ${within}`);
  return (
    inner.left < outer.left - 1 ||
    inner.right > outer.right + 1 ||
    inner.top < outer.top - 1 ||
    inner.bottom > outer.bottom + 1
  );
}
