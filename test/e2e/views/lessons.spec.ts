/**
 * Goes through each lesson like a student: predicts the true result, runs the experiments, and reads the
 * check of that run. Before each answer, the page must not give it away.
 */
import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { lessonOf, LESSONS } from "../../../src/workloads/lessons.ts";
import { COURSE, type LessonId } from "../../../src/experiment/lessons/course.ts";
import type { Lesson } from "../../../src/experiment/lessons/lesson.ts";
import { expectFits, seriousFaults, tooWide } from "../examine.ts";
import {
  button,
  currentStep,
  expect,
  expectStatus,
  sendFewSentences,
  test,
  WITH_ADAPTER,
} from "../fixtures.ts";

interface Expected {
  /** The true result. A student who predicts it is right. */
  readonly answer: string;
  /** Texts that reveal the result. None may be visible before the answer, and each must be visible after it. */
  readonly tells: readonly RegExp[];
  /** Its run trains an encoder for most of a minute. Without LONG, the walk ends at this question. */
  readonly isSlow?: true;
}

const EXPECTED: Readonly<Record<LessonId, Readonly<Record<string, Expected>>>> = {
  "low-rank": {
    fill: {
      answer: "photo",
      tells: [/memorizes what it sees/, /Noise cannot/, /so a part of it fixes the rest/],
    },
  },
  product: {
    hidden: { answer: "product", tells: [/moves the fourth/, /has no gradient/] },
    deep: { answer: "target", tells: [/went to a matrix of low rank/, /prefers low rank/] },
  },
  waiting: {
    order: { answer: "large", tells: [/the faster its/, /the largest first/] },
    half: { answer: "double", tells: [/The error first moved/, /twice the wait/, /the wait is about/] },
  },
  depth: {
    few: { answer: "deep", tells: [/hardly leaves its start/, /only memorized/] },
    start: { answer: "equal", tells: [/leads depth 2 to low rank too/, /does the same for depth 2/] },
    easy: { answer: "shallow", tells: [/depth 3 adds a wait/, /depth 2 is as good and faster/] },
  },
  subspace: {
    count: {
      answer: "four",
      tells: [/17 of 1,024/, /4 of 32 have turned/, /moves in 2r directions/],
    },
    adam: { answer: "no", tells: [/rescales every entry/, /Gaussian start breaks it/] },
  },
  compression: {
    path: {
      answer: "none",
      tells: [
        /the chart the lines lie on top of each other/,
        /takes the (same )?path/,
        /directions that move/,
      ],
    },
  },
  completion: {
    zero: {
      answer: "stall",
      tells: [/Fixed U and V cannot turn/, /With γ = 0, the compressed network cannot follow/],
    },
    three: { answer: "close", tells: [/error first fell below 1e-3 at/, /it then follows closely/] },
    twin: { answer: "later", tells: [/waits longer/, /nobody tunes/] },
  },
  limits: {
    few: { answer: "no", tells: [/nothing determines them/, /Too few entries/] },
    small: { answer: "stall", tells: [/Only half of U comes/, /Too small an r̂/] },
    fast: { answer: "part", tells: [/a swing kept its size at/, /diverged at step/] },
    noise: { answer: "rises", tells: [/it memorizes the seen pixels/, /the networks only memorize/] },
  },
  rates: {
    shared: { answer: "block", tells: [/the block helps here/, /block helped at one small/] },
    own: {
      answer: "plain",
      tells: [
        /ranking depends on the compared rates/,
        /C-DLN ended \d\.\d points (below|above) DLN/,
        /the plain one was ahead after 400 steps/,
      ],
    },
    fast: { answer: "plain", tells: [/DLN diverged at step/] },
  },
  lora: {
    rise: { answer: "all", tells: [/gets all eight directions/, /used all eight/] },
    learned: { answer: "little", tells: [/almost memorized/, /Three seeds ended at/] },
  },
  "deep-lora": {
    one: { answer: "few", tells: [/what it left at the start/, /lean towards few directions/] },
    wide: { answer: "lora", tells: [/With rank 8 they were/, /its LoRA lacks/], isSlow: true },
    all: {
      answer: "lora",
      tells: [/twelve directions/, /is a bet on the task/, /lost where the teacher differed in all six/],
    },
  },
  memory: {
    bytes: { answer: "galore", tells: [/only r × n numbers/, /up to 65\.5 %/, /GaLore against Adam/] },
    directions: { answer: "four", tells: [/go through the same P/, /keeps to its four directions/] },
    renew: { answer: "more", tells: [/brings new directions/, /gains at most r more directions/] },
  },
};

