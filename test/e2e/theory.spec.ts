import { expect, expectStatus, open, test } from "./fixtures.ts";

const SETTING = "data=random&d=24&r=2&T=300&seed=3&nets=original,yaras";

test("the theorem holds for factorization, and the panel says so with numbers of this run", async ({
  page,
}) => {
  await open(page, `#v=1&task=mf&${SETTING}`);
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Does the original stay inside its subspace?" });
  await expect(panel).toContainText("the theorem applies");
  await expect(panel).toContainText("which is rounding");
  await expect(panel.getByRole("rowheader", { name: /predicted/ })).toBeVisible();
});

test("the ridge plot tells how many singular values have grown, for any factor", async ({ page }) => {
  await open(page, `#v=1&task=mf&${SETTING.replace("T=300", "T=1200")}`);
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Singular values over time" });
  await expect(panel.getByRole("img")).toHaveAccessibleName(
    /Original, W₁: 2 of 24 singular values have at least doubled/,
  );
  await panel.getByRole("combobox", { name: "Factor" }).selectOption({ label: "Yaras, W̃₂" });
  await expect(panel.getByRole("img")).toHaveAccessibleName(/Yaras, W̃₂: 2 of 8 singular values/);
});

test("for completion it says that the theorem holds only roughly", async ({ page }) => {
  await open(page, `#v=1&task=mc&p=.6&${SETTING}`);
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Does the original stay inside its subspace?" });
  await expect(panel).toContainText("only roughly");
  await expect(panel.getByRole("rowheader", { name: /predicted/ })).toHaveCount(0);
});

test("seeds that are trained together are shown as a mean with a band", async ({ page }) => {
  await open(page, `#v=1&task=mf&${SETTING}&B=3`);
  await expectStatus(page, "finished");
  await expect(page.getByRole("region", { name: "Error" })).toContainText("of 3 seeds");
  await expect(page.locator(".recharts-area-area").first()).toBeAttached();
  await expect(page.getByRole("table", { name: "Costs and results" })).toContainText("first seed, 3");
});
