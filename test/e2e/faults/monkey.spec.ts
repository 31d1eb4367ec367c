/**
 * A monkey uses the page. Whatever it presses, types and chooses during training, there must be one run, the
 * page and the engine must agree on it, the address must name the experiment, and no error may occur.
 * MONKEY_SEED and MONKEY_ACTIONS repeat a sequence.
 */
import type { Page, Worker } from "@playwright/test";
import { FIELDS, type Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { formatCount, formatError, formatSetting } from "../../../src/store/format.ts";
import { applies, GROUPS } from "../../../src/ui/workloads/mf/controls/groups.ts";
import { labelOf, optionName } from "../../../src/ui/workloads/mf/controls/presentation.ts";
import { button, changeWorkers, expect, open, SMALL, test, WITH_ADAPTER } from "../fixtures.ts";
import { actionsOf, type Action } from "./monkey-actions.ts";
import { answeringWorkers } from "../training/resources.ts";

test.use(WITH_ADAPTER);

const IS_LONG = Boolean(process.env["LONG"]);
const SEED = Number(process.env["MONKEY_SEED"] ?? 1);
const ACTIONS = Number(process.env["MONKEY_ACTIONS"] ?? (IS_LONG ? 10_000 : 80));
/** Number of actions between two full comparisons. */
const STRETCH = 8;
const LAST_TOLD = 30;

/** The engine's latest events. */
interface Told {
  status?: string;
  step: number;
  experiment?: Experiment;
  readonly networks: Record<string, { step: number; recovery: number; shown: number }>;
}

/**
 * Code that is inserted before each worker's script and records the engine's events before the page receives
 * them.
 */
const LISTEN = `{
  const told = (globalThis.told = { step: 0, networks: {} });
  const post = globalThis.postMessage.bind(globalThis);
  globalThis.postMessage = (message, ...rest) => {
    const event = message?.event;
    if (event?.kind === "loaded") Object.assign(told, { experiment: event.summary.experiment, networks: {} });
    if (event?.kind === "resumed") told.experiment = event.summary.experiment;
    if (event?.kind === "rates") told.experiment = event.experiment;
    if (event?.kind === "status") Object.assign(told, { status: event.status, step: event.step });
    if (event?.kind === "steps")
      for (const { id, firstStep, columns: { recovery }, progress } of event.networks)
        told.networks[id] = {
          step: firstStep + recovery.length - 1, recovery: recovery.at(-1), shown: progress.headline,
        };
    return post(message, ...rest);
  };
}\n`;

type Engine = readonly [worker: Worker, told: Told];

/** The workers whose engine has sent a status, with what it sent. */
async function enginesOf(page: Page): Promise<Engine[]> {
  const all = await Promise.all(
    answeringWorkers(page).map(async (worker) => {
      const told = await worker
        .evaluate(() => (globalThis as unknown as { told: Told }).told)
        .catch(() => undefined);
      return told?.status === undefined ? [] : [[worker, told] as const];
    }),
  );
  return all.flat();
}

test("a monkey changes everything while it trains, and page, engine and address agree", async ({ page }) => {
  test.setTimeout(900_000 + ACTIONS * 1500);
  await changeWorkers(page, (script) => LISTEN + script);
  await open(page, SMALL);
  const actions = actionsOf(SEED, ACTIONS);
  const did = { acted: 0, compared: 0, charts: 0 };
  let last = 0;
  try {
    for (const [i, action] of actions.entries()) {
      last = i;
      if (await act(page, action).catch(() => false)) did.acted++;
      await expectSound(page);
      if ((i + 1) % STRETCH !== 0) continue;
      const seen = await compare(page);
      did.compared += seen.networks;
      did.charts += seen.chart;
    }
  } catch (error) {
    const list = actions.slice(0, last + 1).map((action, i) => `${i} ${JSON.stringify(action)}`);
    await test.info().attach("actions", { body: list.join("\n") });
    console.log(
      `MONKEY_SEED=${SEED} MONKEY_ACTIONS=${last + 1} npx playwright test monkey   does this again:`,
    );
    console.log(list.slice(-LAST_TOLD).join("\n"));
    throw error;
  }
  console.log(`seed ${SEED}: ${ACTIONS} actions, ${JSON.stringify(did)}`);
  expect(did.acted).toBeGreaterThan(0.4 * ACTIONS);
  expect(did.compared).toBeGreaterThan(ACTIONS / STRETCH);
  expect(did.charts).toBeGreaterThan(ACTIONS / STRETCH / 4);
});

const NOT_TRAINED = ["waiting for the file", "stopped by an error", "too large for this device", "cancelled"];
const BEING_MADE = ["preparing…", "compiling…"];
const TIMEOUT = { timeout: 2000 };

type Acts = {
  readonly [K in Action["kind"]]: (page: Page, action: Extract<Action, { kind: K }>) => Promise<boolean>;
};

/** Each function does its action if the page has the elements for it, and returns whether it did. */
const ACTS: Acts = {
  async click(page, { role, name }) {
    const one = page.getByRole(role, { name }).first();
    if (!(await one.isVisible()) || !(await one.isEnabled())) return false;
    await one.click(TIMEOUT);
    return true;
  },
  async choose(page, { name, value }) {
    const one = page.getByRole("combobox", { name, exact: true }).first();
    if (!(await one.isVisible())) return false;
    await one.selectOption(value, TIMEOUT);
    return true;
  },
  async type(page, { name, text }) {
    const one = page.getByLabel(name, { exact: true }).first();
    if (!(await one.isVisible())) return false;
    await one.fill(text, TIMEOUT);
    await one.press("Enter", TIMEOUT);
    return true;
  },
  async slide(page, { name, to }) {
    const one = page.getByRole("slider", { name, exact: true });
    if (!(await one.isVisible()) || !(await one.isEnabled())) return false;
    const max = await one.getAttribute("max");
    if (max !== null) {
      await one.fill(String(Math.round(Number(max) * to)), TIMEOUT);
      return true;
    }
    const track = one.locator("xpath=ancestor::*[@class='slider']");
    const { width = 0, height = 0 } = (await track.boundingBox()) ?? {};
    await track.click({ ...TIMEOUT, position: { x: to * (width - 1), y: height / 2 } });
    return true;
  },
  async key(page, { key }) {
    await page.keyboard.press(key);
    return true;
  },
  async view(page, { name, ms }) {
    await button(page, name).click(TIMEOUT);
    await page.getByRole("dialog").waitFor(TIMEOUT);
    await page.waitForTimeout(ms);
    await page.keyboard.press("Escape");
    return true;
  },
  history: (page, { by }) =>
    page.evaluate((steps) => {
      // Skips links that lead out of the page.
      const isThere = steps < 0 ? navigation.canGoBack : navigation.canGoForward;
      if (isThere) history.go(steps);
      return isThere;
    }, by),
  async address(page, { hash }) {
    await page.evaluate((to) => (location.hash = to), hash);
    return true;
  },
  async reload(page) {
    await page.reload();
    return true;
  },
  async wait(page, { ms }) {
    await page.waitForTimeout(ms);
    return true;
  },
};

async function clickIfShown(page: Page, name: string): Promise<void> {
  const one = button(page, name);
  if (await one.isVisible()) await one.click(TIMEOUT);
}

/** Shows every setting, not only those of the toolbar, so that the monkey can read and move it. */
const showSettings = (page: Page): Promise<void> => clickIfShown(page, "More");

async function act(page: Page, action: Action): Promise<boolean> {
  // An open view covers the button.
  await showSettings(page).catch(() => undefined);
  return ACTS[action.kind](page, action as never);
}

/** Checks that must hold at any moment: at most one engine, and no part of the page has failed. */
async function expectSound(page: Page): Promise<void> {
  // When a worker is replaced, the old one takes a moment to end.
  if ((await enginesOf(page)).length > 1)
    await expect.poll(async () => (await enginesOf(page)).length).toBe(1);
  const alerts = await page.getByRole("alert").allInnerTexts();
  expect(alerts.filter((text) => /\((bug|engine-lost)\)|could not be shown/.test(text))).toEqual([]);
}

/** The page's texts, all read at one moment. */
interface Said {
  readonly hash: string;
  readonly controls: Record<string, string | boolean>;
  readonly training: string;
  /** The status: “training”, “paused” … */
  readonly status: string;
  readonly errors: string[];
  /** The last row of the chart's table. */
  readonly lastRow: string[];
}

function readPage(): Said {
  const texts = (selector: string, within: ParentNode | null | undefined = document): string[] =>
    [...(within?.querySelectorAll(selector) ?? [])].map((one) => (one as HTMLElement).innerText.trim());
  const controls: Record<string, string | boolean> = {};
  // Inputs of the toolbar, the settings panel and the networks list, which may be hidden.
  for (const input of document.querySelectorAll<HTMLInputElement>("input, select")) {
    if (input.type === "range") continue;
    const label = input.labels?.[0];
    // The reason why a network is not available stands beside its name.
    const refusal = label?.querySelector(".refused")?.textContent ?? "";
    const text = (label?.innerText || label?.textContent || "").replace(refusal, "");
    const name = text.split("\n")[0]?.trim() ?? "";
    controls[name] = input.type === "checkbox" ? input.checked : input.value;
  }
  const costs = document.querySelector('[aria-label="Costs and results"] table');
  const row = [...(costs?.querySelectorAll("tr") ?? [])].find((one) =>
    one.innerText.startsWith("Recovery error"),
  );
  const chart = [...document.querySelectorAll(".panel.errors .chart-table tbody tr")].at(-1);
  return {
    hash: location.hash,
    controls,
    training: texts("[aria-label=Training]")[0] ?? "",
    status: texts(".status-word")[0] ?? "",
    errors: texts("td", row),
    lastRow: texts("th, td", chart),
  };
}

interface Compared {
  readonly networks: number;
  readonly chart: number;
  readonly differences: readonly string[];
}

/** Waits until all requested work is done, stops training, and compares page, engine and address. */
async function compare(page: Page): Promise<Compared> {
  if (await page.getByRole("dialog").isVisible()) await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(() => showSettings(page)).toPass();
  // Page and engine are compared at the current step.
  await expect(() => clickIfShown(page, "Back to the present")).toPass();
  // A number that is being typed counts when its box loses the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  // Shows the table with steps, whose last row is the current step. A reload closes the table.
  const steps = page
    .getByRole("group", { name: "Horizontal axis" })
    .getByRole("button", { name: "steps", exact: true });
  if (await steps.isVisible()) await steps.click();
  await page.evaluate(() => document.querySelector(".panel.errors .chart-table")?.setAttribute("open", ""));

  // On a busy machine, measuring and loading a large matrix takes minutes.
  const isBeingMade = async () => BEING_MADE.includes((await page.evaluate(readPage)).status);
  await expect.poll(isBeingMade).toBe(false);
  await expect.poll(() => unsettled(page)).toEqual([]);
  let found: Compared = { networks: 0, chart: 0, differences: [] };
  const differ = async (): Promise<readonly string[]> => {
    // A run that has just become ready starts by itself.
    const pause = button(page, "Pause");
    if (await pause.isVisible()) await pause.click(TIMEOUT).catch(() => undefined);
    found = await differences(page);
    return found.differences;
  };
  await expect.poll(differ).toEqual([]);
  return found;
}

/** Places that disagree about the experiment: controls, address or the engine's run. */
async function unsettled(page: Page): Promise<string[]> {
  const said = await page.evaluate(readPage);
  const { config } = MF_CODEC.decode(said.hash);
  const wanted = Object.entries(controlsOf(config));
  const wrong = wanted.filter(([name, value]) => said.controls[name] !== value);
  const [engine] = await enginesOf(page);
  const trained = engine?.[1].experiment;
  const isStill = NOT_TRAINED.includes(said.status);
  return [
    ...wrong.map(([name, value]) => `${name} is ${said.controls[name]}, in the address ${value}`),
    ...(BEING_MADE.includes(said.status) ? [said.status] : []),
    ...(isStill || (trained && MF_CODEC.encode(trained) === MF_CODEC.encode(config))
      ? []
      : [`the engine trains ${trained && MF_CODEC.encode(trained)}, the address is ${said.hash}`]),
  ];
}

/** The value that each control should display for an experiment. */
function controlsOf(experiment: Experiment): Record<string, string | boolean> {
  const controls: Record<string, string | boolean> = {};
  for (const name of GROUPS.flatMap(({ names }) => names.filter((one) => applies(one, experiment)))) {
    const field = FIELDS.find((one) => one.name === name);
    const value = experiment[name];
    if (!field || field.kind === "text") continue;
    if (field.kind === "choices")
      for (const option of field.options)
        controls[optionName(name, option)] = experiment.networks.some((id) => id === option);
    else
      controls[labelOf(field, experiment)] = Array.isArray(value)
        ? value.map(formatSetting).join(", ")
        : typeof value === "number"
          ? formatSetting(value)
          : String(value);
  }
  return controls;
}

/**
 * The differences between the page's tables and the engine's latest events, and the number of comparisons
 * made.
 */
async function differences(page: Page): Promise<Compared> {
  const [engine] = await enginesOf(page);
  const said = await page.evaluate(readPage);
  if (!engine || NOT_TRAINED.includes(said.status)) return { networks: 0, chart: 0, differences: [] };
  const [, told] = engine;
  if (["training", ...BEING_MADE].includes(said.status))
    return { networks: 0, chart: 0, differences: [said.status] };
  const ids = Object.keys(told.networks);
  const shown = ids.map((id) => formatError(told.networks[id]?.shown));
  const wrong = shown.flatMap((text, i) =>
    said.errors[i] === text ? [] : [`table ${said.errors[i]}, engine ${text}`],
  );
  const step = /step\s+([\d,]+)/.exec(said.training)?.[1];
  if (step !== formatCount(told.step)) wrong.push(`step ${step}, engine ${told.step}`);
  // If a pinned run is longer, the table's last row belongs to it.
  const isComparable = told.experiment?.seeds === 1 && said.lastRow[0] === formatCount(told.step);
  // An infinite error is not drawn, and a network that diverged earlier has no value in this row.
  const last = ids
    .map((id) => (told.networks[id]?.step === told.step ? told.networks[id].recovery : NaN))
    .map((error) => formatError(Number.isFinite(error) ? error : NaN));
  if (isComparable)
    for (const [i, text] of last.entries()) {
      const cell = said.lastRow[i + 1]?.split(" / ")[0];
      if (cell !== text) wrong.push(`chart ${cell}, engine ${text}`);
    }
  return { networks: ids.length, chart: isComparable ? 1 : 0, differences: wrong };
}