/** The true answer to every question, as the page stores them. */
const ANSWERED = JSON.stringify(
  Object.fromEntries(
    Object.entries(EXPECTED).flatMap(([id, questions]) =>
      Object.entries(questions).map(([question, { answer }]) => [`${id}.${question}`, answer]),
    ),
  ),
);

const lesson = (page: Page) => page.getByRole("complementary");

/** A figure of the screen: in its text, or the panel of the page that it is about. */
const shownFigure = (page: Page) =>
  page.locator(".lesson figure, #result figure, #result section").filter({ visible: true }).first();

async function openLesson(page: Page, place: string, query = "?backend=cpu"): Promise<void> {
  await page.goto(`/${query}#v=2&lesson=${place}`);
  await expect(lesson(page).getByRole("heading", { level: 2 })).toBeVisible();
  await page.getByLabel("Speed", { exact: true }).selectOption("full");
}

/** All text on the page, including the choices of menus, names and tooltips. */
const readable = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll("option, svg text, [title], [aria-label]")].filter((one) =>
      (one instanceof HTMLOptionElement ? (one.closest("select") ?? one) : one).checkVisibility(),
    );
    const texts = shown.flatMap((one) => [
      one.textContent,
      one.getAttribute("title"),
      one.getAttribute("aria-label"),
    ]);
    return [document.body.innerText, ...texts].join("\n");
  });

/** Records which of a lesson's tell-tale texts have appeared. Fails if one appears before its answer. */
function watch(page: Page, { id, questions }: Lesson) {
  const open = new Set(Object.keys(questions));
  const seen = new Set<RegExp>();
  return {
    open,
    async read(): Promise<void> {
      const text = await readable(page);
      for (const [question, { tells }] of Object.entries(EXPECTED[id]))
        for (const tell of tells)
          if (tell.test(text)) {
            expect(open.has(question) ? `${question} is given away by ${tell}` : "").toBe("");
            seen.add(tell);
          }
    },
    unseen: (): string[] =>
      Object.values(EXPECTED[id])
        .flatMap(({ tells }) => tells)
        .filter((tell) => !seen.has(tell))
        .map(String),
  };
}

/** The text of the lesson, with the TeX source of each formula. */
const prose = (page: Page): Promise<string> =>
  lesson(page).evaluate((panel: HTMLElement) => {
    const formulas = [...panel.querySelectorAll(".katex")].map((formula) => {
      const tex = document.createTextNode(`$${formula.querySelector("annotation")?.textContent ?? ""}$`);
      formula.replaceWith(tex);
      return { formula, tex };
    });
    const text = panel.innerText;
    // Puts the formulas back, because React expects the nodes that it made.
    for (const { formula, tex } of formulas) tex.replaceWith(formula);
    return text;
  });

/**
 * The number of formula parts on the screen. Waits until each part lights up something, because figures are
 * drawn after the text.
 */
async function litByFormulas(page: Page): Promise<number> {
  const parts = lesson(page).locator(".formula [data-blocks], .formula [data-term]");
  const unlit = (): Promise<(string | null)[]> =>
    parts.evaluateAll((all) =>
      all.flatMap((part) => {
        const [block, term] = [part.getAttribute("data-blocks"), part.getAttribute("data-term")];
        const found = block
          ? document.querySelector(`[data-block="${block}"]`)
          : [...document.querySelectorAll(`[data-term~="${term}"]`)].find(
              (one) => !one.closest(".formula, .term"),
            );
        return found ? [] : [block ?? term];
      }),
    );
  await expect.poll(unlit, { message: "parts of formulas that light nothing" }).toEqual([]);
  return parts.count();
}

