/**
 * Opens every tab, every view, every lesson, the failure messages, and an embed. Axe must find no serious fault, in
 * tabs, views and failure messages in dark, too. Everything must fit a narrow phone. In tabs, lessons and failure
 * messages, targets must be large enough for fingers.
 */
import type { Page } from "@playwright/test";
import { LESSONS } from "../../../src/workloads/lessons.ts";
import { button, expect, SMALL, test } from "../fixtures.ts";
import { expectFits, seriousFaults, settled, tooSmall, tooWide, VIEWS } from "../examine.ts";

const QUICK = SMALL.replace("T=400", "T=60");
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };

let faults: string[];
test.beforeEach(() => {
  faults = [];
});
test.afterEach(() => expect(faults).toEqual([]));

const note = (place: string, found: readonly string[]): void => {
  faults.push(...found.map((fault) => `${place}: ${fault}`));
};

/** Examines the wide page in light and dark. With `within`, axe examines only the part of the page that it finds. */
async function examineWide(page: Page, place: string, within?: string): Promise<void> {
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  await settled(page);
  await expectFits(page, place, tooWide);
  note(place, await seriousFaults(page, undefined, within));
  await page.emulateMedia({ colorScheme: "dark" });
  note(`${place}, dark`, await seriousFaults(page, ["color-contrast"], within));
}

/** Examines the page at the size of a narrow phone. Opens all collapsed parts first and leaves them open. */
async function examineNarrow(page: Page, place: string, rules?: readonly string[]): Promise<void> {
  await page.setViewportSize(PHONE);
  await settled(page);
  await page.locator("details").evaluateAll((all) => {
    for (const one of all as HTMLDetailsElement[]) one.open = true;
  });
  await settled(page);
  await expectFits(page, `${place}, narrow`, tooWide, tooSmall);
  note(`${place}, narrow`, await seriousFaults(page, rules));
}

/** Opens an address and waits for the status. At 50 steps per second, a run records more. */
async function visit(page: Page, address: string, status = "finished", speed = "full"): Promise<void> {
  // Loads the page again instead of only changing the hash, so that everything is closed.
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByRole("combobox", { name: "Speed", includeHidden: true }).selectOption(speed);
  const transport = page.getByRole("group", { name: "Training", includeHidden: true });
  await expect(transport).toContainText(status);
}

test("every tab", async ({ page }) => {
  await page.setViewportSize(WIDE);
  await visit(page, `/?backend=cpu${QUICK}&nope=1`, "finished", "50");
  await button(page, "Pin this run").click();
  const why = page.getByRole("tablist", { name: "Seeing why" });
  await expect(why.getByRole("tab").first()).toBeVisible();
  const names = await why.getByRole("tab").allInnerTexts();
  for (const [i, name] of names.entries()) {
    await why.getByRole("tab", { name }).click();
    // The other tabs change only this part of the page.
    await examineWide(page, name, i === 0 ? undefined : '[aria-labelledby="why-title"]');
  }
  await page.setViewportSize(PHONE);
  const panels = page.getByRole("tablist", { name: "Panels" }).getByRole("tab");
  await expect(panels.first()).toBeVisible();
  for (const panel of await panels.all()) {
    await panel.click();
    await examineNarrow(page, await panel.innerText());
  }
  await page.getByRole("tab", { name: "Why" }).click();
  for (const name of names) {
    await why.getByRole("tab", { name }).click();
    await examineNarrow(page, name, ["scrollable-region-focusable"]);
  }
  await button(page, /^Settings/).click();
  await examineNarrow(page, "settings");
  await button(page, "Done").click();
  await button(page, "Menu").click();
  await examineNarrow(page, "menu", ["color-contrast", "button-name"]);
});

/**
 * The buttons of views that show all their content at once, and can therefore be opened one after another on
 * one page.
 */
const AT_ONCE = ["Lessons", "Sweep", "Benchmark", "Keyboard", "About"];

test("every view on a phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  const examined = new Set<string | null>();
  const examineView = async (): Promise<void> => {
    await expect(page.getByRole("dialog")).toBeVisible();
    const view = new URL(page.url()).searchParams.get("view");
    examined.add(view);
    await page.locator("dialog details").evaluateAll((all) => {
      for (const one of all as HTMLDetailsElement[]) one.open = true;
    });
    await settled(page);
    await expectFits(page, `${view}`, tooWide);
    note(`${view}`, await seriousFaults(page));
    await page.emulateMedia({ colorScheme: "dark" });
    note(`${view}, dark`, await seriousFaults(page, ["color-contrast"]));
    await page.emulateMedia({ colorScheme: "light" });
  };
  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, `/?backend=cpu${QUICK}`);
  for (const name of AT_ONCE)
    await test.step(name, async () => {
      const opener = button(page, name);
      if (!(await opener.isVisible())) await button(page, "Menu").click();
      await opener.click();
      await examineView();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    });
  expect(examined.size).toBe(AT_ONCE.length);
  for (const view of VIEWS.filter((id) => !examined.has(id)))
    await test.step(view, async () => {
      await visit(page, `/?view=${view}&backend=cpu${QUICK}`);
      await examineView();
    });
  expect([...examined].map(String).toSorted()).toEqual(VIEWS.toSorted());
});

test("every lesson on a narrow phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ reducedMotion: "reduce" });
  // The questions are answered, so that every screen shows all its content.
  const answers = LESSONS.flatMap(({ id, questions }) =>
    Object.entries(questions).map(([question, { options }]) => [
      `${id}.${question}`,
      Object.keys(options)[0],
    ]),
  );
  await page.addInitScript(
    (predictions) => window.localStorage.setItem("dmf.predictions", predictions),
    JSON.stringify(Object.fromEntries(answers)),
  );
  await page.goto(`/?backend=cpu${QUICK}`);
  for (const [i, { id, screens }] of LESSONS.entries())
    for (let screen = 1; screen <= screens; screen++) {
      const place = `lesson=${id}.${screen}`;
      await page.evaluate((hash) => window.location.assign(hash), `#v=2&${place}`);
      await expect(page.getByText(`Lesson ${i + 1} of ${LESSONS.length}`)).toBeVisible();
      await expect(page.getByRole("navigation", { name: "Pages of the lesson" })).toContainText(
        `${screen} of`,
      );
      await expect(page.getByText("Loading the lesson…")).toBeHidden();
      await expectFits(page, place, tooWide, tooSmall);
      note(place, await seriousFaults(page, undefined, ".lesson"));
    }
});

test("the failure messages, and an embed", async ({ page }) => {
  await page.setViewportSize(WIDE);
  await visit(page, "/?backend=cpu#v=2&task=mf&data=random&d=16&r=1&T=100&eta=3", "diverged");
  await examineWide(page, "diverged");
  await examineNarrow(page, "diverged");
  await page.setViewportSize(WIDE);
  await visit(page, "/#v=2&task=ms&data=random&d=512&r=2&N=65536&nets=thin", "too large");
  await examineWide(page, "too large");
  await examineNarrow(page, "too large");
  await page.setViewportSize(WIDE);
  await visit(page, `/?backend=cpu${QUICK.replace("data=random", "data=file")}`, "waiting");
  await examineWide(page, "a file that is not there");
  await examineNarrow(page, "a file that is not there");
  await page.setViewportSize(WIDE);
  await visit(page, `/?embed=1&backend=cpu${QUICK}`);
  for (const size of [WIDE, PHONE]) {
    await page.setViewportSize(size);
    await settled(page);
    await expectFits(page, "embed", tooWide);
    note("embed", await seriousFaults(page));
  }
});
