/** The interface in another language. */
import { button, expect, SMALL, test } from "./fixtures.ts";

test("a person chooses the language, and it is kept; a link may say it", async ({ page }) => {
  await page.goto(`/${SMALL}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await button(page, "Deutsch").click();
  await expect(button(page, "Über diese Seite")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.reload();
  await expect(button(page, "Über diese Seite")).toBeVisible();
  await page.goto(`/?lang=en${SMALL}`);
  await expect(button(page, "About")).toBeVisible();
});
