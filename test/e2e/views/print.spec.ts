/** The sheets that teachers print, each on as many pages as it should. */
import type { Page } from "@playwright/test";
import { lessonOf, LESSONS } from "../../../src/workloads/lessons.ts";
import { seriousFaults } from "../examine.ts";
import { button, expect, test, WITH_ADAPTER } from "../fixtures.ts";

// Chromium itself, because the headless shell puts less on a page.
test.use(WITH_ADAPTER);

/** The number of sheets that the page prints on, with the margins that browsers leave. */
async function pagesOf(page: Page): Promise<number | undefined> {
  const margin = { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" };
  const pdf = (await page.pdf({ format: "A4", margin })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b/g)?.length;
}

test("“Why it works” opens alone by its link, and prints on one sheet", async ({ page }) => {
  await page.goto("/?view=why-it-works#v=2&data=random&d=24&r=2&T=50");
  const view = page.getByRole("dialog", { name: "Why it works" });
  await expect(view).toContainText("same partner and is shorter");
  expect(await seriousFaults(page)).toEqual([]);
  expect(await pagesOf(page)).toBe(1);
});

test("the hand-out begins with “Why it works” on a page of its own, and has an address, a figure and room for each lesson; its key is apart, and all questions fit on one page", async ({
  page,
}) => {
  await page.goto("/?view=lessons#v=2&data=random&d=24&r=2&T=50");
  await button(page, "Hand-out").click();
  const sheet = page.getByRole("dialog", { name: "Hand-out" });
  const { exercises } = lessonOf("rates");
  await expect(sheet.getByText(exercises[0]?.task ?? "")).toBeVisible();
  await expect(sheet).toContainText("/#v=2&lesson=memory.1");
  await expect(sheet.getByRole("img", { name: "QR code of the link" })).toHaveCount(LESSONS.length);
  await expect(sheet.getByRole("figure", { name: "Network diagram" })).toHaveCount(LESSONS.length);
  await expect(sheet).not.toContainText(exercises[0]?.answer ?? "");
  // With nothing after the first page, the sheet is one page.
  await sheet.locator(".hand-out-lesson").evaluateAll((all) => {
    for (const one of all as HTMLElement[]) one.hidden = true;
  });
  expect(await pagesOf(page)).toBe(1);
  await button(page, "Key").click();
  await expect(page.getByRole("dialog", { name: "Key" })).toContainText(exercises[0]?.answer ?? "");
  await button(page, "Predictions").click();
  await expect(page.getByRole("dialog", { name: "Predictions" })).toContainText("☐ The photograph only");
  expect(await pagesOf(page)).toBe(1);
});
