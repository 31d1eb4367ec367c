/** The page on WebGPU and on the CPU: it says which engine trains, and both give the same results. */
import type { Page } from "@playwright/test";
import {
  button,
  finish,
  costCell,
  open,
  openEngine,
  SMALL,
  test,
  expect,
  expectStatus,
  WITH_ADAPTER,
} from "../fixtures.ts";

test.use(WITH_ADAPTER);

/** Learns in 100 steps, because a software adapter takes five seconds for the 400 of `SMALL`. */
const SHORT = SMALL.replace("T=400", "T=100&eps=0.3").replace(",thin", "");

test("a first visit sees the cloth learned by the compressed network for less work", async ({ page }) => {
  await open(page, "", "");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("DMF Playground");
  await expect(page.getByRole("combobox", { name: "Experiment" })).toHaveValue("cloth");
  const pictures = page.getByRole("region", { name: "Pictures", exact: true });
  for (const name of ["Observed", "Original: estimate", "Compressed: difference"])
    await expect(pictures.getByRole("img", { name })).toBeVisible();
  const cutOff = page
    .locator(".main-controls input")
    .evaluateAll((boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth).length);
  expect(await cutOff, "numbers of the main settings that do not fit").toBe(0);
  await test.step("on a slow page, every part names the step that it shows", async () => {
    const throttle = await page.context().newCDPSession(page);
    await throttle.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const frames = await framesOf(page, 20);
    test.info().annotations.push({ type: "frames", description: JSON.stringify(frames) });
    expect(frames).not.toHaveLength(0);
    // The axis has 1,500 steps on a few hundred pixels.
    for (const { curveEnd, steps, costs } of frames) {
      expect(Math.abs(curveEnd - (steps[1] ?? NaN))).toBeLessThan(10);
      expect(costs[0]).toBe(costs[1]);
    }
    await throttle.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  });
  await finish(page);
  for (const name of ["Original", "Compressed"])
    await expect.poll(async () => Number(await costCell(page, "Recovery error", name))).toBeLessThan(1e-3);
  await expect(page.getByRole("region", { name: "Result so far" })).toContainText(
    /Compressed: 18× less work to error 10⁻³: 18× fewer FLOPs per step, about as many steps/,
  );
  await expect(page.getByRole("region", { name: "Observed, target and difference" })).toContainText(
    /× [\d,.]+/,
  );
});

/**
 * The steps that the header and the parts of the stage name while the run trains, the step at which the curve of the
 * original ends, and the step of the costs and of their caption.
 */
const framesOf = (page: Page, count: number) =>
  page.evaluate(async (wanted) => {
    const stepIn = (selector: string): number => {
      const text = document.querySelector(selector)?.textContent ?? "";
      return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(",", "") ?? NaN);
    };
    const read = () => {
      const plot = document.querySelector(".errors .plot svg.recharts-surface svg");
      const [path] = plot?.querySelectorAll("path.curve[data-term=original]") ?? [];
      const [from = NaN, , width = NaN] = plot?.getAttribute("viewBox")?.split(" ").map(Number) ?? [];
      const end = Number(/.*[ML]([\d.]+),[\d.]+$/.exec(path?.getAttribute("d") ?? "")?.[1] ?? NaN);
      const last = Number(document.querySelector<HTMLInputElement>("input.scrubber")?.max ?? NaN);
      const parts = [".errors", ".spectra", ".stage-pictures", ".diagram"];
      const steps = [".step-counter", ...parts.map((part) => `${part} .shown-step`)].map(stepIn);
      const table = document.querySelector<HTMLElement>("table.costs");
      const costs = [Number(table?.dataset["step"] ?? NaN), stepIn("table.costs .shown-step")];
      return { curveEnd: ((end - from) / width) * last, steps, costs };
    };
    const frames: ReturnType<typeof read>[] = [];
    while (frames.length < wanted && !document.querySelector(".status-word.finished")) {
      await new Promise(requestAnimationFrame);
      const frame = read();
      if ([frame.curveEnd, ...frame.steps, ...frame.costs].every(Number.isFinite)) frames.push(frame);
    }
    return frames;
  }, count);

test("WebGPU trains where there is an adapter, and says which; the CPU can be forced, says so, and starts from the same numbers; ?backend=cpu trains on the CPU, and a link with WebGPU's results is compared with the run that it opens", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, SHORT, "?backend=webgpu");
  await expectStatus(page, "ready");
  const start = await costCell(page, "Recovery error", "Compressed");
  await openEngine(page);
  const engine = page.getByRole("combobox", { name: "Engine" });
  await expect(engine).toHaveAccessibleDescription(/^WebGPU · \S/);
  await page.keyboard.press("Escape");
  await button(page, "Play").click();
  await finish(page);
  const hash = await hashWithResults(page);
  await button(page, "Reset").click();
  await expectStatus(page, "ready");

  await openEngine(page);
  await engine.selectOption("cpu");
  await expect(engine).toHaveAccessibleDescription(/^CPU · \d+ threads?$/);
  await expect(page).toHaveURL(/\?backend=cpu/);
  await expectStatus(page, "ready");
  await expect.poll(() => costCell(page, "Recovery error", "Compressed")).toBe(start);

  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.goto("about:blank");
  await open(page, hash, "?backend=cpu");
  await openEngine(page);
  await expect(engine).toHaveValue("cpu");
  await expect(engine).toHaveAccessibleDescription(/^CPU · \d+ threads?$/);
  await page.keyboard.press("Escape");
  await finish(page);
  await expect.poll(async () => Number(await costCell(page, "Train error", "Original"))).toBeLessThan(0.9);
  await expect(
    page.getByText(/^Same as the link’s results at step 100, within 1 %: recovery error of Original/),
  ).toBeVisible();
  await page.goto("about:blank");
  await open(page, hash.replace(/original:[^:]+/, "original:0.9"), "?backend=cpu");
  await expect(page.getByText("The link contains results of step 100")).toBeVisible();
  await finish(page);
  await expect(page.getByText(/^Different from the link’s results at step 100.*Original 0\.9/)).toBeVisible();
  // The results do not apply to another experiment.
  await page.getByRole("button", { name: "New seed" }).click();
  await expect(page.getByText("the link’s results")).toHaveCount(0);
});

/** The hash of the link with the results of a finished run. */
async function hashWithResults(page: Page): Promise<string> {
  await button(page, "Share").click();
  const results = page.getByRole("textbox", { name: "Link with results" });
  await expect(results).toHaveValue(/<[^#>]*#[^>]*&got=100,original:[^>]*>/);
  const [, hash = ""] = /<[^#]*(#[^>]*)>/.exec(await results.inputValue()) ?? [];
  await page.keyboard.press("Escape");
  return hash;
}
