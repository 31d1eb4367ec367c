/**
 * Finds accessibility and layout faults: axe violations, targets too small for a finger, and content wider
 * than the screen.
 */
import { readFileSync } from "node:fs";
import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** Smallest size of targets (WCAG 2.5.5), in CSS pixels. */
const FINGER = 44;

interface Examined {
  /** Checks only these rules. */
  readonly rules?: readonly string[];
  /** Checks the part of the page that this selector finds. If there is none, checks the whole page. */
  readonly within?: string;
}

/** The rules of axe, which it does not list with their impact. */
interface Audit {
  readonly rules: readonly { readonly id: string; readonly impact: string }[];
}

/** Faults that axe finds, by rule and element. */
export async function faultsIn(
  page: Page,
  { rules, within = "" }: Examined = {},
  impacts?: readonly string[],
): Promise<string[]> {
  // Loads axe once per document. The usual package for Playwright loads it for each analysis and returns
  // more.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`${axe.source}; undefined`);
  return page.evaluate(
    async ([part, values, wanted]) => {
      const { axe: here } = window as unknown as { readonly axe: typeof axe & { readonly _audit: Audit } };
      // A fault has the impact of its rule.
      // oxlint-disable-next-line no-underscore-dangle -- axe names its list so
      const unwanted = here._audit.rules.filter(({ impact }) => wanted && !wanted.includes(impact));
      const { violations } = await here.run(part !== "" && document.querySelector(part) ? part : document, {
        resultTypes: ["violations"],
        // A frame is a page of its own, which has its own test.
        iframes: false,
        rules: Object.fromEntries(unwanted.map(({ id }) => [id, { enabled: false }])),
        ...(values && { runOnly: { type: "rule", values: [...values] } }),
      });
      return violations
        .filter(({ impact }) => !wanted || wanted.includes(impact ?? ""))
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`);
    },
    [within, rules, impacts] as const,
  );
}

/** Faults that axe calls serious or critical, in the open dialog or the page. */
export const seriousFaults = (page: Page, rules?: readonly string[], within = "dialog"): Promise<string[]> =>
  faultsIn(page, { ...(rules && { rules }), within }, ["serious", "critical"]);

/** Elements beyond the right edge of the page, or of the open dialog. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const whole = document.querySelector("dialog[open]") ?? document.documentElement;
    const clipped = [...whole.querySelectorAll("button")].filter((one) => one.clientWidth > 0);
    return [whole, ...clipped]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(
        (one) =>
          `${one.tagName} is ${one.scrollWidth} wide in ${one.clientWidth}: ${one.textContent.slice(0, 40)}`,
      );
  });

/** Targets too small for fingers. A link within a sentence may be as low as its line. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((finger) => {
    const whole = document.querySelector("dialog[open]") ?? document.documentElement;
    const targets = "a[href], button, select, input, textarea, summary, [role=tab]";
    const isInSentence = (one: Element): boolean =>
      one.matches("a") &&
      getComputedStyle(one).display === "inline" &&
      one.parentElement?.textContent.trim() !== one.textContent.trim();
    return [...whole.querySelectorAll(targets)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip-link"))
      .filter((one) => !isInSentence(one))
      .flatMap((one) => {
        const box = (
          (one.matches("[type=checkbox], [type=radio]") && one.closest("label")) ||
          one
        ).getBoundingClientRect();
        if (box.width === 0 || Math.min(box.width, box.height) > finger - 0.5) return [];
        const name = one.getAttribute("aria-label") ?? one.textContent.slice(0, 40);
        return [`${one.tagName} ${name} is ${Math.round(box.width)} × ${Math.round(box.height)}`];
      });
  }, FINGER);

/** Waits until the layout has settled without faults. Otherwise fails with the place and the faults. */
export async function expectFits(
  page: Page,
  place: string,
  ...kinds: readonly ((page: Page) => Promise<string[]>)[]
): Promise<void> {
  const find = async () => (await Promise.all(kinds.map((kind) => kind(page)))).flat();
  await expect.poll(find, place).toEqual([]);
}

/** The `view=<id>` of every view of the first page, from the two lists of views. */
export const VIEWS = (
  [
    ["src/ui/views/list.ts", /\bid: "?(\w+)"?,/g],
    ["src/ui/workloads/mf/page.tsx", /\bview\(\s*"?(\w+)"?,/g],
  ] as const
)
  .flatMap(([list, id]) => [...readFileSync(list, "utf8").matchAll(id)])
  .map(
    ([, id = ""]) =>
      ({
        IMPORT_VIEW: "data",
        LESSONS_VIEW: "lessons",
        MASK_VIEW: "mask",
        SAVE_VIEW: "save",
        KEYS_VIEW: "keys",
        WHY_IT_WORKS_VIEW: "why-it-works",
        HAND_OUT_VIEW: "hand-out",
      })[id] ?? id,
  );

/** Waits two frames, after which everything that follows the window's size has been updated. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
