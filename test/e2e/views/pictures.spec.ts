/**
 * Pictures: the values of an entry by pointer and keyboard, an enlarged picture, and pictures of the weights.
 */
import type { Page } from "@playwright/test";
import { button, finish, open, openSettings, test, expect } from "../fixtures.ts";

const RUN = "#v=2&data=random&d=16&r=1&T=200&seed=3&p=0.5&nets=original,yaras,thin";

async function openFinished(page: Page): Promise<void> {
  await open(page, RUN, "?backend=cpu");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
  await finish(page);
}

test("an entry is pointed at by pointer or arrow keys, the same in all pictures, and in a large one; a block of the diagram opens large, with its values, singular values and the mean gradient; depth and width change on the diagram", async ({
  page,
}) => {
  await openFinished(page);
  const pictures = page.getByRole("region", { name: "Pictures", exact: true });
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
  // At step 200, the original has learned little about a hidden entry, so both values differ, and both are
  // numbers.
  expect(Number.isFinite(target)).toBe(true);
  expect(Number.isFinite(original)).toBe(true);
  await page.keyboard.press("End");
  await expect(values).toContainText("Row 2, column 16");
  await page.keyboard.press("Escape");
  await expect(values).toHaveCount(0);

  const estimate = page
    .getByRole("figure")
    .filter({ has: page.getByRole("img", { name: "Thin: estimate" }) });
  await expect(async () => {
    const box = await estimate.getByRole("img", { name: "Thin: estimate" }).boundingBox();
    if (!box) throw new Error("the picture has no place");
    await page.mouse.move(box.x + (4.5 / 16) * box.width, box.y + (7.5 / 16) * box.height);
    await expect(values).toContainText("Row 8, column 5", { timeout: 1000 });
  }).toPass();

  // The large picture is live, and so are its values.
  await page.mouse.move(1, 1);
  await expect(values).toHaveCount(0);
  await button(page, "Reset").click();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("watch");
  await button(page, "Play").click();
  await button(page, "Enlarge").click();
  const sheet = page.getByRole("dialog", { name: "Picture" });
  await sheet.getByRole("combobox", { name: "Which picture" }).selectOption({ label: "Thin: estimate" });
  await expect(sheet.getByRole("img", { name: "Thin: estimate" })).toBeVisible();
  await sheet.getByRole("slider", { name: /^Entry of the matrix/ }).press("ArrowRight");
  await expect(sheet.getByRole("list", { name: "Values of the entry" })).toContainText("Row 1, column 2");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await pictures.getByRole("img", { name: "Compressed: difference" }).dblclick({ force: true });
  await expect(sheet.getByRole("img", { name: /^Compressed: difference/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);

  await finish(page);
  await test.step("a block of the diagram", async () => {
    const diagram = page.getByRole("figure", { name: "Network diagram" });
    await expect(diagram.getByRole("button", { name: /^Compressed: U, 16 × 4/ })).toBeVisible();
    // A choice of other directions turns a matrix over: away, and back with the other picture.
    await expect(diagram).toContainText("of what changed since step 0");
    const canvas = diagram
      .getByRole("button", { name: /^Original: W₁/ })
      .locator("canvas")
      .first();
    await canvas.evaluate((element: HTMLCanvasElement) => {
      const animate = element.animate.bind(element);
      element.animate = (...turn) => {
        element.dataset["turns"] = `${Number(element.dataset["turns"] ?? 0) + 1}`;
        return animate(...turn);
      };
    });
    const drawing = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
    const choice = diagram.getByRole("combobox", { name: "How the matrices are shown" });
    const own = await drawing();
    await choice.selectOption("as stored");
    await expect(canvas).toHaveAttribute("data-turns", "2");
    const stored = await drawing();
    expect(stored).not.toBe(own);
    await choice.selectOption("in their own directions");
    await expect(canvas).toHaveAttribute("data-turns", "4");
    expect(await drawing()).not.toBe(stored);

    await diagram.getByRole("button", { name: /^Original: W₂, 16 × 16/ }).click();
    const matrix = page.getByRole("dialog", { name: "Weight matrix" });
    await expect(matrix.getByRole("img", { name: "Original: W₂, weights" })).toBeVisible();
    await matrix.getByRole("img", { name: "Original: W₂, weights" }).hover({ force: true });
    await expect(matrix).toContainText(/Row \d+, column \d+: −?\d/);
    await expect(matrix).toContainText(/Largest: \d/);
    await expect(matrix).toContainText(/Mean gradient, steps \d+ to 200/);
    await matrix.getByRole("combobox", { name: "Which matrix" }).selectOption({ label: "Compressed: U" });
    await expect(matrix.getByRole("img", { name: "Compressed: U, mean gradient" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(matrix).toHaveCount(0);
    await expect(diagram.getByRole("button", { name: /^Original: W₂/ })).toBeFocused();

    const row = diagram.getByRole("group", { name: "Original" });
    await row.getByRole("button", { name: "Add a layer" }).click();
    await expect(row.getByRole("button", { name: /^Original: W₄/ })).toBeVisible();
    await expect(page.getByRole("spinbutton", { name: "Depth L" })).toHaveValue("4");
    await row.getByRole("button", { name: "Remove a layer" }).click();
    await expect(row.getByRole("button", { name: /^Original: W₄/ })).toHaveCount(0);
    const block = row.getByRole("button", { name: /^Original: W₂/ });
    const edge = row.getByTitle("Drag to change the width").first();
    const width = page.getByRole("spinbutton", { name: "Width" });
    // The row changes its scale when the run has loaded, which may be during a drag.
    await expect(async () => {
      // A press beside an edge that has just moved opens the block.
      if ((await page.getByRole("dialog").count()) > 0) await page.keyboard.press("Escape");
      await width.fill("16");
      await edge.hover();
      const [matrix16, box] = [
        await block.locator(".diagram-matrix").boundingBox(),
        await edge.boundingBox(),
      ];
      if (!matrix16 || !box) throw new Error("the matrix or its edge has no place");
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 - matrix16.width / 4, box.y + box.height / 2, { steps: 4 });
      await page.mouse.up();
      await expect(width).toHaveValue("12", { timeout: 5000 });
    }).toPass();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    // The lower row shows another network.
    await page.getByRole("combobox", { name: "Network in the lower row" }).selectOption({ label: "Thin" });
    await expect(diagram.getByRole("group", { name: "Thin" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Result so far" })).toContainText("Thin");
  });
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
  await openSettings(page);
  await expect(page.getByRole("combobox", { name: "Which entries are seen" })).toHaveValue("drawn");
});
