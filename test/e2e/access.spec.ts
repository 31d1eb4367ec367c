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
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("everything fits, the transport stays, and fingers can hit it", async ({ page }) => {
    await open(page, SMALL);
    await expectStatus(page, "finished");
    await page.getByText("Compression", { exact: true }).tap();
    await expect(page.getByRole("spinbutton", { name: "Compression rank r̂" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect(button(page, "Play")).toBeInViewport();
    for (const target of await page.getByRole("button").all()) {
      const box = await target.boundingBox();
      if (!box) continue;
      expect(Math.min(box.width, box.height), await target.innerText()).toBeGreaterThanOrEqual(44);
    }
    await button(page, "About: Compression rank r̂").tap();
    await expect(page.getByText("The compressed networks have width 2r̂.")).toBeVisible();
  });
});
