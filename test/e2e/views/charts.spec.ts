/** The error chart: its axes, crosshair, zoom, table, and the runs that are pinned to it. */
import type { Page } from "@playwright/test";
import { button, expect, expectStatus, finish, costCell, open, SMALL, test } from "../fixtures.ts";

const panel = (page: Page) => page.getByRole("region", { name: "Error", exact: true });
const crosshair = (page: Page) => page.getByRole("slider", { name: /^Crosshair of Error/ });

test("the crosshair tells the values of its step; seconds and FLOPs are other axes of the same run; zoom and whole run; a pinned run stays as a ghost, with the difference in words, also when the page is opened again; there are at most nine", async ({
  page,
}) => {
  await open(page);
  await finish(page);
  await crosshair(page).focus();
  await page.keyboard.press("End");
  await expect(crosshair(page)).toHaveAttribute("aria-valuetext", /^step 400: Original \d/);
  const readout = panel(page).getByRole("table");
  await expect(async () => {
    const shown = await costCell(page, "Recovery error", "Original");
    await expect(readout).toContainText(shown, { timeout: 1000 });
  }).toPass();
  await page.keyboard.press("ArrowLeft");
  await expect(crosshair(page)).toHaveAttribute("aria-valuenow", "396");
  await page.keyboard.press("Escape");
  await expect(readout).toHaveCount(0);
  await expect(async () => {
    await crosshair(page).hover({ position: { x: 2, y: 60 } });
    await expect(readout).toContainText(/step [0-3]/, { timeout: 1000 });
  }).toPass();

  const axis = page.getByRole("group", { name: "Horizontal axis" });
  await axis.getByRole("button", { name: "work" }).click();
  await crosshair(page).focus();
  await page.keyboard.press("End");
  await expect(crosshair(page)).toHaveAttribute("aria-valuetext", /FLOPs: Original/);
  await axis.getByRole("button", { name: "time" }).click();
  await expect(panel(page)).toContainText("its own measured time");
  await finish(page);
  await axis.getByRole("button", { name: "steps" }).click();
  await button(page, "Zoom in").click();
  await expect(panel(page).getByRole("status")).toHaveText("Shown: 100 to 300.");
  await panel(page).getByText("Table", { exact: true }).click();
  const rows = panel(page).getByRole("table", { name: "Error" }).getByRole("rowheader");
  await expect(rows.first()).toHaveText("100");
  await expect(rows.last()).toHaveText("300");
  await button(page, "Whole run").click();
  await expect(rows.last()).toHaveText("400");

  const reached = await costCell(page, "Recovery error", "Thin");
  await button(page, "Pin this run").click();
  const pins = page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem");
  await expect(pins).toContainText("the same settings as now");
  await page.getByRole("textbox", { name: "Name of pinned run 1" }).fill("narrower");
  await page.getByRole("spinbutton", { name: "Compression rank r̂" }).fill("6");
  await page.keyboard.press("Enter");
  await expect(pins).toContainText("Compression rank r̂ 4 → 6");
  await expect(page).toHaveURL(/rhat=6/);
  await page.reload();
  await finish(page);
  await expect(pins).toContainText("Compression rank r̂ 4 → 6");
  await panel(page).getByText("Table", { exact: true }).click();
  const table = panel(page).getByRole("table", { name: "Error" });
  await expect(table.getByRole("columnheader", { name: /Thin \(narrower\)/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^400/ }).getByRole("cell").last()).toContainText(reached);
  await button(page, "Unpin run 1").click();
  await expect(pins).toHaveCount(0);

  // Nine pins outlast Reset, New seed and a reload, and there is no tenth.
  for (let count = 1; count <= 9; count++) {
    await button(page, "Pin this run").click();
    await expect(pins).toHaveCount(count);
  }
  await expect(button(page, "Pin this run")).toBeDisabled();
  await button(page, "Reset").click();
  await expectStatus(page, "ready");
  await expect(pins).toHaveCount(9);
  await button(page, "New seed").click();
  await expect(pins.first()).toContainText(/Seed 3 → \d+/);
  await expect(pins).toHaveCount(9);
  await page.reload();
  await finish(page);
  await expect(pins).toHaveCount(9);
});

test("two tabs have the same pinned runs, and neither overwrites the other's", async ({ page, context }) => {
  const other = await context.newPage();
  const pins = (one: Page) => one.getByRole("list", { name: "Pinned runs" }).getByRole("listitem");
  const pinIn = async (one: Page): Promise<void> => {
    await one.bringToFront();
    await button(one, "Pin this run").click();
  };
  for (const one of [page, other]) {
    await open(one, SMALL.replace("T=400", "T=20"));
    await finish(one);
  }
  await pinIn(page);
  await expect(pins(other)).toHaveCount(1);
  await pinIn(other);
  await expect(pins(page)).toHaveCount(2);
  await pinIn(page);
  await expect(pins(other)).toHaveCount(3);
  await button(other, "Unpin run 1").click();
  await expect(pins(page)).toHaveCount(2);
  await page.getByRole("textbox", { name: "Name of pinned run 2" }).fill("mine");
  await expect(other.getByRole("textbox", { name: "Name of pinned run 2" })).toHaveValue("mine");
  await other.reload();
  await expect(pins(other)).toHaveCount(2);
});
