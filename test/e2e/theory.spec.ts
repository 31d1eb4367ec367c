import { expect, expectStatus, open, test } from "./fixtures.ts";

const SUBSPACE = "?why=subspace";

const SETTING = "data=random&d=24&r=2&T=300&seed=3&nets=original,yaras";

test("the theorem holds for factorization, and the panel says so with numbers of this run", async ({
  page,
}) => {
  await open(page, `#v=1&task=mf&${SETTING}`, SUBSPACE);
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Does the original stay inside its subspace?" });
  await expect(panel).toContainText("the theorem applies");
  await expect(panel).toContainText("which is rounding");
  await expect(panel.getByRole("rowheader", { name: /predicted/ })).toBeVisible();
});

test("the ridge plot tells how many singular values have grown, for any factor", async ({ page }) => {
  await open(page, `#v=1&task=mf&${SETTING.replace("T=300", "T=1200")}`);
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Seeing why" });
  await expect(
    panel.getByRole("img", { name: /Original, W₁: 2 of 24 singular values have at least doubled/ }),
  ).toBeVisible();
  await panel.getByRole("combobox", { name: "Network" }).selectOption({ label: "Yaras" });
  await expect(panel.getByRole("img", { name: /Yaras, W̃₂: 2 of 8 singular values/ })).toBeVisible();
});

test("2r directions of each layer turn where the theorem holds, and the open tab is in the address", async ({
  page,
}) => {
  await open(page, `#v=1&task=mf&${SETTING.replace("T=300", "T=1200")}`);
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Seeing why" });
  await panel.getByRole("tab", { name: "Growth" }).press("ArrowRight");
  await expect(page).toHaveURL(/\?why=subspace#v=1/);
  for (const layer of ["W₁", "W₂", "W₃"])
    for (const side of ["right", "left"])
      await expect(
        panel.getByRole("img", {
          name: new RegExp(`${side} singular vectors, ${layer}: 4 of 24 have turned`),
        }),
      ).toBeVisible();
  await page.reload();
  await expect(panel.getByRole("tab", { name: "Subspace" })).toHaveAttribute("aria-selected", "true");
});

test("for completion it says that the theorem holds only roughly", async ({ page }) => {
  await open(page, `#v=1&task=mc&p=.6&${SETTING}`, SUBSPACE);
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
