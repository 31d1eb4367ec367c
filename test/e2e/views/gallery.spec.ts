/** The gallery: recorded claims above the page, and how a user gets from one of them to a live experiment. */
import type { Page } from "@playwright/test";
import { button, expectStatus, finish, open, openSettings, SMALL, test, expect } from "../fixtures.ts";

const gallery = (page: Page) => page.getByRole("dialog", { name: "The papers’ claims, checked" });

const comparing = (page: Page) => page.getByRole("region", { name: "Comparison" });

test("a claim is shown with its verdict and date, and runs here; a card runs its claim, and Stop ends it", async ({
  page,
}) => {
  await open(page);
  await button(page, "Gallery").click();
  const theorem = gallery(page).getByRole("listitem", { name: "Each layer moves in 2r directions only" });
  await expect(theorem).toContainText("pass");
  await expect(theorem).toContainText(/recorded \d{4}-\d\d-\d\d/);
  await expect(theorem).toContainText("its criterion needs the singular values of each layer");
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

  await page.getByRole("combobox", { name: "Speed" }).selectOption("watch");
  await button(page, "Gallery").click();
  await gallery(page)
    .getByRole("link", { name: "Run it here: Kwon’s network factorizes in fewer steps" })
    .click();
  await expect(gallery(page)).toBeHidden();
  await expect(comparing(page)).toContainText("Arm 1 of 1: α = 1");
  await expect(page).toHaveURL(/compare=kwon-mf#/);
  await comparing(page).getByRole("button", { name: "Stop" }).click();
  await expect(comparing(page)).toBeHidden();
  await expect(page).not.toHaveURL(/compare=/);
  await expectStatus(page, "paused");
});

test("a link runs all runs of a claim in one chart and judges them beside the recorded verdict", async ({
  page,
}) => {
  await page.goto("/?backend=cpu&compare=narrow-vs-compressed");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
  await expect(comparing(page)).toContainText(/Arm \d of 3: r̂ = /);
  await expect(comparing(page)).toContainText(/Here, with seed 0 alone: pass\./);
  await expect(comparing(page)).toContainText(/Recorded \d{4}-\d\d-\d\d with 3 seeds: pass\./);
  const pins = page.getByRole("list", { name: "Pinned runs" }).getByRole("textbox");
  await expect(pins).toHaveCount(2);
  await expect(pins.first()).toHaveValue("r̂ = r");
  await expect(pins.last()).toHaveValue("r̂ = 2r");
  // Curves that end at one place share a name.
  await expect(page.locator(".plot-frame").getByText("r̂ = 2r").first()).toBeAttached();
  await expect(page).toHaveURL(/compare=narrow-vs-compressed#/);
  await button(page, "Gallery").click();
  const card = gallery(page).getByRole("listitem", {
    name: "a compressed network needs fewer steps than an equally narrow one",
  });
  await expect(card).toContainText("pass here, with seed 0 alone");
  await page.keyboard.press("Escape");
  await comparing(page).getByRole("button", { name: "Repeat as a sweep" }).click();
  await expect(page).toHaveURL(/sweep=arm:narrow-vs-compressed\.0,narrow-vs-compressed\.1,.*seeds:3/);
  await expect(page.getByRole("button", { name: /^Make 9 runs of [\d,]+ steps$/ })).toBeEnabled();
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
