import { readFile } from "node:fs/promises";
import { button, expect, expectStatus, finish, open, openSettings, test } from "../fixtures.ts";

const SUBSPACE = "?backend=cpu&why=subspace";

const SETTING = "data=random&d=24&r=2&T=300&seed=3&nets=original,yaras";

test("the theorem holds for factorization, and the panel says so with numbers of this run; for completion only roughly; singular values have marks where they are expected", async ({
  page,
}) => {
  await open(page, `#v=2&task=mf&${SETTING}`, SUBSPACE);
  await finish(page);
  const panel = page.getByRole("region", { name: "Does the original stay inside its subspace?" });
  await expect(panel).toContainText("the theorem applies");
  await expect(panel).toContainText("a rounding error");
  await expect(panel.getByRole("rowheader", { name: /predicted/ })).toBeVisible();

  await open(page, `#v=2&task=mc&p=.6&${SETTING}`, SUBSPACE);
  await expect(panel).toContainText("only roughly");
  await finish(page);
  await expect(panel.getByRole("rowheader", { name: /predicted/ })).toHaveCount(0);

  // Each singular value has a mark at the step where it is expected to be learned; values that are close
  // share a mark.
  const errors = page.getByRole("region", { name: "Error" });
  await open(page, `#v=2&task=mf&${SETTING.replace("T=300", "T=900")}`, SUBSPACE);
  await expect(errors.getByText("σ₁", { exact: true })).toBeVisible();
  await expect(errors.getByText("σ₂", { exact: true })).toBeVisible();
  await errors.getByRole("button", { name: "About: this chart" }).click();
  await expect(errors.getByRole("link", { name: "Arora et al. 2019" })).toBeVisible();
  const close = "#v=2&task=mf&data=random&d=24&r=4&spectrum=list&sigmas=1,.98,.96,.5&T=900&nets=original";
  await open(page, close, SUBSPACE);
  await expect(errors.getByText("σ₁–σ₃", { exact: true })).toBeVisible();
  await expect(errors.getByText("σ₄", { exact: true })).toBeVisible();
});

