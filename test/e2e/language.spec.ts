/** The interface in another language. */
import type { Locator, Page } from "@playwright/test";
import { seriousFaults, VIEWS } from "./examine.ts";
import { button, expect, SMALL, test } from "./fixtures.ts";

const PHONE = { width: 360, height: 640 };

test("a person chooses the language, and it is kept; a link may say it", async ({ page }) => {
  await page.goto(`/${SMALL}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await button(page, "Deutsch").click();
  await expect(button(page, "Über diese Seite")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.reload();
  await expect(button(page, "Über diese Seite")).toBeVisible();
  await page.goto(`/?lang=en${SMALL}`);
  await expect(button(page, "About")).toBeVisible();
});

test.describe("in German, as the browser has it", () => {
  test.use({ locale: "de-DE" });

  let lacking: string[];
  test.beforeEach(({ page }) => {
    lacking = [];
    page.on("console", (message) => {
      if (message.type() === "warning" && message.text().startsWith("Not translated"))
        lacking.push(message.text());
    });
  });
  test.afterEach(() => expect(lacking).toEqual([]));

  const ALL = SMALL.replace("original,yaras,thin", "original,yaras,thin,kwon,shallow,galore,altmin");

  test("the page, what happens on it, and what is looked at more closely", async ({ page }) => {
    await page.goto(`/?backend=cpu${ALL}`);
    const transport = page.getByRole("group", { name: "Training" });
    await expect(transport).toContainText("fertig", { timeout: 30_000 });
    await expect(page.getByRole("region", { name: "Bisheriges Ergebnis" })).toContainText(
      "Rekonstruktionsfehler",
    );
    await expect(page.getByRole("table", { name: "Kosten und Ergebnisse" })).toContainText("Trainingsfehler");
    for (const tab of await page.getByRole("tablist", { name: "Sehen, warum" }).getByRole("tab").all())
      await tab.click();
    await openAll(page, "details");
    await button(page, "Lauf anheften").click();
    await page.getByRole("spinbutton", { name: "Kompressionsrang r̂" }).fill("1");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Angeheftete Läufe" })).toContainText(
      "Kompressionsrang r̂ 4 → 1",
    );
    await expect(page.locator("form.controls")).toContainText("Achtung:");
  });

  test("what is mended in a link, numbers, and a run that diverges", async ({ page }) => {
    await page.goto(
      "/?backend=cpu#v=2&data=random&d=24&r=9999&T=1500&colour=red&eta=3&nets=original,yaras,x&init=so",
    );
    const mended = page.getByRole("region", { name: "Geänderte Einstellungen" });
    await expect(mended).toContainText("Rang r: 9999 liegt außerhalb des Möglichen; stattdessen 24");
    await expect(page.getByRole("alert")).toContainText("divergiert", { timeout: 30_000 });
    await expect(page.getByRole("group", { name: "Training" })).toContainText("von 1\u202f500");
  });

  test("every view, with room for the longer words on a phone, and axe finds nothing serious, light and dark", async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const faults: string[] = [];
    await page.setViewportSize(PHONE);
    for (const view of VIEWS) {
      await page.goto(`/?view=${view}&backend=cpu${SMALL}`);
      await expect(page.getByRole("dialog")).toBeVisible();
      const result = page.getByRole("region", { name: "Bisheriges Ergebnis", includeHidden: true });
      await expect(result).toContainText("Schritt", { timeout: 30_000 });
      await openAll(page, "dialog details");
      await expectRoom(page.getByRole("dialog"), view);
      faults.push(...(await seriousFaults(page)).map((fault) => `${view}: ${fault}`));
      await page.emulateMedia({ colorScheme: "dark" });
      const unreadable = await seriousFaults(page, ["color-contrast"]);
      faults.push(...unreadable.map((fault) => `${view}, dark: ${fault}`));
      await page.emulateMedia({ colorScheme: "light" });
    }
    expect(faults).toEqual([]);
  });

  test("a lesson is English and says so; what is around it, and an embed, are German", async ({ page }) => {
    for (const place of ["1.1", "2.1", "2.2", "3.2", "3.4"]) {
      await page.goto(`/?backend=cpu#v=1&lesson=${place}`);
      await page.reload();
      await expect(button(page, "Lektion schließen")).toBeVisible();
      await expect(page.locator(".lesson-screen")).toHaveAttribute("lang", "en");
      await openAll(page, ".lesson details");
    }
    await page.goto(`/?embed=1&backend=cpu${SMALL}`);
    await expect(page.getByRole("link", { name: "Im Playground öffnen" })).toBeVisible();
  });

  test("the page on a phone", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.goto(`/?backend=cpu${SMALL}`);
    await expect(page.getByRole("group", { name: "Training" })).toContainText("fertig", { timeout: 30_000 });
    await expectRoom(page.locator("html"), "page");
    for (const tab of await page.getByRole("tablist", { name: "Bereiche" }).getByRole("tab").all()) {
      await tab.click();
      await expectRoom(page.locator("html"), "page");
    }
  });
});

/** Nothing reaches beyond the right edge, and no button’s word beyond the button. */
async function expectRoom(within: Locator, name: string): Promise<void> {
  const tooWide = await within.evaluate((element) =>
    [element, ...element.querySelectorAll("button")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ tagName, textContent }) => `${tagName} ${textContent.slice(0, 60)}`),
  );
  expect(tooWide, name).toEqual([]);
}

async function openAll(page: Page, details: string): Promise<void> {
  await page.locator(details).evaluateAll((all) => {
    for (const one of all as HTMLDetailsElement[]) one.open = true;
  });
}
