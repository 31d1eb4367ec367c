/**
 * A person who uses the page in a browser: the actions that the tests need from each browser, and the ways to
 * find elements.
 */

/** An XPath expression. XPath is the only way to find elements that both drivers share. */
export type Where = string;

/** One window with a fresh profile, as on a first visit. */
export interface Visitor {
  go(address: string): Promise<void>;
  /** Each method waits for its element, for up to `PATIENCE_MS`. A click is repeated until it reaches the element. */
  click(where: Where): Promise<void>;
  /** Replaces the content with the typed text and presses Enter. */
  fill(where: Where, text: string): Promise<void>;
  /** Presses a key that goes to the page and not to the focused element. */
  press(key: string): Promise<void>;
  /** Gives a file to a file input, which may be invisible. */
  upload(where: Where, path: string): Promise<void>;
  /** Evaluates a JavaScript expression, awaits its promise, and returns the value as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Errors in the page, as far as the browser reports them. */
  complaints(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface OtherBrowser {
  /** Known after the first visit. */
  version(): string;
  visit(): Promise<Visitor>;
  close(): Promise<void>;
}

export const PATIENCE_MS = 180_000;

export const button = (name: string): Where =>
  `//button[normalize-space()="${name}" or @aria-label="${name}"]`;
/** A box or list; the slider beside a box has the same name. */
export const field = (label: string): Where =>
  `//*[self::input or self::select or self::textarea][@id=//label[normalize-space()="${label}"]/@for or @aria-label="${label}"]`;
export const region = (name: string): Where => `//*[@aria-label="${name}"]`;

const found = (where: Where): string =>
  `document.evaluate(${JSON.stringify(where)}, document, null, 9).singleNodeValue`;

/** The text or value of an element; null while the element does not exist. */
export function read(visitor: Pick<Visitor, "evaluate">, where: Where): Promise<string | null> {
  return visitor.evaluate(`((element) => element && (element.value ?? element.innerText))(${found(where)})`);
}

/**
 * Clicks until a click reaches the element. A driver reads where the element is and clicks there a moment later. If
 * the page moves the element in between, for example because figures load above it, the click lands elsewhere.
 */
export async function clickUntilHit(
  visitor: Pick<Visitor, "evaluate">,
  where: Where,
  click: () => Promise<void>,
): Promise<void> {
  const hear = `({ target }) => (window.isHit = ${found(where)}?.contains(target) ?? false)`;
  do {
    await visitor.evaluate(
      `void ((window.isHit = false), addEventListener("click", ${hear}, { capture: true, once: true }))`,
    );
    await click();
  } while (!(await visitor.evaluate("window.isHit")));
}

/** Takes the focus away from the focused element. */
export const UNFOCUS = "document.activeElement.blur()";
