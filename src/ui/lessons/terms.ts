/**
 * Hovering or focusing a term lights up everything that it is about: a symbol in the text, its control, its curves. What
 * belongs to terms names them in `data-term`, separated by spaces; one pair of listeners serves the whole page.
 */
const LIT = "lit";

export function linkTerms(root: HTMLElement = document.body): () => void {
  const light = (event: Event): void => {
    const terms = (event.target as Element).closest?.("[data-term]")?.getAttribute("data-term");
    for (const lit of root.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
    for (const term of terms?.split(" ").filter(Boolean) ?? [])
      for (const match of root.querySelectorAll(`[data-term~="${CSS.escape(term)}"]`))
        match.classList.add(LIT);
  };
  root.addEventListener("pointerover", light);
  root.addEventListener("focusin", light);
  return () => {
    root.removeEventListener("pointerover", light);
    root.removeEventListener("focusin", light);
  };
}
