/**
 * Hovering or focusing a term highlights everything about it: a symbol in the text, its control, its curves. Related
 * elements name their terms in `data-term`, separated by spaces. One pair of listeners serves the whole page.
 */
const LIT = "lit";

export function linkTerms(root: HTMLElement = document.body): () => void {
  let undo: (() => void) | undefined;
  const light = (event: Event): void => {
    undo?.();
    const terms = (event.target as Element).closest?.("[data-term]")?.getAttribute("data-term");
    undo = lightTerms(terms?.split(" ").filter(Boolean) ?? [], root);
  };
  root.addEventListener("pointerover", light);
  root.addEventListener("focusin", light);
  return () => {
    undo?.();
    root.removeEventListener("pointerover", light);
    root.removeEventListener("focusin", light);
  };
}

/** Highlights all elements of these terms, including later ones; returns the undo. */
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
