/** The page on a phone: what is seen first, and what fingers can hit. */
import type { Page } from "@playwright/test";
import { settled, tooSmall, tooWide } from "../examine.ts";
import { button, finish, SMALL, test, expect, WITH_ADAPTER } from "../fixtures.ts";

// Chromium itself, because the headless shell follows a tap with movements of a mouse.
test.use({ ...WITH_ADAPTER, viewport: { width: 360, height: 640 }, hasTouch: true });

const expectFit = async (page: Page): Promise<void> => {
  await settled(page);
  expect([...(await tooWide(page)), ...(await tooSmall(page))]).toEqual([]);
};

test("on a phone, play, chart and rank are there without scrolling, fingers can hit everything, and even 320 pixels are enough; settings come in a sheet from below, the rest is in the menu", async ({
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
