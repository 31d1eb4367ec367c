/** A person at the page in some browser: what the tests of other browsers need of each, and how things are found there. */

/** An XPath expression: the one language for finding elements that both drivers share. */
export type Where = string;

/** One window with a fresh profile: a first visit. */
export interface Visitor {
  go(address: string): Promise<void>;
  /** Each waits for its element, as long as `PATIENCE_MS`. */
  click(where: Where): Promise<void>;
  /** Replaces the content by typed text and presses Enter. */
  fill(where: Where, text: string): Promise<void>;
  /** A key for the page itself, not for what has the focus. */
  press(key: string): Promise<void>;
  /** Hands a file to an input for files, which need not be seen. */
  upload(where: Where, path: string): Promise<void>;
  /** The value of an expression of JavaScript or of its promise, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Errors behind the page, as far as the browser reports them. */
  complaints(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface OtherBrowser {
  readonly version: string;
  visit(): Promise<Visitor>;
  close(): Promise<void>;
}

export const PATIENCE_MS = 20_000;

export const button = (name: string): Where =>
  `//button[normalize-space()="${name}" or @aria-label="${name}"]`;
/** A box or list; the slider beside a box has the same name. */
export const field = (label: string): Where =>
  `//*[self::input or self::select or self::textarea][@id=//label[normalize-space()="${label}"]/@for or @aria-label="${label}"]`;
export const region = (name: string): Where => `//*[@aria-label="${name}"]`;

/** Text or value of an element, or undefined while it is not there. */
export function read(visitor: Pick<Visitor, "evaluate">, where: Where): Promise<string | null> {
  const found = `document.evaluate(${JSON.stringify(where)}, document, null, 9).singleNodeValue`;
  return visitor.evaluate(`((element) => element && (element.value ?? element.innerText))(${found})`);
}

/** Takes the focus from what has it. */
export const UNFOCUS = "document.activeElement.blur()";
