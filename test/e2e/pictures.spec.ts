/** Pictures: values of an entry by pointer and keyboard, one seen large, and those of the weights. */
import type { Page } from "@playwright/test";
import { button, finish, open, test, expect } from "./fixtures.ts";

const RUN = "#v=1&data=random&d=16&r=1&T=200&seed=3&p=0.5&nets=original,yaras,thin";

async function openFinished(page: Page): Promise<void> {
  await open(page, RUN, "?backend=cpu");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
  await finish(page);
}

test("an entry is pointed at by pointer or arrow keys, the same in all pictures", async ({ page }) => {
  await openFinished(page);
  const pictures = page.getByRole("region", { name: "Pictures" });
  const values = page.getByRole("list", { name: "Values of the entry" });
  const pointer = pictures.getByRole("slider", { name: /^Entry of the matrix/ });
  await pointer.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(values).toContainText("Row 2, column 3");
  await expect(values).toContainText(/target −?\d\.\d+(e-\d+)? \((hidden|shown)\)/);
  const told = (await pointer.getAttribute("aria-valuetext")) ?? "";
  const [target, original] = [/target (\S+),/, /Original (\S+),/].map((pattern) =>
    Number(pattern.exec(told)?.[1]?.replace("−", "-")),
  );
  // At step 200 the original has learned little of a hidden entry: two values, both numbers.
  expect(Number.isFinite(target)).toBe(true);
  expect(Number.isFinite(original)).toBe(true);
  await page.keyboard.press("End");
  await expect(values).toContainText("Row 2, column 16");
  await page.keyboard.press("Escape");
  await expect(values).toHaveCount(0);

  const estimate = page
    .getByRole("figure")
    .filter({ has: page.getByRole("img", { name: "Thin: estimate" }) });
  const box = await estimate.getByRole("img", { name: "Thin: estimate" }).boundingBox();
  if (!box) throw new Error("the picture has no place");
  await page.mouse.move(box.x + (4.5 / 16) * box.width, box.y + (7.5 / 16) * box.height);
  await expect(values).toContainText("Row 8, column 5");
});

test("a picture is seen large and live, its values too", async ({ page }) => {
  await open(page, RUN, "?backend=cpu");
  await button(page, "Enlarge").click();
  const sheet = page.getByRole("dialog", { name: "Picture" });
  await sheet.getByRole("combobox", { name: "Which picture" }).selectOption({ label: "Thin: estimate" });
  await expect(sheet.getByRole("img", { name: "Thin: estimate" })).toBeVisible();
  await sheet.getByRole("slider", { name: /^Entry of the matrix/ }).press("ArrowRight");
  await expect(sheet.getByRole("list", { name: "Values of the entry" })).toContainText("Row 1, column 2");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await page.getByRole("img", { name: "Yaras: difference" }).dblclick({ force: true });
  await expect(sheet.getByRole("img", { name: /^Yaras: difference/ })).toBeVisible();
});

test("weights are pictures too, on demand: those of the network, and their values", async ({ page }) => {
  await openFinished(page);
  const pictures = page.getByRole("region", { name: "Pictures" });
  await pictures.getByText("Weight matrices", { exact: true }).click();
  await expect(pictures.getByRole("img", { name: "Yaras: weights U" })).toBeVisible();
  const first = pictures.getByRole("img", { name: "Original: weights W₁" });
  const colours = () =>
    first.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      return new Set(Uint32Array.from(new Uint32Array(data?.buffer ?? new ArrayBuffer(0)))).size;
    });
  // Beside U, of orthonormal columns, the original's small weights are nearly white.
  await expect.poll(colours).toBeLessThan(10);
  await pictures.getByRole("checkbox", { name: "One scale for all" }).uncheck();
  await expect.poll(colours).toBeGreaterThan(40);
  await first.hover({ force: true });
  await expect(pictures).toContainText(/Original, W₁: Row \d+, column \d+: −?\d/);
});

test("a mask is drawn by mouse and by keyboard, can be taken back, and stays in the link", async ({
  page,
}) => {
  await open(page, RUN, "?backend=cpu");
  await button(page, "Draw the mask").click();
  const sheet = page.getByRole("dialog", { name: "Draw the mask" });
  const picture = sheet.getByRole("application", { name: /arrow keys move the brush/ });
  const status = sheet.getByRole("status").filter({ hasText: "hidden." });
  await expect(status).toHaveText("0 % of the entries are hidden.");
  const box = await picture.boundingBox();
  if (!box) throw new Error("the picture has no place");
  const to = (col: number, row: number) =>
    page.mouse.move(box.x + ((col + 0.5) / 16) * box.width, box.y + ((row + 0.5) / 16) * box.height);
  await sheet.getByRole("slider", { name: "Brush" }).fill("1");
  await to(2, 2);
  await page.mouse.down();
  await to(5, 2);
  await to(5, 4);
  await page.mouse.up();
  await expect(status).toHaveText("2.3 % of the entries are hidden.");
  await picture.press("ArrowDown");
  await expect(sheet.getByText("Row 6, column 6: shown")).toBeVisible();
  await picture.press(" ");
  await expect(sheet.getByText("Row 6, column 6: hidden")).toBeVisible();
  await expect(status).toHaveText("2.7 % of the entries are hidden.");
  await sheet.getByRole("button", { name: "shows" }).click();
  await picture.press("ArrowUp");
  await picture.press(" ");
  await expect(status).toHaveText("2.3 % of the entries are hidden.");
  for (const _ of [1, 2]) await sheet.getByRole("button", { name: "Undo" }).click();
  await expect(status).toHaveText("2.3 % of the entries are hidden.");
  await sheet.getByRole("button", { name: "Invert" }).click();
  await expect(status).toHaveText("97.7 % of the entries are hidden.");
  await sheet.getByRole("button", { name: "Clear" }).click();
  await expect(status).toHaveText("0 % of the entries are hidden.");
  for (const _ of [1, 2]) await sheet.getByRole("button", { name: "Undo" }).click();
  await sheet.getByRole("button", { name: "Use this mask" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page).toHaveURL(/mask=drawn&drawn=16x16\./);
  const observed = page.getByRole("img", { name: "Observed: 98 % of 256 entries" });
  await expect(observed).toBeVisible();
  await page.reload();
  await expect(observed).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Which entries are seen" })).toHaveValue("drawn");
});
