/**
 * Rules that stop a run before its last step. The user chooses a rule, the link keeps it, the page names it
 * when it is met, and further training ignores it.
 */
import {
  button,
  costCell,
  currentStep,
  expect,
  expectStatus,
  open,
  openSettings,
  test,
} from "../fixtures.ts";

const RUN = "#v=2&task=mf&data=random&d=16&r=1&T=4000&nets=original,thin";

test("training stops below an error, on a plateau or after a time, by a rule that is chosen and in the link, and goes on without it; it stops at the least error of an inner validation split, which the page names and draws", async ({
  page,
}) => {
  await open(page, RUN, "?backend=cpu");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
  await openSettings(page);
  await page
    .getByRole("combobox", { name: "Stop early" })
    .selectOption({ label: "All recovery errors below …" });
  await page.getByRole("spinbutton", { name: "Stop below error" }).fill("0.01");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/stop=recoveryAll&below=0\.01/);
  const message = page.locator(".message-line");
  await expect(message).toContainText(/recovery error of all networks below 0\.01 at step [\d,]+\./);
  const reached = async (name: string): Promise<number> =>
    Number((await costCell(page, "Steps to recovery error 1e-2", name)).replace(",", ""));
  const named = /at step ([\d,]+)\./.exec(await message.innerText())?.[1];
  await expect
    .poll(async () => Math.max(await reached("Original"), await reached("Thin")))
    .toBe(Number(named?.replace(",", "")));
  expect(await currentStep(page)).toBeLessThan(4000);
  await page.waitForTimeout(400); // a click right away would count as a click on Pause
  await button(page, "Play").click();
  await expectStatus(page, "finished");
  await expect(message).not.toContainText("Stopped:");

  // A plateau and the time are other rules.
  await page.goto(`/?backend=cpu${RUN}&T=100000&stop=plateau&patience=100`);
  await expect(message).toContainText("no recovery error has fallen by 1 % in 100 steps");
  await page.goto(`/?backend=cpu${RUN}&T=10000000&secs=0.5`);
  await expect(message).toContainText("Stopped: after 0.5 s of training");

  await open(
    page,
    "#v=2&data=random&d=16&r=1&p=0.6&noise=0.4&eta=1&eps=0.3&T=3000&nets=original",
    "?backend=cpu",
  );
  await page.getByRole("spinbutton", { name: "Validation share v" }).fill("0.15");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/val=0\.15/);
  await expect(page.getByText("23 of the observed entries (15 %) are held out for validation")).toBeVisible();
  await expect(message).toContainText(/back at its best step, [\d,]+\./);
  const best = /best step, ([\d,]+)\./.exec(await message.innerText())?.[1] ?? "";
  await expect.poll(() => currentStep(page)).toBe(Number(best.replace(",", "")));
  await button(page, "About: this chart").focus();
  await expect(page.getByText("Dash-dotted: validation error.")).toBeVisible();
  const validation = async (): Promise<(string | undefined)[]> => [
    await costCell(page, "Validation error", "Original"),
    (await costCell(page, "Best validation error", "Original")).split("at")[0]?.trim(),
  ];
  await expect(async () => {
    const [now, least] = await validation();
    expect(now).toBe(least);
  }).toPass();
  await expect(page.locator('.plot path[stroke-dasharray="9 3 2 3"]').first()).toHaveAttribute("d", /^M.*L/);
});