/** Each “Show me” marks its figure and its step, and removes both marks. */
async function expectShown(page: Page, { workload }: Lesson): Promise<void> {
  const mark = workload === "mf" ? page.getByText(/You see step/) : page.locator(".step-mark");
  for (const show of await lesson(page).locator(".show-me").all()) {
    const hasStep = (await show.getAttribute("data-step")) !== null;
    await show.click();
    await expect(page.locator(".shown-by-text")).toBeVisible();
    await expect(mark).toHaveCount(hasStep ? 1 : 0);
    await show.click();
    await expect(page.locator(".shown-by-text")).toHaveCount(0);
    await expect(mark).toHaveCount(0);
  }
}

const IS_LONG = Boolean(process.env["LONG"]);
/** Tests the CPU engine. With LONG, also tests WebGPU, which is slow on a software adapter. */
const ENGINES = IS_LONG ? ["?backend=cpu", "?backend=webgpu"] : ["?backend=cpu"];
if (IS_LONG) test.use(WITH_ADAPTER);

for (const [engine, taken] of ENGINES.flatMap((query) => LESSONS.map((each) => [query, each] as const)))
  test(`lesson ${taken.id}, ${taken.title}: it happens as the lesson says ${engine}`, async ({ page }) => {
    const { id, title, screens, questions } = taken;
    // Their answers are counts of an update's directions, which do not depend on the sentences.
    if ((id === "memory" || id === "deep-lora") && !IS_LONG) await sendFewSentences(page, 24);
    // While a run trains, the page then draws less often.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await test.step("screens past a question, the summary and the sources wait for its answer", async () => {
      await openLesson(page, `${id}.${screens}`, engine);
      const ask = lesson(page).getByRole("button", { name: "Go to the question" }).first();
      await expect(ask).toBeVisible();
      await expect(lesson(page).getByRole("heading", { name: /Remember|Sources/ })).toHaveCount(0);
      await ask.click();
      await expect(lesson(page).getByText(Object.values(questions)[0]?.text ?? "")).toBeVisible();
      if (id === "waiting") {
        // Until then, its chart names no expected step either.
        const expected = page.locator("#result .errors").getByText("σ₁", { exact: true });
        await expect(expected).toBeAttached();
        await expect(expected).toBeHidden();
      }
    });
    await openLesson(page, `${id}.1`, engine);
    await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(title);
    const watched = watch(page, taken);
    let confirmed = 0;
    let lit = 0;
    const read: string[] = [];
    const verdict = lesson(page).getByText("✓ As you predicted.");
    for (let screen = 1; screen <= screens; screen++) {
      await expect(page).toHaveURL(new RegExp(`lesson=${id}\\.${screen}`));
      await expect(lesson(page).getByText("Loading the lesson…")).toHaveCount(0);
      await expect(lesson(page).getByRole("heading", { level: 2 })).toBeInViewport({ ratio: 1 });
      const commit = lesson(page).getByRole("button", { name: "That is my prediction" });
      const run = lesson(page)
        .locator(".run-it:not(:has-text('✓ run'))")
        .getByRole("button", { name: /^Run: / });
      // An answer makes runs available, and a run may make the next question available.
      for (;;) {
        await watched.read();
        // Spectra arrive a moment after the run's end. Another run would end the wait for them.
        await expect(lesson(page)).not.toContainText(/NaN|have not arrived yet|has not arrived yet/);
        if ((await run.count()) > 0) {
          const name = await run.first().innerText();
          const committed = Object.keys(questions).length - watched.open.size;
          expect(committed, `“${name}” must test a prediction`).toBeGreaterThan(
            confirmed + (await verdict.count()),
          );
          const state = lesson(page).locator(".run-it").filter({ hasText: name });
          await run.first().click();
          // A run of the encoder takes minutes on a busy machine.
          await expect(state, name).toContainText("✓ run", { timeout: 600_000 });
        } else if ((await commit.count()) > 0) {
          const [question = ""] = watched.open;
          const expected = EXPECTED[id][question];
          if (expected?.isSlow && !IS_LONG) {
            expect(lit).toBeGreaterThan(0);
            return;
          }
          const answer = questions[question]?.options[expected?.answer ?? ""] ?? "no answer";
          // No answer is chosen beforehand, not even one to an earlier question.
          await expect(commit.first()).toBeDisabled();
          await lesson(page).getByRole("radio", { name: answer, exact: true }).check();
          await commit.first().click();
          watched.open.delete(question);
        } else if (await lesson(page).getByText("Take at least 200 steps.").isVisible()) {
          // The values of the 2 × 2 example answer its question.
          await expect(lesson(page)).not.toContainText("as at the start");
          for (const _ of [1, 2]) await button(page, "100 steps").click();
          await expect(lesson(page)).toContainText("as at the start");
        } else if ((await lesson(page).locator(".waiting-for").count()) > 0)
          await expect(run.or(commit).first()).toBeVisible();
        else break;
      }
      await expect(lesson(page).locator(".waiting-for")).toHaveCount(0);
      await expect(shownFigure(page)).toBeVisible();
      confirmed += await verdict.count();
      await expect(lesson(page).getByText("Not what you predicted", { exact: false })).toHaveCount(0);
      await watched.read();
      lit += await litByFormulas(page);
      await expectShown(page, taken);
      if (screen < screens) {
        read.push(await prose(page));
        await lesson(page).getByRole("button", { name: "Next", exact: true }).click();
      }
    }
    expect(lit).toBeGreaterThan(0);
    expect(watched.open.size).toBe(0);
    expect(confirmed).toBe(Object.keys(questions).length);
    await expect(lesson(page).getByRole("heading", { name: "Exercises" })).toBeVisible();
    expect(watched.unseen()).toEqual([]);
    await lesson(page)
      .locator("details")
      .evaluateAll((all) => {
        for (const one of all as HTMLDetailsElement[]) one.open = true;
      });
    // Saves the text that a student reads, for editors.
    read.push(await prose(page));
    await writeFile(test.info().outputPath(`${id}.txt`), read.join("\n\n"));
    await lesson(page).getByRole("link", { name: "Open the set-up" }).first().click();
    await expect(page).toHaveURL(new RegExp(`lesson=${id}\\.${screens}`));
  });

