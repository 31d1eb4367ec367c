import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { button, currentStep, expect, expectStatus, open, SMALL, test } from "./fixtures.ts";

async function expectNoSeriousFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing serious, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, "#v=1&d=24&T=30&nope=1");
    await expectStatus(page, "finished");
    await expectNoSeriousFault(page);
    await page.goto("/#v=1&task=mf&data=random&d=16&r=1&T=100&eta=3");
    await expect(page.getByRole("alert")).toBeVisible({ timeout: 30_000 });
    await expectNoSeriousFault(page);
  });

test("nothing moves by itself where motion is not wanted", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expectStatus(page, "ready");
  expect(await currentStep(page)).toBe(0);
  await button(page, "Play").click();
  await expectStatus(page, "finished");
});

test("every control explains itself to the keyboard, and Escape closes the explanation", async ({ page }) => {
  await open(page);
  const about = button(page, "About: Compression rank r̂");
  const text = page.getByText("The compressed networks have width 2r̂.");
  await expect(text).toBeHidden();
  await about.focus();
  await expect(text).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(text).toBeHidden();
  await expect(page.getByRole("spinbutton", { name: "Compression rank r̂" })).toHaveAccessibleDescription(
    /width 2r̂/,
  );
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

  const openSmall = async (page: Page): Promise<void> => {
    await page.goto(`/${SMALL}`);
    await expectStatus(page, "finished");
  };
  const expectFit = async (page: Page, width: number): Promise<void> => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const target of await page.getByRole("button").or(page.getByRole("tab")).all()) {
      const box = await target.boundingBox();
      if (!box) continue;
      expect(Math.min(box.width, box.height), await target.innerText()).toBeGreaterThanOrEqual(44);
    }
  };

  test("play, chart and rank are there without scrolling, and fingers can hit everything", async ({
    page,
  }) => {
    await openSmall(page);
    await expect(button(page, "Play")).toBeInViewport({ ratio: 1 });
    await expect(page.locator(".chart svg").first()).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("slider", { name: /^Compression rank/ })).toBeInViewport({ ratio: 1 });
    await expectFit(page, 360);
    for (const tab of ["Pictures", "Spectra", "Costs"]) {
      await page.getByRole("tab", { name: tab }).tap();
      await expectFit(page, 360);
    }
    await expect(page.getByRole("table", { name: "Costs and results" })).toBeVisible();
    await expectNoSeriousFault(page);
  });

  test("settings come in a sheet from below, the rest is in the menu", async ({ page }) => {
    await openSmall(page);
    await button(page, "Settings").tap();
    const sheet = page.getByRole("dialog", { name: "Settings" });
    await sheet.getByText("Compression", { exact: true }).tap();
    await expect(sheet.getByRole("spinbutton", { name: "Compression rank r̂" })).toBeVisible();
    await sheet.getByRole("button", { name: "About: Compression rank r̂" }).tap();
    await expect(sheet.getByText("The compressed networks have width 2r̂.")).toBeVisible();
    await expectFit(page, 360);
    await expectNoSeriousFault(page);
    await sheet.getByRole("button", { name: "Done" }).tap();
    await expect(sheet).toBeHidden();
    await button(page, "Menu").tap();
    await expect(page.getByRole("combobox", { name: "Engine" })).toBeVisible();
    await expectNoSeriousFault(page);
    await button(page, "Share").tap();
    await expect(page.getByRole("dialog", { name: "Share this experiment" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(button(page, "Menu")).toBeFocused();
  });

  test("even 320 pixels are enough", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await openSmall(page);
    await expectFit(page, 320);
  });
});
