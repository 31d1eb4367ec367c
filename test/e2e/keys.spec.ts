/** Single keys: what each does, and where they keep out of the way. */
import type { Page } from "@playwright/test";
import { button, currentStep, expect, expectStatus, LONG, open, test } from "./fixtures.ts";

const expectStep = (page: Page, step: number) => expect.poll(() => currentStep(page)).toBe(step);

test("single keys train, step, reset, look back, pin and share", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, LONG);
  await expectStatus(page, "ready");
  for (const [key, step] of [
    [".", 1],
    ["x", 11],
    ["c", 111],
  ] as const) {
    await page.keyboard.press(key);
    await expectStep(page, step);
  }
  await page.keyboard.press("j");
  await expect(page.getByText(/training is at step 111/)).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByText(/training is at step 111/)).toBeHidden();
  await page.keyboard.press("p");
  await expect(page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("r");
  await expectStep(page, 0);
  await page.keyboard.press(">");
  await expect(page.getByRole("combobox", { name: "Speed" })).toHaveValue("full");
  await page.keyboard.press("<");
  await expect(page.getByRole("combobox", { name: "Speed" })).not.toHaveValue("full");
  await page.keyboard.press("Space");
  await expectStatus(page, "training");
  await page.keyboard.press("Space");
  await expectStatus(page, "paused");
  await page.keyboard.press("n");
  await expect(page).not.toHaveURL(/seed=3&/);
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog", { name: "Share this experiment" })).toBeVisible();
});

test("m walks through the parts of the page, each in sight and marked", async ({ page }) => {
  await open(page);
  const part = (name: string) => page.getByRole("region", { name, exact: true });
  await page.keyboard.press("m");
  await expect(page.getByRole("form", { name: "Experiment" })).toBeFocused();
  await page.keyboard.press("m");
  await page.keyboard.press("m");
  await page.keyboard.press("m");
  await expect(part("Error")).toBeFocused();
  await expect(part("Error")).toBeInViewport();
  await expect(part("Error")).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Tab");
  await page.keyboard.press("m");
  await expect(part("Error")).not.toBeFocused();
});

test("? lists all keys; none acts while one types, in a sheet, with Ctrl, or when they are turned off", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expectStatus(page, "ready");
  const sheet = page.getByRole("dialog", { name: "Keyboard" });
  await page.keyboard.press("?");
  await expect(sheet.getByRole("row", { name: "Space Play or pause" })).toBeVisible();
  await page.keyboard.press(".");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  const name = page.getByRole("spinbutton", { name: "Compression rank r̂" });
  await name.focus();
  await page.keyboard.press(".");
  await page.keyboard.press("Escape");
  await button(page, "Skip to the result").focus();
  await page.keyboard.press("Control+x");
  await button(page, "Reset").focus();
  await page.keyboard.press("Space");
  await expectStatus(page, "ready");
  await expectStep(page, 0);
  await button(page, "Keyboard").focus();
  await page.keyboard.press("Enter");
  await sheet.getByRole("checkbox", { name: /^Single keys/ }).press("Space");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(button(page, "Keyboard")).toBeFocused();
  await page.reload();
  await expectStatus(page, "ready");
  await page.keyboard.press("x");
  await page.keyboard.press("?");
  await expect(sheet).toHaveCount(0);
  await expectStep(page, 0);
});
