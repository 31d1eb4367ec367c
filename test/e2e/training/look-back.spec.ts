/** Looking back at recorded steps of a run, and continuing to train from one of them. */
import type { Page } from "@playwright/test";
import { button, currentStep, expect, expectStatus, open, SMALL, test } from "../fixtures.ts";

/** A run of two seconds, slow enough for the page to record many of its steps. */
async function openWatched(page: Page): Promise<void> {
  await open(page, SMALL.replace("T=400", "T=100"));
  await page.getByRole("combobox", { name: "Speed" }).selectOption("50");
  await expectStatus(page, "finished");
}

test("recorded steps are looked at by keyboard, and training goes on from one of them", async ({ page }) => {
  await openWatched(page);
  const scrubber = page.getByRole("slider", { name: "Look back at a recorded step" });
  const card = page.getByRole("figure").filter({ has: page.getByRole("img", { name: "Thin: estimate" }) });
  const present = await card.innerText();
  await scrubber.focus();
  await page.keyboard.press("Home");
  const message = page.locator(".message-line");
  await expect(message).toContainText("You see step 0; training is at step 100.");
  await expect(card).not.toHaveText(present);
  await page.keyboard.press("ArrowRight");
  await expect(message).toContainText(/You see step [1-9]\d*; training is at step 100/);
  await button(page, "Back to the present").click();
  await expect(message).not.toContainText("You see step");
  await expect.poll(() => card.innerText()).toBe(present);

  await scrubber.focus();
  await page.keyboard.press("ArrowLeft");
  const fork = page.getByRole("button", { name: /^Train again from step \d+$/ });
  const from = Number((await fork.innerText()).replace(/\D/g, ""));
  expect(from).toBeLessThan(100);
  await fork.click();
  await expect.poll(() => currentStep(page)).toBe(from);
  await expect(page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem")).toHaveCount(1);
  await button(page, "Step 10").click();
  await expect.poll(() => currentStep(page)).toBe(from + 10);
});

test("a rate that is changed while looking back branches off at that step, beside the curve so far", async ({
  page,
}) => {
  await openWatched(page);
  await page.getByRole("slider", { name: "Look back at a recorded step" }).focus();
  await page.keyboard.press("ArrowLeft");
  const message = page.locator(".message-line");
  await expect(message).toContainText(/You see step \d+/);
  const step = Number(/You see step (\d+)/.exec(await message.innerText())?.[1]);
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(100);
  await page.getByRole("spinbutton", { name: "Learning rate η̂" }).fill("0.1");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem")).toHaveCount(1);
  await expect.poll(() => currentStep(page)).toBeGreaterThan(step);
  await expect(message).not.toContainText("You see step");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText(`This run had other settings before step ${step}.`)).toBeVisible();
  await page.keyboard.press("Escape");
  // The old curve belongs to the old target.
  await page.getByRole("spinbutton", { name: "Rank r", exact: true }).fill("3");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Pinned runs" })).toContainText("another problem");
});
