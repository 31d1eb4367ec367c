/** The gallery: recorded claims above the page, and how a user gets from one of them to a live experiment. */
import type { Page } from "@playwright/test";
import { button, finish, open, openSettings, SMALL, test, expect } from "../fixtures.ts";

const gallery = (page: Page) => page.getByRole("dialog", { name: "The papers’ claims, checked" });

test("a claim is shown with its verdict and date, is judged here, and Stop ends its runs", async ({
  page,
}) => {
  await open(page);
  await button(page, "Gallery").click();
  const theorem = gallery(page).getByRole("listitem", { name: "Each layer moves in 2r directions only" });
  await expect(theorem).toContainText("pass");
  await expect(theorem).toContainText(/recorded \d{4}-\d\d-\d\d/);
  await expect(theorem).toContainText("“Judge it here” trains 3 runs");
  await expect(theorem.getByRole("img", { name: /recorded: singular values of W₁/ })).toBeVisible();
  const ratings = gallery(page).getByRole("listitem", { name: "Film ratings" });
  await expect(ratings).toContainText("needs your file");
  await page.keyboard.press("Escape");
  await expect(button(page, "Gallery")).toBeFocused();
  await button(page, "Gallery").click();
  await theorem.getByRole("button", { name: /^Judge it here/ }).click();
  await expect(theorem).toContainText("pass here, with all seeds");
  await expect(theorem).toContainText("3 singular values rise and 3 fall, all monotone (CPU, float64)");
  const alignment = gallery(page).getByRole("listitem", { name: "The outer layers find the data" });
  await alignment.getByRole("button", { name: /^Judge it here/ }).click();
  await expect(alignment).toContainText(/run 1 of 6 \(factorization, seed 0\), step [\d,]+ of 60,000/);
  await alignment.getByRole("button", { name: /^Stop/ }).click();
  await expect(alignment).toContainText("Stopped. Finished runs were not kept.");
  await theorem.getByRole("link", { name: /^Train one run/ }).click();
  await expect(gallery(page)).toBeHidden();
  await finish(page);
  await openSettings(page);
  await expect(page.getByRole("spinbutton", { name: "Size d" })).toHaveValue("30");
});

test("has an address of its own, which leaves the experiment's alone, and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/?backend=cpu&view=gallery${SMALL}`);
  await expect(gallery(page).getByRole("listitem").first()).toContainText("pass");
  expect(await gallery(page).evaluate((dialog) => dialog.scrollWidth)).toBeLessThanOrEqual(390);
  const heights = await gallery(page)
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await page.keyboard.press("Escape");
  await expect(gallery(page)).toBeHidden();
  await expect(page).not.toHaveURL(/view=/);
  expect(page.url()).toContain(SMALL);
  await finish(page);
});