test("words in the text light controls and curves and show a step; a wrong prediction is called one, and is kept on this device", async ({
  page,
}) => {
  await openLesson(page, "compression.1");
  await lesson(page).getByRole("radio", { name: "It never gets there" }).check();
  await button(page, "That is my prediction").click();
  await button(page, "Next").click();
  await lesson(page)
    .getByRole("button", { name: /^Run: / })
    .click();
  // The lesson has scrolled to it.
  await expect(lesson(page).getByText(/^Not what you predicted/)).toBeInViewport();
  await test.step("words show a step of the run and light its lines, until they are left", async () => {
    const show = lesson(page).getByRole("button", { name: "Show me that step" });
    await show.click();
    const chart = page.locator("#result").getByRole("figure", { name: "Error", exact: true });
    await expect(chart).toHaveClass(/shown-by-text/);
    await expect(page.locator('#result [data-term~="yaras"].lit').first()).toBeAttached();
    await expect(page.getByText(/You see step/)).toBeVisible();
    await button(page, "Back").focus();
    await expect(show).toHaveAttribute("aria-pressed", "false");
    await expect(chart).not.toHaveClass(/shown-by-text/);
    await expect(page.locator('#result [data-term~="yaras"].lit')).toHaveCount(0);
  });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.reload();
  await button(page, "Back").click();
  await expect(lesson(page)).toContainText("Your prediction: It never gets there");
  // The curves are on the page only where the screen is about them.
  await expect(page.locator("#result")).toBeHidden();
  await openLesson(page, "completion.1");
  await button(page, "Play").click();
  await test.step("r̂ in the text lights its control and the curves of the compressed networks, and a curve lights it", async () => {
    const term = lesson(page).getByRole("term").filter({ hasText: "compression rank" }).first();
    const curve = page.locator('path[data-term="yaras"]').first();
    await expect(curve).toBeAttached();
    await term.focus();
    await expect(page.locator('.dial[data-term="rHat"]')).toHaveClass(/lit/);
    await expect(curve).toHaveClass(/lit/);
    await expect(page.locator('path[data-term="original"]').first()).not.toHaveClass(/lit/);
    await page.locator('.line-sample[data-term="original"]').first().dispatchEvent("pointerover");
    await expect(term).not.toHaveClass(/lit/);
    await page.locator('.line-sample[data-term="yaras"]').first().dispatchEvent("pointerover");
    await expect(term).toHaveClass(/lit/);
  });
});

