/** The experiment as code: the user chooses a language, reads the code, copies it and downloads it. */
import { readFile } from "node:fs/promises";
import { button, expect, open, SMALL, test } from "../fixtures.ts";

test("the experiment is shown as a script and downloaded, and fits a phone", async ({ page }) => {
  await open(page);
  await button(page, "Code").click();
  const dialog = page.getByRole("dialog", { name: "This experiment as code" });
  const script = dialog.getByLabel("Script");
  await expect(script).toContainText("def gradients(W, problem):");
  await dialog.getByRole("radio", { name: "PyTorch" }).check();
  await expect(script).toContainText("import torch");
  await expect(script).toContainText("d=24&r=2&T=400&seed=3");
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, /^Download/).click()]);
  expect(file.suggestedFilename()).toBe("experiment.py");
  expect(await readFile(await file.path(), "utf8")).toBe(await script.textContent());
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`/?backend=cpu${SMALL},altmin`);
  await button(page, "Menu").click();
  await button(page, "Code").click();
  await expect(dialog.getByLabel("Script")).toContainText("import numpy");
  await expect(dialog).toContainText("leaves out alternating minimization");
  expect(await dialog.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(320);
});
