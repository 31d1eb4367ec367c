/** Preparing a large run: the page shows the work in progress, and cancelling loses nothing. */
import {
  button,
  currentStep,
  finish,
  open,
  openSettings,
  SMALL,
  test,
  expect,
  expectStatus,
} from "../fixtures.ts";

/** A run whose decompositions take seconds on any machine. */
const LARGE = "#v=2&task=mf&data=random&d=1500&r=8&nets=yaras";

test("the preparation of a first run says what is done, can be cancelled, and can be started again", async ({
  page,
}) => {
  await page.goto(`/?backend=cpu${LARGE}`);
  const preparing = page.getByRole("region", { name: "Preparing" });
  await expect(preparing).toContainText(/Preparing: (making|reading|initializing)/);
  await expect(preparing.getByRole("progressbar", { name: "Parts prepared" })).toBeVisible();
  const cancel = preparing.getByRole("button", { name: "Cancel" });
  // The second click of a double click on the button that was in this place before.
  await cancel.dispatchEvent("click", { detail: 2 });
  await cancel.click();
  await expect(page.getByRole("alert")).toContainText("Loading cancelled. Your settings are unchanged.");
  await expectStatus(page, "cancelled");
  await expect(page).toHaveURL(/d=1500/);
  await expect(button(page, "Try again")).toBeVisible();
  // After cancelling, the user chooses another experiment. A user who has stopped one run does not want the
  // next to start by itself.
  await openSettings(page);
  await page.getByRole("spinbutton", { name: "Size d" }).fill("16");
  await page.keyboard.press("Enter");
  await expectStatus(page, "ready");
});

test("cancelling brings back the previous run at its step, and Back brings back the cancelled settings", async ({
  page,
}) => {
  await open(page, SMALL, "?backend=cpu");
  await finish(page);
  await page.goto(`/?backend=cpu${LARGE}`);
  await expectStatus(page, "preparing");
  await expect(page.getByRole("region", { name: "Result so far" })).toContainText(
    "The dimmed figures are from the earlier run.",
  );
  await expect(page.getByRole("group", { name: "Training" })).toContainText("step 400 of 400");
  await page.getByRole("region", { name: "Preparing" }).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("region", { name: "Notice" })).toContainText(
    "The previous run is back at step 400",
  );
  await finish(page);
  await expect.poll(() => currentStep(page)).toBe(400);
  await expect(page).toHaveURL(/d=24/);
  await page.goBack();
  await expect(page).toHaveURL(/d=1500/);
});
