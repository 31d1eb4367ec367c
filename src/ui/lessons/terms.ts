/**
 * Hovering or focusing a term lights up everything of the same name: a symbol in the text, its control, its curve. What
 * belongs to a term carries `data-term`; one pair of listeners serves the whole page.
 */
const LIT = "lit";

export function linkTerms(root: HTMLElement = document.body): () => void {
  const light = (event: Event): void => {
    const term = (event.target as Element).closest?.("[data-term]")?.getAttribute("data-term");
    for (const lit of root.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
    if (!term) return;
    for (const match of root.querySelectorAll(`[data-term="${CSS.escape(term)}"]`)) match.classList.add(LIT);
  };
  root.addEventListener("pointerover", light);
  root.addEventListener("focusin", light);
  return () => {
    root.removeEventListener("pointerover", light);
    root.removeEventListener("focusin", light);
  };
}