test("lines of the induction light their blocks, and quiet directions keep their partners, also folded into blocks, until x is dragged; parts of a formula light their blocks, and a focused formula all of them; a link of the first edition or of a replaced lesson opens its successor, with a notice; the last lesson leads back to the list", async ({
  page,
}) => {
  await page.addInitScript(() =>
    window.localStorage.setItem("dmf.predictions", JSON.stringify({ "subspace.count": "four" })),
  );
  await openLesson(page, "subspace.4");
  const line = lesson(page).getByRole("listitem").filter({ hasText: "carry x₁ back" });
  const block = (name: string) => lesson(page).locator(`[data-block="original/${name}"]`);
  await line.focus();
  await expect(block("W1")).toHaveClass(/lit/);
  await expect(block("W3")).toHaveClass(/lit/);
  await expect(block("W2")).not.toHaveClass(/lit/);
  await line.blur();
  await expect(block("W1")).not.toHaveClass(/lit/);
  await button(page, "Back").click();
  const figure = lesson(page).getByRole("figure", { name: "Does this direction move?" });
  await expect(figure.getByRole("img")).toHaveCount(3);
  await button(page, "Play").click();
  await expectStatus(page, "finished");
  const angles = async (): Promise<number[]> =>
    (await figure.getByRole("img").all()).reduce<Promise<number[]>>(
      async (before, dial) => [
        ...(await before),
        Number(/([\d.]+)°/.exec((await dial.getAttribute("aria-label")) ?? "")?.[1]),
      ],
      Promise.resolve([]),
    );
  await expect.poll(async () => Math.max(...(await angles()))).toBeGreaterThan(5);
  await figure.getByRole("radio", { name: "Φx = 0", exact: false }).check();
  await expect.poll(async () => Math.max(...(await angles()))).toBe(0);
  const circle = figure.locator(".handle");
  const { width, height } = (await circle.boundingBox()) ?? { width: 0, height: 0 };
  await circle.dragTo(circle, {
    sourcePosition: { x: 0.86 * width, y: height / 2 },
    // Beyond v₁, where the arc ends.
    targetPosition: { x: 0.4 * width, y: 0.1 * height },
  });
  await expect(figure.getByRole("slider")).toHaveValue("90");
  await expect.poll(async () => Math.max(...(await angles()))).toBeGreaterThan(5);
  await figure.getByRole("button", { name: "Fold into blocks" }).click();
  await expect(figure.getByRole("img", { name: "100 % of the squared length" })).toHaveCount(3);
  await figure.getByRole("slider").fill("0");
  await expect(figure.getByRole("img", { name: ": 0 % of the squared length" })).toHaveCount(3);

  await openLesson(page, "rates.1");
  const formula = lesson(page).locator(".formula.display").first();
  const sketch = (name: string) => lesson(page).locator(`[data-block="sketch/dln/${name}"]`);
  // The formula may be there before the page follows the pointer.
  await expect(async () => {
    await formula.locator('[data-blocks="sketch/dln/A₂"]').first().dispatchEvent("pointerover");
    await expect(sketch("A₂")).toHaveClass(/lit/, { timeout: 1000 });
  }).toPass();
  await expect(sketch("A₁")).not.toHaveClass(/lit/);
  // A lesson that is still opening moves the focus to its heading.
  await expect(async () => {
    await formula.focus();
    await expect(sketch("A₁")).toHaveClass(/lit/, { timeout: 1000 });
  }).toPass();
  await lesson(page).getByRole("heading", { level: 2 }).focus();
  await expect(sketch("A₁")).not.toHaveClass(/lit/);

  await page.goto("/?backend=cpu#v=2&lesson=5.3");
  const { title } = lessonOf("subspace");
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(title);
  await expect(page.getByText("lesson 5 of the first edition", { exact: false })).toBeVisible();
  await page.goto("/?backend=cpu#v=2&lesson=adapters.1");
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(COURSE.lora.title);
  await expect(page.getByText("The lesson of this link was replaced", { exact: false })).toBeVisible();
  await lesson(page).getByRole("link", { name: "lesson 7" }).click();
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(COURSE.completion.title);
  await page.goto(`/?backend=cpu#v=2&lesson=memory.${lessonOf("memory").screens}`);
  await lesson(page).getByRole("button", { name: "All lessons" }).click();
  await page.getByRole("link", { name: "Start lesson 3", exact: true }).click();
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(COURSE.waiting.title);
});

