/**
 * Opens every tab, every view, every lesson, and the failure messages. Axe must find no serious fault, in tabs, views and
 * failure messages in dark, too. Everything must fit a narrow phone. In tabs, lessons and failure messages, targets must
 * be large enough for fingers.
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

/** Presses a button, which may be in the phone's closed menu, on a panel that is first opened. */
const press =
  (name: string | RegExp, panel?: string) =>
  async (page: Page): Promise<void> => {
    if (panel) await page.getByRole("tablist", { name: "Panels" }).getByRole("tab", { name: panel }).click();
    await page.getByRole("button", { name, exact: true, includeHidden: true }).first().dispatchEvent("click");
  };

/** For each view, what opens it on a page whose run has finished, and a text that it shows when it is complete. */
const OPENED: Readonly<Record<string, readonly [open: (page: Page) => Promise<void>, shows: string]>> = {
  lessons: [press("Lessons"), "What does memory cost?"],
  "why-it-works": [press("Why it works, on one page"), "same partner and is shorter"],
  "hand-out": [press("Hand-out"), "lesson=memory.1"],
  gallery: [press("Gallery"), "recorded 20"],
  sweep: [press("Sweep"), "Vary"],
  export: [press("Code"), "def gradients"],
  share: [press("Share"), "BibTeX"],
  keys: [press("Keyboard"), "Play or pause"],
  about: [press("About"), "MIT"],
  save: [press("Save or open…"), "Save the run (JSON)"],
  data: [
    async (page) => {
      await page.getByRole("combobox", { name: "Experiment" }).selectOption({ label: "Your own file…" });
    },
    "nothing is uploaded",
  ],
  benchmark: [press("Benchmark"), "Measure"],
  how: [press("How it works"), "src/workloads/mf/plan"],
  picture: [press("Enlarge", "Pictures"), "Point at a picture"],
  block: [press(/^Original: W₂/, "Network"), "Largest:"],
  mask: [press("Draw the mask", "Pictures"), "of the entries are hidden."],
};

test("every view on a phone", async ({ page }) => {
  expect(Object.keys(OPENED).toSorted()).toEqual(VIEWS.toSorted());
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, `/?backend=cpu${QUICK}`);
  for (const [view, [open, shows]] of Object.entries(OPENED))
    await test.step(view, async () => {
      // “Why it works” and the hand-out are opened from the lessons.
      if (view === "why-it-works" || view === "hand-out") await press("Lessons")(page);
      await open(page);
      await expect(page).toHaveURL(new RegExp(`[?&]view=${view}[&#]`));
      await expect(page.getByRole("dialog")).toContainText(shows);
      await page.locator("dialog details").evaluateAll((all) => {
        for (const one of all as HTMLDetailsElement[]) one.open = true;
      });
      await settled(page);
      await expectFits(page, view, tooWide);
      note(view, await seriousFaults(page));
      await page.emulateMedia({ colorScheme: "dark" });
      note(`${view}, dark`, await seriousFaults(page, ["color-contrast"]));
      await page.emulateMedia({ colorScheme: "light" });
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    });
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

test("the failure messages", async ({ page }) => {
  for (const [address, status] of [
    ["/?backend=cpu#v=2&task=mf&data=random&d=16&r=1&T=100&eta=3", "diverged"],
    ["/#v=2&task=ms&data=random&d=512&r=2&N=65536&nets=thin", "too large"],
    [`/?backend=cpu${QUICK.replace("data=random", "data=file")}`, "waiting"],
  ] as const) {
    await page.setViewportSize(WIDE);
    await visit(page, address, status);
    await examineWide(page, status);
    await examineNarrow(page, status);
  }
});
