/** The view “How it works”, and what the page shows after a part of it has failed. */
import { test as plain } from "@playwright/test";
import { seriousFaults } from "../examine.ts";
import { button, changeWorkers, expect, finish, SMALL, test, WITH_ADAPTER } from "../fixtures.ts";

test.use(WITH_ADAPTER);
plain.use(WITH_ADAPTER);

test("a kernel is shown beside the reference that it is tested against, and the kernels of the current experiment are timed on every engine", async ({
  page,
}) => {
  // Each kernel is timed for a sixth of the usual time.
  await changeWorkers(page, (script) => script.replace("rounds:5,roundMs:30", "rounds:5,roundMs:5"));
  await page.goto(`/?backend=cpu${SMALL.replace(",thin", "")}`);
  await button(page, "How it works").click();
  const sheet = page.getByRole("dialog", { name: "How it works" });
  await expect(
    sheet.getByRole("listitem").filter({ hasText: "src/workloads/mf/plan" }).first(),
  ).toBeVisible();
  for (const [folder, kernel, reference] of [
    ["loss", "residual", "residual"],
    ["linalg", "matmul_8x8", "matmul"],
    ["linalg", "matvec", "matmul"],
  ] as const) {
    await sheet.getByText(kernel, { exact: true }).click();
    await expect(sheet.getByRole("region", { name: `shaders/${folder}/${kernel}.wgsl` })).toContainText(
      "@compute",
    );
    await expect(
      sheet
        .locator("details[open]", { has: page.getByText(kernel, { exact: true }) })
        .getByRole("region", { name: `src/kernels/${folder}/${reference}.ts` }),
    ).toContainText("defineKernel({");
  }
  expect(await seriousFaults(page, undefined, ".how")).toEqual([]);

  await button(page, "Time the kernels on this device").click();
  for (const engine of ["WebAssembly", "WebGPU"])
    for (const network of ["Original", "Compressed"]) {
      const table = page.getByRole("table", { name: new RegExp(`^${network}.* on ${engine}: [\\d.]+ ms`) });
      await expect(table).toBeVisible();
      const row = table.getByRole("row").filter({ has: page.getByText("residual", { exact: true }) });
      await expect(row.getByRole("cell").first()).toHaveText("1");
      expect(Number(await row.getByRole("cell").nth(1).innerText())).toBeGreaterThan(0);
    }
  await expect(page.getByText("Done. Values are medians.", { exact: false })).toBeVisible();
});

// The console is not clean here, because React and the browser report the failure that the test causes.
plain(
  "a view, a panel and the advice that cannot be loaded say so and can be asked for again, and the run goes on behind them",
  async ({ page }) => {
    for (const part of [/assets\/How-.*\.js/, /assets\/Frame-.*\.js/, /assets\/advice-.*\.js/])
      await page.route(part, (route) => route.abort());
    await page.goto(`/?backend=cpu&view=how${SMALL}`);
    const sheet = page.getByRole("dialog", { name: "How it works" });
    await expect(sheet.getByRole("alert")).toContainText("could not be loaded");
    await page.unroute(/assets\/How-.*\.js/);
    await sheet.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("button", { name: "Time the kernels on this device" })).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await finish(page);

    const advice = page.getByRole("region", { name: "Advice" });
    await expect(advice).toContainText("could not be loaded");
    await page.unroute(/assets\/advice-.*\.js/);
    await advice.getByRole("button", { name: "Try again" }).click();
    await expect(advice.getByText("could not be loaded")).toHaveCount(0);

    // All charts need this file; the error chart is checked.
    const alert = page.getByRole("figure", { name: "Error", exact: true }).getByRole("alert");
    // The page requests the chart library once there is a curve.
    await expect(alert).toContainText("could not be loaded");
    await page.context().setOffline(true);
    await expect(page.getByRole("status", { name: "Offline" })).toContainText("You are offline.");
    await expect(alert).toContainText("You are offline.");
    await page.context().setOffline(false);
    await expect(page.getByRole("status", { name: "Offline" })).toHaveCount(0);
    await page.unroute(/assets\/Frame-.*\.js/);
    const marks = page.locator(".plot .recharts-cartesian-axis-tick-value");
    await expect(marks).toHaveCount(0);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(marks.first()).toBeVisible();
  },
);
