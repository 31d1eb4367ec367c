import {
  button,
  currentStep,
  finish,
  costCell,
  LONG,
  open,
  openSettings,
  SMALL,
  test,
  expect,
  expectStatus,
} from "../fixtures.ts";
import { formatSetting } from "../../../src/store/format.ts";
import { nudged } from "../../../src/ui/controls/inputs/limit-note.ts";

test("a new seed is another start; pause, step, and reset to the same start; a control makes a new run, and what depends on it follows", async ({
  page,
}) => {
  await open(page, LONG);
  await button(page, "New seed").click();
  await expect(page).toHaveURL(/seed=(?!3\b)\d+/);
  await expectStatus(page, "training");
  await button(page, "Pause").click();
  await expectStatus(page, "paused");
  await button(page, "Reset").click();
  await expectStatus(page, "ready");
  await expect.poll(() => currentStep(page)).toBe(0);
  const start = await costCell(page, "Recovery error", "Thin");

  await button(page, "Step 10").click();
  await expectStatus(page, "paused");
  await expect.poll(() => currentStep(page)).toBe(10);
  const atTen = await costCell(page, "Train error", "Original");
  await button(page, "Step 1").click();
  await expect.poll(() => currentStep(page)).toBe(11);
  await button(page, "Step 100").click();
  await expect.poll(() => currentStep(page)).toBe(111);

  await button(page, "Reset").click();
  await expect.poll(() => currentStep(page)).toBe(0);
  await expect.poll(() => costCell(page, "Recovery error", "Thin")).toBe(start);
  await button(page, "Step 10").click();
  await expect.poll(() => currentStep(page)).toBe(10);
  await expect.poll(() => costCell(page, "Train error", "Original")).toBe(atTen);

  await open(page);
  const parameters = await costCell(page, "Parameters", "Thin");
  await page.getByRole("spinbutton", { name: "Compression rank r̂" }).fill("3");
  await page.keyboard.press("Enter");
  await expect.poll(() => costCell(page, "Parameters", "Thin")).not.toBe(parameters);
  await expect(page).toHaveURL(/rhat=3/);

  await page.getByRole("slider", { name: "Rank r", exact: true }).press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("spinbutton", { name: "Rank r", exact: true })).toHaveValue("4");
  await expect(page).toHaveURL(/r=4/);

  const rate = page.getByRole("spinbutton", { name: /^Learning rate η/ });
  const rateBefore = Number(await rate.inputValue());
  await rate.press("ArrowUp");
  await expect(rate).toHaveValue(formatSetting(nudged(rateBefore, 1)));

  await openSettings(page);
  await page.getByRole("combobox", { name: "Problem" }).selectOption("mf");
  await expect(page.getByRole("spinbutton", { name: "Factor rate γ" })).toHaveValue("0");
  await expect(page.getByRole("img", { name: /^Target: the networks see every entry/ })).toBeVisible();

  await button(page, "Networks").click();
  await page.getByRole("checkbox", { name: /^Compressed, spectral start/ }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Compressed, spectral start" })).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "Factor rate α (Kwon)" })).toBeVisible();

  await page.getByRole("combobox", { name: "Data" }).selectOption("canyon");
  await expect(page).toHaveURL(/data=canyon/);
  await expect(page.getByRole("spinbutton", { name: "Size d" })).toHaveValue("24");
  await expect(page.getByRole("spinbutton", { name: "Compression rank r̂" })).toHaveValue("3");
  await expect(page.getByRole("rowheader", { name: "Hidden-pixel PSNR, dB", exact: true })).toBeVisible();
});

test("Reset during the preparation of a run leaves the run at its start", async ({ page }) => {
  let deliver: () => void = () => undefined;
  const wanted = new Promise<void>((resolve) => (deliver = resolve));
  await page.route("**/data/*.pgm", async (route) => {
    await wanted;
    await route.continue();
  });
  await page.goto("/?backend=cpu#v=2&data=alpine&d=32&T=400");
  await expectStatus(page, "preparing");
  await button(page, "Reset").click();
  deliver();
  await expectStatus(page, "ready");
  await page.waitForTimeout(500);
  await expectStatus(page, "ready");
  expect(await currentStep(page)).toBe(0);
});

