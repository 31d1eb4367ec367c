/** A worker of the page hangs, or the browser ends it. */
import type { Page } from "@playwright/test";
import {
  button,
  currentStep,
  expect,
  expectPast,
  expectStatus,
  LONG,
  notice,
  open,
  test,
} from "../fixtures.ts";
import { answeringWorkers } from "../training/resources.ts";

const engineWorker = async (page: Page) => {
  await expect.poll(() => answeringWorkers(page).length).toBe(1);
  return answeringWorkers(page)[0] as ReturnType<Page["workers"]>[number];
};

/** Opens a run in a page that draws once a second, trains past step 500, and slows down to save processor time. */
async function train(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, LONG);
  await button(page, "Play").click();
  await expectPast(page, 500);
  await page.getByRole("combobox", { name: "Speed" }).selectOption("50");
}

test("a worker that hangs, and one that the browser ends, are replaced; training goes on, a paused run stays paused", async ({
  page,
  context,
}) => {
  await train(page);
  const other = await context.newPage();
  await train(other);
  await button(other, "Pause").click();
  await expectStatus(other, "paused");
  const pausedAt = await currentStep(other);

  await (
    await engineWorker(page)
  ).evaluate(() => {
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
  await (await engineWorker(other)).evaluate(() => close());

  const says = /^The engine stopped \(no answer for 10 seconds\)\..*continues from step [1-9][\d,]*\./;
  await expect(notice(page)).toContainText(says);
  await expectPast(page, await currentStep(page));
  // Chromium gives an unresponsive worker two seconds to end, and each worker that it started two more.
  await expect.poll(() => answeringWorkers(page).length).toBe(1);

  await expect(notice(other)).toContainText(says);
  await expectStatus(other, "ready");
  expect(await currentStep(other)).toBe(pausedAt);
  await button(other, "Step 10").click();
  await expect.poll(() => currentStep(other)).toBe(pausedAt + 10);
});