test("the list of lessons prints as a sheet, and opens one, which waits for a prediction; a symbol lights up its control", async ({
  page,
}) => {
  await page.goto("/?view=lessons#v=2&data=random&d=24&r=2&T=50");
  const list = page.getByRole("dialog", { name: "Lessons" });
  await page.emulateMedia({ media: "print" });
  await expect(list.getByRole("heading", { name: "12. What does memory cost?" })).toBeVisible();
  await expect(list.getByText("2 · 8 · 4,096 = 65,536", { exact: false })).toBeVisible();
  await expect(page.getByRole("main")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "Start lesson 7" }).click();
  await expect(lesson(page).getByRole("heading", { name: "Half of the entries hidden" })).toBeVisible();
  await expectStatus(page, "ready");
  await expect.poll(() => currentStep(page)).toBe(0);
  // The lesson takes the focus when it has opened, and an element that then comes below the pointer may take the light.
  // A term that has the focus already would not light up again.
  const term = lesson(page).getByRole("term").filter({ hasText: "observed fraction" });
  await expect(async () => {
    await term.blur();
    await term.focus();
    await expect(page.locator('.dial[data-term="observed"]')).toHaveClass(/lit/, { timeout: 2000 });
  }).toPass();
  await expect(lesson(page).locator("math").first()).toBeAttached();
});

test("on a phone, words in the text open the panel that they point at", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.addInitScript((answers) => window.localStorage.setItem("dmf.predictions", answers), ANSWERED);
  await openLesson(page, "product.3");
  await lesson(page)
    .getByRole("button", { name: /^Run: / })
    .click();
  const show = lesson(page).getByRole("button", { name: "Show me the two singular values" });
  await show.click();
  await expect(page.getByRole("tab", { name: "Spectra" })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator('#result figure[aria-label="Singular values"]')).toHaveClass(/shown-by-text/);
  // When the button is pressed again, the page scrolls back to the words.
  await expect(show).not.toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(show).toBeInViewport({ ratio: 1 });
});

async function lessonTooWide(page: Page): Promise<string[]> {
  const spill = await lesson(page).evaluate((panel) => panel.scrollWidth - panel.clientWidth);
  return spill > 1 ? [`the lesson is ${spill} px too wide`] : [];
}

/** Text of the lesson that is smaller than 28 pixels. Formulas have their own sizes, and pictures scale with the page. */
const tooSmallForAHall = (page: Page): Promise<string[]> =>
  lesson(page).evaluate((panel) =>
    [...panel.querySelectorAll("*")]
      .filter(
        (one) =>
          [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
          one.checkVisibility() &&
          !one.closest(".katex, sup, sub, svg, .visually-hidden") &&
          parseFloat(getComputedStyle(one).fontSize) < 28,
      )
      .map((one) => `too small: ${one.textContent?.slice(0, 30)}`),
  );

test("large type pages through every lesson with keys: all fits, with a figure on every screen, and no type is smaller than 28 pixels", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript((answers) => window.localStorage.setItem("dmf.predictions", answers), ANSWERED);
  await page.goto("/?slides=1&backend=cpu#v=2&lesson=low-rank.1");
  for (const { id, title, screens } of LESSONS)
    for (let screen = 1; screen <= screens; screen++) {
      await expect(page).toHaveURL(new RegExp(`lesson=${id}\\.${screen}`));
      await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(title);
      await expect(lesson(page)).toHaveClass(/slides/);
      await expect(shownFigure(page)).toBeVisible();
      await expectFits(page, `${id}.${screen}`, tooWide, lessonTooWide, tooSmallForAHall);
      if (`${id}.${screen}` === "waiting.1")
        expect(await seriousFaults(page, undefined, ".lesson")).toEqual([]);
      await page.keyboard.press("PageDown");
    }
  await page.keyboard.press("PageUp");
  await expect(page).toHaveURL(/lesson=memory\.4/);
});