test("a run finishes at its last step, and goes on when asked to; its chart has a legend, both quantities and values under the pointer", async ({
  page,
}) => {
  await open(page, SMALL.replace("T=400", "T=60"));
  await finish(page);
  await expect.poll(() => currentStep(page)).toBe(60);
  await page.waitForTimeout(500); // a click right away would count as a click on Pause
  await button(page, "Train more").click();
  await expect.poll(() => currentStep(page)).toBeGreaterThan(80);
  await button(page, "Pause").click();
  await expectStatus(page, "paused");

  await open(page, "#v=2&d=24&T=40");
  // After a pause, the next run does not start by itself.
  await expectStatus(page, "ready");
  await button(page, "Play").click();
  await finish(page);
  const panel = page.getByRole("region", { name: "Error" });
  // Advice that comes late may move the chart away from the pointer.
  await expect(async () => {
    await page.getByRole("slider", { name: /^Crosshair of Error/ }).hover({ position: { x: 250, y: 50 } });
    await expect(panel.getByRole("table")).toContainText("recovery", { timeout: 1000 });
  }).toPass();
  await page.getByRole("combobox", { name: "Quantity" }).selectOption("PSNR (dB)");
  await expect(page.getByRole("region", { name: "PSNR (dB)" })).toContainText("mean fill");
});

test("a run that would learn nothing says so first, and its button leads to learning; a rate above the limit diverges by name, and can be repaired; a combination with an unexpected effect is explained beside its control", async ({
  page,
}) => {
  await open(page, "#v=2&task=mf&data=random&d=24&r=2&L=5&nets=original,yaras&eps=0.02&T=1500");
  const warning = page.getByRole("region", { name: "Advice" });
  await expect(warning).toContainText(
    /Learning should start at about step [\d,]+; this run stops at 1,500\./,
  );
  await warning.getByRole("button", { name: "Start at ε = 0.19" }).click();
  await expect(warning.getByText("Learning should start")).toHaveCount(0);
  await finish(page);
  await expect(page.getByRole("region", { name: "Result so far" })).toContainText(/FLOPs per step/);

  await open(page, "#v=2&task=mf&data=random&d=24&r=2&T=300&eta=3&nets=original,thin");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(
    /Diverged: Original at step \d+, Thin at step \d+\. The learning rate is 3\.0× the stability limit/,
  );
  await openSettings(page);
  await expect(page.getByRole("list", { name: "Learning rate of each network" })).toContainText(
    "300 % of its limit",
  );
  await expect(page.getByRole("spinbutton", { name: "Learning rate η̂" })).toHaveAccessibleDescription(
    /Careful: Rates as a share of the stability limit: Original 300 %, Thin 300 %\. Above 100 % the error oscillates/,
  );
  const drawn = await page.locator("svg").evaluateAll((all) => all.map((svg) => svg.outerHTML).join());
  expect(drawn).toContain("<path");
  expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  await alert.getByRole("button", { name: /^Set the learning rate to 0\.\d+$/ }).click();
  await finish(page);
  await expect(alert).toHaveCount(0);
  await expect.poll(async () => Number(await costCell(page, "Train error", "Original"))).toBeLessThan(0.5);

  await open(
    page,
    "#v=2&task=ms&data=random&d=16&r=2&N=30&T=30&gamma=0&L=2&rhat=99&nets=original,yaras,kwon",
  );
  await finish(page);
  const described = (name: string) => expect(page.getByRole("spinbutton", { name, exact: true }));
  await described("Measurements N").toHaveAccessibleDescription(/Careful: .*60 degrees of freedom/);
  await described("Compression rank r̂").toHaveAccessibleDescription(/The largest possible r̂ here is 8/);
  await described("Factor rate γ").toHaveAccessibleDescription(/Careful: With γ = 0.* stalls/);
  await described("Factor rate α (Kwon)").toHaveAccessibleDescription(/only multiplies its learning rate/);
  await button(page, "About: Measurements N").focus();
  await expect(page.getByText("y_i = ⟨A_i, Φ⟩")).toBeVisible();
  await expect(page.getByText(/^From 1 to 65536: A has/)).toBeVisible();
  await page.getByRole("spinbutton", { name: "Measurements N" }).fill("200");
  await page.keyboard.press("Enter");
  await described("Measurements N").not.toHaveAccessibleDescription(/degrees of freedom/);
});
