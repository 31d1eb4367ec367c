import type { Page } from "@playwright/test";
import { wcagContrast } from "culori";
import { faultsIn, settled, tooSmall, tooWide } from "../examine.ts";
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

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

  const expectFit = async (page: Page): Promise<void> => {
    await settled(page);
    expect([...(await tooWide(page)), ...(await tooSmall(page))]).toEqual([]);
  };

  test("play, chart and rank are there without scrolling, fingers can hit everything, and even 320 pixels are enough; settings come in a sheet from below, the rest is in the menu", async ({
    page,
  }) => {
    await page.goto(`/?backend=cpu${SMALL}`);
    await finish(page);
    await expect(button(page, "Train more")).toBeInViewport({ ratio: 1 });
    await expect(page.locator(".chart svg").first()).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("slider", { name: /^Compression rank/ })).toBeInViewport({ ratio: 1 });
    await expectFit(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectFit(page);
    // The run was too short. The message about it leaves the whole chart above the transport.
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(page.getByRole("region", { name: "Advice" })).toBeVisible();
    const overlap = async (): Promise<number> => {
      const [chart, bar] = await Promise.all(
        [
          page.getByRole("figure", { name: "Error", exact: true }),
          page.getByRole("group", { name: "Training" }),
        ].map((part) => part.boundingBox()),
      );
      return (chart?.y ?? NaN) + (chart?.height ?? NaN) - (bar?.y ?? NaN);
    };
    await expect.poll(overlap).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 360, height: 640 });
    for (const tab of ["Pictures", "Spectra", "More"]) {
      await page.getByRole("tab", { name: tab }).tap();
      await expectFit(page);
    }
    await expect(page.getByRole("table", { name: "Costs and results" })).toBeVisible();

    await button(page, /^Settings/).tap();
    const sheet = page.getByRole("dialog", { name: "Settings" });
    await sheet.getByText("Compression", { exact: true }).tap();
    await expect(sheet.getByRole("spinbutton", { name: "Compression rank r̂" })).toBeVisible();
    await sheet.getByRole("button", { name: "About: Compression rank r̂" }).tap();
    await expect(sheet.getByText("Singular directions taken per side.")).toBeVisible();
    await expectFit(page);
    await sheet.getByRole("button", { name: "Done" }).tap();
    await expect(sheet).toBeHidden();
    await button(page, "Menu").tap();
    await expect(page.getByRole("combobox", { name: "Engine" })).toBeVisible();
    await button(page, "Share").tap();
    await expect(page.getByRole("dialog", { name: "Share this experiment" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(button(page, "Menu")).toBeFocused();
  });
});
