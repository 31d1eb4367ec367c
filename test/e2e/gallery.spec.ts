/** The gallery: recorded claims over the page, and the way from one of them to a live experiment. */
import type { Page } from "@playwright/test";
import { seriousFaults } from "./examine.ts";
import { button, finish, open, openSettings, SMALL, test, expect } from "./fixtures.ts";

const gallery = (page: Page) => page.getByRole("dialog", { name: "The papers’ claims, checked" });

test("a claim is shown with its verdict and date, and runs here", async ({ page }) => {
  await open(page);
  await button(page, "Gallery").click();
  const theorem = gallery(page).getByRole("listitem", { name: "Each layer moves in 2r directions only" });
  await expect(theorem).toContainText("pass");
  await expect(theorem).toContainText(/recorded \d{4}-\d\d-\d\d/);
  await expect(theorem.getByRole("img", { name: /recorded: singular values of W₁/ })).toBeVisible();
  await expect(gallery(page).getByText("needs your file", { exact: false }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button(page, "Gallery")).toBeFocused();
  await button(page, "Gallery").click();
  await theorem.getByRole("link", { name: /^Run it here/ }).click();
  await expect(gallery(page)).toBeHidden();
  await finish(page);
  await openSettings(page);
  await expect(page.getByRole("spinbutton", { name: "Size d" })).toHaveValue("30");
});

test("has an address of its own, which leaves the experiment's alone", async ({ page }) => {
  await open(page, SMALL, "?view=gallery");
  await expect(gallery(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(gallery(page)).toBeHidden();
  await expect(page).not.toHaveURL(/view=/);
  expect(page.url()).toContain(SMALL);
  await finish(page);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing serious, and it fits a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/?view=gallery${SMALL}`);
    await expect(gallery(page).getByRole("listitem").first()).toContainText("pass");
    expect(await seriousFaults(page)).toEqual([]);
    expect(await gallery(page).evaluate((dialog) => dialog.scrollWidth)).toBeLessThanOrEqual(390);
    const runs = await gallery(page).getByRole("link").all();
    for (const run of runs) expect((await run.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });
