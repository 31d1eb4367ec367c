import {
  button,
  finish,
  costCell,
  currentStep,
  LONG,
  open,
  openSettings,
  SMALL,
  test,
  expect,
  expectStatus,
} from "../fixtures.ts";

test("a copied link opens the same experiment with the same start", async ({ page, context, browser }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, LONG);
  await page.getByRole("spinbutton", { name: "Compression rank r̂" }).fill("5");
  await page.keyboard.press("Enter");
  await expectStatus(page, "training");
  await button(page, "Pause").click();
  await button(page, "Reset").click();
  await expectStatus(page, "ready");
  await expect.poll(() => currentStep(page)).toBe(0);
  const start = await costCell(page, "Recovery error", "Compressed");
  await button(page, "Share").click();
  await button(page, "Copy link").click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(300);

  const other = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await other.goto(link);
  await expectStatus(other, "ready");
  await expect.poll(() => costCell(other, "Recovery error", "Compressed")).toBe(start);
  await expect(other.getByRole("spinbutton", { name: "Compression rank r̂" })).toHaveValue("5");
  await expect(button(other, "New seed")).toContainText("seed 3");
  await other.context().close();
});

test("a hostile link is mended, every repair is listed, and the link stays in the address until a setting is changed; presets are entries of the history; back and forward and the address bar work", async ({
  page,
}) => {
  await open(page, "#v=99&d=-5&r=1e9&task=<script>&nets=foo&eta=NaN&data=random&__proto__=1&T=200&x=%F0%9F");
  const repairs = page.getByRole("region", { name: "Settings that were changed" });
  await expect(repairs.getByRole("listitem")).toHaveCount(8);
  await expect(repairs).toContainText("another version");
  await finish(page);
  // Two notices with the same text both disappear when they are dismissed.
  const goTo = (hash: string) => page.evaluate((to) => window.location.assign(to), hash);
  await goTo("#v=2&data=random&T=200&nets=yaras,x,,");
  await expect(repairs.getByRole("listitem")).toHaveCount(3);
  await goTo("#v=99&d=-5&r=1e9&data=random&T=200");
  await expect(repairs.getByRole("listitem")).toHaveCount(3);
  await expect(repairs).not.toContainText("unknown");
  await finish(page);
  await repairs.getByRole("button", { name: "Dismiss" }).click();
  await expect(repairs).toHaveCount(0);
  expect(page.url()).toContain("#v=99&d=-5&r=1e9");
  await button(page, "New seed").click();
  await expect(page).toHaveURL(/#v=2&.*seed=\d+/);

  await open(page);
  await openSettings(page);
  const experiment = page.getByRole("combobox", { name: "Experiment" });
  await experiment.selectOption("mf-d64");
  await expect(page).toHaveURL(/task=mf/);
  await expect(page.getByRole("spinbutton", { name: "Size d" })).toHaveValue("64");
  await page.goBack();
  await expect(page.getByRole("spinbutton", { name: "Size d" })).toHaveValue("24");
  await page.goForward();
  await expect(experiment).toHaveValue("mf-d64");
  await page.evaluate(
    (hash) => {
      window.location.hash = hash;
    },
    LONG.replace("seed=3", "seed=8"),
  );
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toHaveValue("8");
  await expectStatus(page, "training");

  // Sensing opens from a link.
  await open(page, "#v=2&task=ms&data=random&d=12&r=1&T=100&nets=original,yaras");
  await expect(page.getByRole("combobox", { name: "Problem" })).toHaveValue("ms");
  await finish(page);
});

test("sensing that would not fit is refused at once, with its size and what to do; the preparation of a large size is cancelled by another choice", async ({
  page,
}) => {
  await page.goto("/#v=2&task=ms&data=random&d=128&r=1&N=4097&B=4");
  await expect(page.getByRole("alert")).toContainText(
    "Sensing with 4,097 measurements of a 128 × 128 matrix (seeds: 4) needs 1.1 GiB for A alone",
  );
  await expect(page.getByRole("alert")).toContainText("fewer seeds");

  await page.goto("/#v=2&data=random&d=1200&r=3");
  await expect(page.getByRole("group", { name: "Training" })).toContainText("preparing");
  await page.waitForTimeout(1500);
  await page.getByRole("combobox", { name: "Experiment" }).selectOption("mf-d64");
  await expect(page.getByRole("table", { name: "Costs and results" })).toBeVisible();
  await expectStatus(page, "training");
});

test("a language or kernel that an old link or an earlier visit chose is ignored; a corrected setting and the warning about its new value are seen together", async ({
  page,
}) => {
  await page.addInitScript(() =>
    localStorage.setItem("dmf-preferences", JSON.stringify({ theme: "dark", language: "de" })),
  );
  await open(page, SMALL, "?backend=cpu&lang=de&kernel=matmul_4x4");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(button(page, "Colours: dark")).toBeVisible();
  await expect(button(page, "About")).toBeVisible();
  await expect(page.getByRole("region", { name: "Settings that were changed" })).toBeHidden();

  await page.getByRole("spinbutton", { name: "Width" }).fill("0");
  await page.keyboard.press("Enter");
  const repairs = page.getByText(/^0 became 2\. Allowed: whole numbers from 2 /);
  await expect(repairs).toBeVisible();
  const wider = page.locator(".message-line").getByRole("button", { name: "Set the width to 24" }).first();
  await expect(wider).toBeVisible();
  await expect(repairs).toBeVisible();
  await wider.click();
  await expect(repairs).toBeHidden();
  await expect(wider).toBeHidden();
});
