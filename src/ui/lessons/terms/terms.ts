/**
 * Hovering or focusing a term highlights everything that belongs to it: a symbol in the text, its control,
 * its curves. Related elements name their terms in `data-term`, separated by spaces; parts of a formula may
 * name blocks of a diagram in `data-blocks`. A focused formula highlights all of its parts. One pair of
 * listeners serves the whole page.
 */
import { lightBlocks } from "../../diagram/lit-blocks.ts";

const LIT = "lit";

export function linkTerms(root: HTMLElement = document.body): () => void {
  let undo: (() => void) | undefined;
  const light = (event: Event): void => {
    undo?.();
    const target = event.target as Element;
    const undos = [
      lightTerms(namesOf(target, "data-term"), root),
      lightBlocks(namesOf(target, "data-blocks")),
    ];
    undo = () => undos.forEach((one) => one());
  };
  const darken = (): void => undo?.();
  root.addEventListener("pointerover", light);
  root.addEventListener("focusin", light);
  root.addEventListener("focusout", darken);
  return () => {
    darken();
    root.removeEventListener("pointerover", light);
    root.removeEventListener("focusin", light);
    root.removeEventListener("focusout", darken);
  };
}

/**
 * The names in an attribute of the target or, if it has none, of its nearest ancestor that has it. For a formula, the
 * names of its parts come in addition.
 */
function namesOf(target: Element, attribute: string): string[] {
  const parts = target.matches?.(".formula") ? [...target.querySelectorAll(`[${attribute}]`)] : [];
  const named = [target.closest?.(`[${attribute}]`), ...parts];
  return named.flatMap((one) => one?.getAttribute(attribute)?.split(" ") ?? []).filter(Boolean);
}

/**
 * Highlights all elements that have these terms, including elements added later. Returns a function that undoes
 * this.
 */
export function lightTerms(terms: readonly string[], root: HTMLElement = document.body): () => void {
  if (terms.length === 0) return () => undefined;
  const wanted = terms.map((term) => `[data-term~="${CSS.escape(term)}"]:not(.${LIT})`).join();
  const matches = new Set<Element>();
  const light = (): void => {
    for (const match of root.querySelectorAll(wanted)) {
      match.classList.add(LIT);
      matches.add(match);
    }
  };
  light();
  const observer = new MutationObserver(light);
  observer.observe(root, { subtree: true, childList: true });
  return () => {
    observer.disconnect();
    for (const match of matches) match.classList.remove(LIT);
  };
}