test("a run is seen as growth, subspace, alignment and paths, and the open tab is in the address", async ({
  page,
}) => {
  await open(page, `#v=2&task=mf&${SETTING.replace("T=300", "T=1200")}`);
  // Probes of the whole run are needed, so the run does not train at full speed.
  await expectStatus(page, "finished");
  const panel = page.getByRole("region", { name: "Seeing why" });
  await test.step("the ridge plot tells how many singular values have grown, for any factor", async () => {
    await expect(
      panel.getByRole("img", {
        name: /Original, W₁: by step 1,200, 2 of 24 singular values have grown by a tenth or more and 2 have shrunk/,
      }),
    ).toBeVisible();
    await expect(
      panel.getByRole("figure", {
        name: /^The 3 leading singular values .* σ₁ (at|between) steps? [\d,]+ .*, σ₂ (at|between) steps? [\d,]+ .*\.$/,
      }),
    ).toBeVisible();
    const theory = panel.getByRole("checkbox", { name: /Theory, dashed: .* random start/ });
    await expect(theory).toBeChecked();
    await expect(panel).toContainText(
      /σ₁ (at step [\d,]+|between steps [\d,]+ and [\d,]+) \(theory [\d,]+\)/,
    );
    await theory.uncheck();
    await expect(panel).not.toContainText("(theory");
    const squares = panel.getByRole("figure", { name: /^σ₁² of each factor over steps, .*, Original$/ });
    await expect(squares).toHaveCount(0);
    await panel.getByRole("checkbox", { name: /^What gradient flow keeps/ }).check();
    await expect(squares).toBeVisible();
    await panel.getByRole("combobox", { name: "Network" }).selectOption({ label: "Compressed" });
    await expect(
      panel.getByRole("img", { name: /Compressed, W̃₂: by step 1,200, 2 of 8 singular values/ }),
    ).toBeVisible();
  });
  await test.step("2r directions of each layer turn where the theorem holds", async () => {
    await panel.getByRole("tab", { name: "Growth" }).press("ArrowRight");
    await expect(page).toHaveURL(/[?&]why=subspace#v=\d/);
    for (const layer of ["W₁", "W₂", "W₃"])
      for (const side of ["right", "left"])
        await expect(
          panel.getByRole("img", {
            name: new RegExp(`${side} singular vectors, ${layer}: 4 of 24 have turned`),
          }),
        ).toBeVisible();
  });
  await test.step("the networks find the target's principal components, as a chart and as a table", async () => {
    await panel.getByRole("tab", { name: "Subspace" }).press("ArrowRight");
    for (const symbol of ["u₁", "v₁"])
      await expect(panel.getByRole("figure", { name: `Alignment of ${symbol} with` })).toBeVisible();
    await expect(panel).toContainText(/Original: u₁ and v₁ stay above 0.99 from step/);
    await expect(panel).toContainText(/Original, W₃ and W₁: u₁ and v₁ stay above 0.99 from step/);
    await expect(panel.getByRole("img", { name: /Compressed: 2 of 2 components above 0.99/ })).toBeVisible();
    await panel.getByRole("combobox", { name: "Principal component" }).selectOption({ label: "component 2" });
    await expect(panel).toContainText(/Compressed: u₂ and v₂ stay above 0.99 from step/);
    await panel.getByText("Table", { exact: true }).click();
    const row = panel.getByRole("table", { name: /u₂/ }).getByRole("row").last();
    await expect(row.getByRole("cell").first()).toHaveText(/^(1.000|0.99\d), (1.000|0.99\d)$/);
  });
  await test.step("the paths can be turned by keys, buttons and pointer, and read as a table", async () => {
    await panel.getByRole("tab", { name: "Alignment" }).press("ArrowRight");
    await expect(panel).toContainText("principal components of");
    await expect(panel).toContainText(/Compressed is .* from Original at step 1,200/);
    const path = panel.locator(".path-stage path").first();
    const seen = async () => (await path.getAttribute("d")) ?? "";
    const start = await seen();
    expect(start).not.toContain("NaN");
    const stage = panel.getByRole("group", { name: /arrow keys turn them/ });
    await stage.press("ArrowLeft");
    await expect(path).not.toHaveAttribute("d", start);
    await button(page, "Turn right").click();
    await expect(path).toHaveAttribute("d", start);
    await stage.dragTo(stage, { sourcePosition: { x: 100, y: 100 }, targetPosition: { x: 260, y: 140 } });
    await expect(path).not.toHaveAttribute("d", start);
    await stage.press("Home");
    await expect(path).toHaveAttribute("d", start);
    await panel.getByText("Table", { exact: true }).click();
    const row = panel.getByRole("row").last();
    await expect(row.getByRole("rowheader")).toHaveText("1,200");
    await expect(row.getByRole("cell").nth(1)).toContainText("apart");
  });
  await test.step("the measured curvature stands beside the share of the limit", async () => {
    await openSettings(page);
    await page.getByRole("checkbox", { name: "Measure the top curvature in pauses" }).check();
    await expect(
      page.getByRole("list", { name: "Measured top curvature of each network" }).getByRole("listitem"),
    ).toHaveText([
      /^Original: curvature \d+ % of 2\/η at step 1,200$/,
      /^Compressed: curvature \d+ % of 2\/η at step 1,200$/,
    ]);
  });
  await page.reload();
  await expect(panel.getByRole("tab", { name: "Path" })).toHaveAttribute("aria-selected", "true");
});

test("seeds that are trained together are shown as a mean with a band, and compared seed by seed in a table that can be kept", async ({
  page,
}) => {
  // The run is long enough for the seeds to differ by a tenth of a pixel, which a curve can show.
  const seeds = SETTING.replace("T=300", "T=600").replace("yaras", "kwon");
  await open(page, `#v=2&task=mf&${seeds}&B=3`, "?backend=cpu&why=seeds");
  await finish(page);
  const panel = page.getByRole("region", { name: "Error" });
  await expect(panel).toContainText("the mean recovery error (all entries) of 3 seeds");
  const band = panel.locator("path[opacity='0.18']").first();
  await expect(band).toHaveAttribute("d", /^M.*Z$/);
  const between = await band.getAttribute("d");
  await panel.getByRole("combobox", { name: "Band of the seeds" }).selectOption("sd");
  await expect(panel).toContainText("one standard deviation of log₁₀ error");
  await expect(band).not.toHaveAttribute("d", between ?? "");
  await panel.getByRole("button", { name: "Each seed" }).click();
  // There are two networks with three seeds each.
  await expect(panel.locator("g[opacity='0.55'] > path")).toHaveCount(6);
  await expect(page.getByRole("table", { name: "Costs and results" })).toContainText("first seed, 3");

  const why = page.getByRole("region", { name: "Seeing why" });
  await expect(why).toContainText(
    /At step 600, Compressed, spectral start has the smaller error on [0-3] of 3 seeds; mean difference/,
  );
  const table = why.getByRole("table", {
    name: "log₁₀ error of the original minus log₁₀ error of Compressed, spectral start",
  });
  await expect(table.getByRole("columnheader", { name: "seed 5" })).toBeVisible();
  const download = page.waitForEvent("download");
  await button(page, "Download as CSV").click();
  const text = await readFile(await (await download).path(), "utf8");
  const [head, ...rows] = text.trim().split(/\r?\n/);
  expect(head).toBe("step,mean log10 difference,sd,seed 3,seed 4,seed 5");
  const [step, mean, , ...differences] = (rows.at(-1) ?? "").split(",").map(Number);
  expect(step).toBe(600);
  expect(differences.reduce((sum, value) => sum + value, 0) / 3).toBeCloseTo(mean ?? NaN, 9);
});
