import type { Page } from "@playwright/test";
import { wcagContrast } from "culori";
import { faultsIn, settled } from "../examine.ts";
import { button, currentStep, finish, open, SMALL, test, expect, expectStatus } from "../fixtures.ts";

test("with forced colours, light and dark, each kind of button still has its own colours", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await open(page, SMALL, "?backend=cpu&why=path");
  await button(page, "Step 10").click();
  const pressed = page.getByRole("button", { pressed: true }).first();
  const colours = (one: typeof pressed) =>
    one.evaluate((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return { color, backgroundColor };
    });
  const tab = (isSelected: boolean) =>
    page
      .getByRole("tab", { selected: isSelected })
      .first()
      .evaluate((element) => getComputedStyle(element).borderBottomColor);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ forcedColors: "active", colorScheme, reducedMotion: "reduce" });
    await settled(page);
    const plain = await colours(page.getByRole("button", { pressed: false }).first());
    for (const one of [button(page, "Play"), pressed]) {
      const { color, backgroundColor } = await colours(one);
      expect(wcagContrast(color, backgroundColor), colorScheme).toBeGreaterThanOrEqual(4.5);
      expect(backgroundColor, colorScheme).not.toBe(plain.backgroundColor);
    }
    expect(await tab(true), colorScheme).not.toBe(await tab(false));
    // The frame of a block has the compressed network's colour, and a line in the legend its own background.
    const frameOf = (part: string) =>
      page
        .locator(part)
        .first()
        .evaluate((element) => getComputedStyle(element).borderTopColor);
    expect(await frameOf(".diagram-frame"), colorScheme).not.toBe(await frameOf(".diagram-matrix"));
    const legend = page.locator(".legend").getByRole("button", { pressed: true }).first();
    expect((await colours(legend)).backgroundColor, colorScheme).not.toBe(
      (await colours(pressed)).backgroundColor,
    );
  }
});

test("nothing moves by itself if the user wants no motion; every control explains itself to the keyboard, and Escape closes the explanation; all content is within a landmark and comes in the order in which it is seen", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expectStatus(page, "ready");
  expect(await currentStep(page)).toBe(0);
  await button(page, "Play").click();
  await finish(page);

  const about = button(page, "About: Compression rank r̂");
  const text = page.getByText("Singular directions taken per side.");
  await expect(text).toBeHidden();
  await about.focus();
  await expect(text).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(text).toBeHidden();
  await expect(page.getByRole("spinbutton", { name: "Compression rank r̂" })).toHaveAccessibleDescription(
    /inner width is k = 2r̂/,
  );

  for (const width of [1280, 800, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await settled(page);
    expect(await faultsIn(page, { rules: ["region"] })).toEqual([]);
    // Lets these bars scroll with the page instead of sticking to an edge of the window.
    for (const bar of await page.locator(".transport, .notice").all())
      await bar.evaluate((element) => element.style.setProperty("position", "static"));
    const tops = await page
      .locator("#root > *, main > *, .content > *, .above > *, .stage > *, .transport > *")
      .evaluateAll((parts) =>
        parts
          .filter((part) => part.checkVisibility() && !/absolute|fixed/.test(getComputedStyle(part).position))
          .map((part) => Math.round(part.getBoundingClientRect().top / 20)),
      );
    expect(tops, `${width} wide`).toEqual(tops.toSorted((a, b) => a - b));
  }
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
