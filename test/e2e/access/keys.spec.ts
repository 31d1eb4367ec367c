/** Single-key shortcuts: what each key does, and when the keys do nothing. */
import type { Locator, Page } from "@playwright/test";
import { button, currentStep, expect, expectStatus, LONG, open, SMALL, test } from "../fixtures.ts";

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
  await expect(page.getByText("This run is pinned. Pinned runs: 1.")).toBeAttached();
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

test("m walks through the parts of the page, each in sight and marked; arrows, Home, End and Page keys change a slider, and ? explains it; ? lists all keys; none acts while the user types, in a sheet, with Ctrl, or when they are turned off", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expectStatus(page, "ready");
  const part = (name: string) => page.getByRole("region", { name, exact: true });
  await page.keyboard.press("m");
  await expect(page.getByRole("group", { name: "Main settings" })).toBeFocused();
  await page.keyboard.press("m");
  await expect(part("Observed, target and difference")).toBeFocused();
  await page.keyboard.press("m");
  await expect(page.getByRole("figure", { name: "Network diagram" })).toBeFocused();
  await page.keyboard.press("m");
  await expect(part("Error")).toBeFocused();
  await expect(part("Error")).toBeInViewport();
  await expect(part("Error")).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Tab");
  await page.keyboard.press("m");
  await expect(part("Error")).not.toBeFocused();

  const slider = page.getByRole("slider", { name: "Rank r", exact: true });
  const value = page.getByRole("spinbutton", { name: "Rank r", exact: true });
  const before = Number(await value.inputValue());
  await slider.press("ArrowRight");
  await expect(value).toHaveValue(String(before + 1));
  await slider.press("ArrowLeft");
  await expect(value).toHaveValue(String(before));
  await slider.press("PageUp");
  await expect(value).not.toHaveValue(String(before));
  await slider.press("PageDown");
  await expect(value).toHaveValue(String(before));
  for (const [key, bound] of [
    ["End", "aria-valuemax"],
    ["Home", "aria-valuemin"],
  ] as const) {
    await slider.press(key);
    await expect(slider).toHaveAttribute("aria-valuenow", (await slider.getAttribute(bound)) ?? "");
  }
  await expect(slider).toBeFocused();
  await slider.press("?");
  const about = button(page, "About: Rank r");
  await expect(about).toHaveAttribute("aria-expanded", "true");
  const sheet = page.getByRole("dialog", { name: "Keyboard" });
  await expect(sheet).toHaveCount(0);

  // Elsewhere, ? lists all keys.
  await about.blur();
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

/**
 * Moves by Tab, and by arrow keys within the target's toolbar. Each focused element on the way must be marked, inside
 * the window and uncovered.
 */
async function tabTo(page: Page, target: Locator, most = 150): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    if (await arrowTo(page, target)) return;
  }
  throw new Error(`${most} Tabs do not reach ${target.toString()}`);
}

/**
 * Moves by arrow keys within the toolbar that has the focus. Returns whether the target then has the focus.
 */
async function arrowTo(page: Page, target: Locator): Promise<boolean> {
  for (let presses = 0; ; presses++) {
    expect(await page.evaluate(unseenFocus)).toBeUndefined();
    const { isHere, key } = await target.evaluate((element) => {
      const toolbar = element.closest("[role=toolbar]");
      const isInToolbar = document.activeElement && toolbar?.contains(document.activeElement);
      const arrow = toolbar?.getAttribute("aria-orientation") === "vertical" ? "ArrowDown" : "ArrowRight";
      return { isHere: element === document.activeElement, key: isInToolbar ? arrow : "" };
    });
    if (isHere) return true;
    if (key === "" || presses === 40) return false;
    await page.keyboard.press(key);
  }
}

function unseenFocus(): string | undefined {
  const one = document.activeElement;
  // Between the last element and the first, the browser itself has the focus.
  if (!one || one === document.body) return undefined;
  const { left, top, width, height } = one.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + Math.min(height, window.innerHeight / 2) / 2];
  const onTop = document.elementFromPoint(x, y);
  const isMarked = getComputedStyle(one).outlineStyle !== "none";
  const isSeen = onTop !== null && (one.contains(onTop) || onTop.contains(one));
  return isMarked && isSeen
    ? undefined
    : `${one.outerHTML.slice(0, 120)} is beneath ${onTop?.outerHTML.slice(0, 120)}`;
}

for (const [where, width] of [
  ["a wide page", 1280],
  ["a phone", 360],
] as const)
  test(`rank, play, pin, share and copy, by keyboard alone on ${where}`, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.setViewportSize({ width, height: 740 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`/?backend=cpu${SMALL}`);
    await expectStatus(page, "ready");
    // Counted from the start of the page, each toolbar is one tab stop.
    await tabTo(page, page.getByRole("spinbutton", { name: "Compression rank r̂" }), 12);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/rhat=5/);
    await expectStatus(page, "ready");
    await tabTo(page, button(page, "Play"));
    await page.keyboard.press(">");
    await page.keyboard.press("Enter");
    await expectStatus(page, "finished");
    await tabTo(page, button(page, "Pin this run"), 40);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem")).toHaveCount(1);
    const opener = button(page, width < 768 ? "Menu" : "Share");
    await tabTo(page, opener);
    await page.keyboard.press("Enter");
    if (width < 768) {
      await tabTo(page, button(page, "Share"));
      await page.keyboard.press("Enter");
    }
    await expect(page.getByRole("dialog")).toBeVisible();
    await tabTo(page, button(page, "Copy link"));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain("rhat=5");
    await page.keyboard.press("Escape");
    await expect(opener).toBeFocused();
  });
