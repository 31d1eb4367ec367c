/** Each lesson as a student walks it: predicts what really happens, runs, and reads the check of their own run. */
import type { Page } from "@playwright/test";
import { LESSONS } from "../../src/experiment/lessons/lessons.ts";
import { seriousFaults } from "./examine.ts";
import { button, currentStep, expect, expectStatus, test } from "./fixtures.ts";

/** What happens, for every question that is asked: the student who says this is right. */
const ANSWERS: Readonly<Record<number, readonly string[]>> = {
  1: ["The photograph only"],
  2: ["It stays in W; the product moves it"],
  3: ["About twice as long"],
  4: ["For depth 3 only"],
  5: ["4: twice the rank", "No: Adam leaves the subspace"],
  6: ["Not at all: same step, within 1 %"],
  7: ["Learn a part, then stall", "There too, some steps apart"],
  8: ["No: they are spread unevenly", "The original swings on, the compressed one grows without bound"],
  9: ["The chain of depth 3"],
};
/** Questions whose answer is decided by a run of the lesson, or by its small matrices. */
const DECIDED: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 2, 6: 1, 7: 2, 8: 2, 9: 1 };

const lesson = (page: Page) => page.getByRole("complementary");

async function openLesson(page: Page, place: string, query = ""): Promise<void> {
  await page.goto(`/${query}#v=1&lesson=${place}`);
  await expect(lesson(page).getByRole("heading", { level: 2 })).toBeVisible();
  await page.getByLabel("Speed").selectOption("full");
}

/** The engine that the page takes by itself, and with LONG set WebGPU too, which a software adapter makes slow. */
const ENGINES = process.env["LONG"] ? ["", "?backend=webgpu"] : [""];

for (const [engine, { number, title, screens, minutes }] of ENGINES.flatMap((query) =>
  LESSONS.map((each) => [query, each] as const),
))
  test(`lesson ${number}, ${title}: what it says happens ${engine}`, async ({ page }) => {
    test.setTimeout(minutes * 60_000);
    await openLesson(page, `${number}.1`, engine);
    await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(title);
    const answers = [...(ANSWERS[number] ?? [])];
    let confirmed = 0;
    for (let screen = 1; screen < screens; screen++) {
      await expect(page).toHaveURL(new RegExp(`lesson=${number}\\.${screen}`));
      const predictions = lesson(page).getByRole("button", { name: "That is my prediction" });
      for (let left = await countSettled(page); left > 0; left--) {
        await lesson(page)
          .getByRole("radio", { name: answers.shift() ?? "no answer left", exact: true })
          .check();
        await predictions.first().click();
      }
      for (const run of await lesson(page)
        .getByRole("button", { name: /^Run: / })
        .all()) {
        await run.click();
        await expect(
          lesson(page).locator(".run-it", {
            has: page.getByRole("button", { name: await run.innerText(), exact: true }),
          }),
        ).toContainText("✓ run", { timeout: minutes * 60_000 });
      }
      await expect(lesson(page).getByText(/^Run “/)).toHaveCount(0);
      // Spectra come a moment after the run's end.
      await expect(lesson(page)).not.toContainText(/not known yet|not come in yet/);
      confirmed += await lesson(page).getByText("✓ As you predicted.").count();
      await expect(lesson(page).getByText("Not what you predicted", { exact: false })).toHaveCount(0);
      await expect(lesson(page)).not.toContainText("NaN");
      await lesson(page).getByRole("button", { name: "Next", exact: true }).click();
    }
    expect(answers).toEqual([]);
    expect(confirmed).toBe(DECIDED[number]);
    await expect(lesson(page).getByRole("heading", { name: "Exercises" })).toBeVisible();
    await lesson(page).getByRole("link", { name: "Open the set-up" }).first().click();
    await expect(page).toHaveURL(new RegExp(`lesson=${number}\\.${screens}`));
  });

/** Number of open questions, when the screen's text has come. */
async function countSettled(page: Page): Promise<number> {
  await expect(lesson(page).getByText("Loading the lesson…")).toHaveCount(0);
  return lesson(page).getByRole("button", { name: "That is my prediction" }).count();
}

test("a wrong prediction is said to be one, and is kept on this device", async ({ page }) => {
  await openLesson(page, "6.1");
  await lesson(page).getByRole("radio", { name: "It never gets there" }).check();
  await button(page, "That is my prediction").click();
  await button(page, "Next").click();
  await lesson(page)
    .getByRole("button", { name: /^Run: / })
    .click();
  await expect(lesson(page)).toContainText("Not what you predicted", { timeout: 60_000 });
  await page.reload();
  await button(page, "Back").click();
  await expect(lesson(page)).toContainText("Your prediction: It never gets there");
});

test("the list of lessons prints as a sheet, and opens one, which waits for a prediction; a symbol lights up its control", async ({
  page,
}) => {
  await page.goto("/?view=lessons#v=1&data=random&d=24&r=2&T=50");
  const list = page.getByRole("dialog", { name: "Lessons" });
  await page.emulateMedia({ media: "print" });
  await expect(list.getByRole("heading", { name: "9. From here to fine-tuning" })).toBeVisible();
  await expect(list.getByText("2 · 8 · 4,096 = 65,536", { exact: false })).toBeVisible();
  await expect(page.getByRole("main")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "Start lesson 7" }).click();
  await expect(lesson(page).getByRole("heading", { name: "Missing entries need γ" })).toBeVisible();
  await expectStatus(page, "ready");
  expect(await currentStep(page)).toBe(0);
  await lesson(page).getByRole("term").filter({ hasText: "observed fraction" }).focus();
  const control = page.locator('.dial[data-term="observed"]');
  await expect(control).toHaveClass(/lit/);
  await expect(lesson(page).locator("math").first()).toBeAttached();
});

test("r̂ in the text lights its control and the curves of the compressed networks, and a curve lights it", async ({
  page,
}) => {
  await openLesson(page, "6.1");
  await button(page, "Play").click();
  const term = lesson(page).getByRole("term").filter({ hasText: "compression rank" }).first();
  const curve = page.locator('path[data-term="yaras"]');
  await expect(curve).toBeAttached({ timeout: 20_000 });
  await term.focus();
  await expect(page.locator('.dial[data-term="rHat"]')).toHaveClass(/lit/);
  await expect(curve).toHaveClass(/lit/);
  await expect(page.locator('path[data-term="original"]')).not.toHaveClass(/lit/);
  await page.locator('.line-sample[data-term="original"]').first().dispatchEvent("pointerover");
  await expect(term).not.toHaveClass(/lit/);
  await page.locator('.line-sample[data-term="yaras"]').first().dispatchEvent("pointerover");
  await expect(term).toHaveClass(/lit/);
});

test("large type is paged with keys; axe finds nothing serious", async ({ page }) => {
  await page.goto("/?slides=1#v=1&lesson=3.1");
  await expect(lesson(page)).toContainText("Silence, then a jump");
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/lesson=3\.2/);
  await page.keyboard.press("PageUp");
  await expect(page).toHaveURL(/lesson=3\.1/);
  expect(await seriousFaults(page, undefined, ".lesson")).toEqual([]);
});
