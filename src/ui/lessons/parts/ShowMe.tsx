/**
 * Words in the text that point at the page. A click on them brings a figure into view, moves to a step, and
 * highlights lines and blocks. The next click undoes all of this, and so does moving the focus away.
 */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { lightBlocks } from "../../diagram/lit-blocks.ts";
import { openPanel } from "../../parts/open-panel.ts";
import { whyTab } from "../../parts/why-tab.ts";
import { useLessonHost } from "./lesson-host.ts";
import { lightTerms } from "../terms/terms.ts";

/** Figures of the page, and the tab that holds each on a phone. */
const FIGURES = {
  Error: { place: '#result figure[aria-label="Error"]', panel: "curves" },
  "Singular values": { place: '#result figure[aria-label="Singular values"]', panel: "spectra" },
  "Network diagram": { place: '#result figure[aria-label="Network diagram"]', panel: "network" },
  Curves: { place: "#result .errors", panel: "curves" },
  "The block": { place: "#result .spectra", panel: "block" },
  Updates: { place: "#result .updates", panel: "updates" },
} as const;

type Figure = keyof typeof FIGURES;

const WHY = { place: "main .panel.why", panel: "why" };

const isFigure = (figure: string): figure is Figure => Object.hasOwn(FIGURES, figure);

interface Pointed {
  /** A figure, or a part of “Seeing why” by its id: `why:subspace`. */
  readonly figure: Figure | `why:${string}`;
  readonly step?: number | undefined;
  /** Networks and settings to highlight, named as in `data-term`. */
  readonly terms?: readonly string[];
  readonly blocks?: readonly string[];
}

export function ShowMe({ children, ...pointed }: Pointed & { readonly children: ReactNode }) {
  const { lookAt } = useLessonHost();
  const tab = whyTab.use();
  const [isOn, setOn] = useState(false);
  const undo = useRef<() => void>(undefined);
  /** Undoes the effect, and scrolls back to the words unless the focus has moved to another element. */
  const leave = (words: Element, next: Element | null): void => {
    if (!undo.current) return;
    undo.current();
    undo.current = undefined;
    setOn(false);
    if (!next) words.scrollIntoView({ block: "nearest" });
  };
  useEffect(() => () => undo.current?.(), []);
  return (
    <button
      type="button"
      className="show-me"
      aria-pressed={isOn}
      data-step={pointed.step}
      onClick={(event) => {
        if (isOn) return leave(event.currentTarget, null);
        // Safari does not focus a button that is clicked, but the effect is undone when the focus leaves the
        // button.
        event.currentTarget.focus();
        undo.current = pointAt(pointed, tab, lookAt);
        setOn(true);
      }}
      onBlur={({ currentTarget, relatedTarget }) => leave(currentTarget, relatedTarget)}
    >
      {children}
    </button>
  );
}

/** The class of a figure at which a text points. */
const SHOWN = "shown-by-text";

/**
 * Brings a figure into view and marks it: at once, or later if the code of its panel still loads. Returns a function
 * that undoes this.
 */
function markWhenDrawn(selector: string): () => void {
  let place: Element | null = null;
  const changes = new MutationObserver(mark);
  function mark(): void {
    place = document.querySelector(selector);
    if (!place) return;
    changes.disconnect();
    place.classList.add(SHOWN);
    place.scrollIntoView({ block: "nearest" });
  }
  changes.observe(document.body, { childList: true, subtree: true });
  mark();
  return () => {
    changes.disconnect();
    place?.classList.remove(SHOWN);
  };
}

/** Shows the figure and highlights its terms and blocks. Returns a function that undoes this. */
function pointAt(
  { figure, step, terms = [], blocks = [] }: Pointed,
  tabBefore: string | null,
  lookAt: (step: number | undefined) => void,
): () => void {
  const part = figure.startsWith("why:") ? figure.slice(4) : undefined;
  if (part !== undefined) whyTab.set(part);
  const { place: selector, panel } = isFigure(figure) ? FIGURES[figure] : WHY;
  // On a phone the figure may be in another tab.
  const panelBefore = openPanel.get();
  flushSync(() => openPanel.set(panel));
  const undos = [markWhenDrawn(selector), lightTerms(terms), lightBlocks(blocks)];
  if (step !== undefined) lookAt(step);
  return () => {
    for (const undo of undos) undo();
    if (step !== undefined) lookAt(undefined);
    openPanel.set(panelBefore);
    if (part !== undefined) whyTab.set(tabBefore);
  };
}
