/**
 * Words in the text that point at the page. They bring a figure into view, move to a step, and highlight lines and
 * blocks. Leaving the words undoes all of it.
 */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useActions } from "../parts/context.ts";
import { lightBlocks } from "../diagram/lit-blocks.ts";
import { whyTab } from "../why/open-tab.ts";
import { lightTerms } from "./terms.ts";

interface Pointed {
  /** The figure's accessible name, or a part of “Seeing why” by its id: `why:subspace`. */
  readonly figure: "Error" | "Singular values" | "Network diagram" | `why:${string}`;
  readonly step?: number | undefined;
  /** Networks and settings to highlight, as in `data-term`. */
  readonly terms?: readonly string[];
  readonly blocks?: readonly string[];
}

export function ShowMe({ children, ...pointed }: Pointed & { readonly children: ReactNode }) {
  const { lookAt } = useActions();
  const tab = whyTab.use();
  const [isOn, setOn] = useState(false);
  const undo = useRef<() => void>(undefined);
  const leave = (): void => {
    undo.current?.();
    undo.current = undefined;
    setOn(false);
  };
  useEffect(() => () => undo.current?.(), []);
  return (
    <button
      type="button"
      className="show-me"
      aria-pressed={isOn}
      onClick={(event) => {
        if (isOn) return leave();
        // Safari does not focus a clicked button, but losing the focus triggers the undo.
        event.currentTarget.focus();
        undo.current = pointAt(pointed, tab, lookAt);
        setOn(true);
      }}
      onBlur={leave}
    >
      {children}
    </button>
  );
}

/** Marks the figure at which a text points. */
const SHOWN = "shown-by-text";

/** Returns the undo. */
function pointAt(
  { figure, step, terms = [], blocks = [] }: Pointed,
  tabBefore: string | null,
  lookAt: (step: number | undefined) => void,
): () => void {
  const part = figure.startsWith("why:") ? figure.slice(4) : undefined;
  if (part !== undefined) whyTab.set(part);
  const place = document.querySelector(
    part === undefined ? `#result figure[aria-label="${figure}"]` : "main .panel.why",
  );
  const undos = [lightTerms(terms), lightBlocks(blocks)];
  place?.classList.add(SHOWN);
  place?.scrollIntoView({ block: "nearest" });
  if (step !== undefined) lookAt(step);
  return () => {
    place?.classList.remove(SHOWN);
    for (const undo of undos) undo();
    if (step !== undefined) lookAt(undefined);
    if (part !== undefined) whyTab.set(tabBefore);
  };
}
