/** The example pages of the packed package, on a plain host: WebAssembly and WebGPU, and the notebook's chart. */
import { join } from "node:path";
import { test as plain } from "@playwright/test";
import { openProject, type Project } from "../../hosts/package.ts";
import { expect, WITH_ADAPTER } from "../fixtures.ts";
import { Host } from "../host.ts";

plain.use(WITH_ADAPTER);

// One worker packs once for all tests.
plain.describe.configure({ mode: "default" });

let project: Project;
let host: Host;
plain.beforeAll(async () => {
  project = await openProject();
  host = await Host.open();
  // The packages, as they lie in a project.
  host.root = join(project.home, "..");
});
plain.afterAll(async () => {
  await host.close();
  await project.remove();
});

for (const backend of ["cpu", "webgpu"])
  plain(`the plain page trains on ${backend}`, async ({ page }) => {
    await page.goto(`${host.address}dmf-playground/examples/page.html?backend=${backend}`);
    await expect(page.locator("#state")).toHaveText(`Done on ${backend}`);
    const cells = await page
      .locator("#errors tr")
      .evaluateAll((rows) =>
        (rows as HTMLTableRowElement[]).map(({ cells: own }) =>
          [...own].map(({ textContent }) => textContent),
        ),
      );
    expect(cells.map(([network, step]) => [network, step])).toEqual([
      ["original", "2000"],
      ["yaras", "2000"],
    ]);
    for (const [, , train, recovery] of cells) {
      expect(Number(train)).toBeLessThan(1e-4);
      expect(Number(recovery)).toBeLessThan(1e-4);
    }
    expect(host.asked.filter((path) => /node\.js$|dmf\.js$|react/.test(path))).toEqual([]);
  });

plain("the digits come with the package, and the text encoder with its own", async ({ page }) => {
  await page.goto(`${host.address}dmf-playground/examples/page.html?backend=cpu`);
  const steps = await page.evaluate(async () => {
    const path = "/dmf-playground/dist-library/engine/browser.js";
    const { createEngine } = (await import(path)) as typeof import("../../../src/library/browser.ts");
    const engine = await createEngine({ backend: "cpu" });
    const last: Record<string, number> = {};
    for await (const { model, progress } of engine.run({ id: "mlp", arms: ["cdln"], steps: 2 }))
      last[model] = progress.step;
    for await (const { model, progress } of engine.run({ id: "finetune", methods: ["lora"], steps: 1 }))
      last[model] = progress.step;
    await engine.dispose();
    return last;
  });
  expect(steps).toEqual({ cdln: 2, lora: 1 });
});

plain("the notebook runs its cells and draws a curve for each depth", async ({ page }) => {
  await page.goto(`${host.address}dmf-playground/examples/notebook.html`);
  const outputs = page.locator("output");
  await page.getByRole("button", { name: "Run cell 1" }).click();
  await expect(outputs.nth(0)).toContainText('"rank": 2');
  await page.getByRole("button", { name: "Run cell 2" }).click();
  await expect(outputs.nth(1)).toContainText(/depth 2: \d\S+\ndepth 3: \d\S+\ndepth 4: \d\S+/);
  await page.getByRole("button", { name: "Run cell 3" }).click();
  const lines = page.getByRole("img", { name: "recovery error (log scale) by step" }).locator("polyline");
  await expect(lines).toHaveCount(3);
  for (const points of await lines.evaluateAll((all) =>
    all.map((line) => line.getAttribute("points") ?? ""),
  )) {
    expect(points.split(" ")).toHaveLength(601);
    expect(points).not.toContain("NaN");
  }
});
