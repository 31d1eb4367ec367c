/** Handles single keys, unless the focused element needs the key. */
import type { Playground } from "../../store/playground.ts";
import { preferences } from "../../store/preferences.ts";
import { SHORTCUTS, type Shortcut } from "./shortcuts.ts";

/** Elements that use letter keys, for typing or selecting. */
const TYPING = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]";
/** Elements that use the Space key. */
const PRESSABLE = "button, summary, input:not([type=range]), [role=tab]";
/** While an overlay is open, it alone gets the keys. */
const OVER = "dialog[open], :popover-open";

/** Returns a function that stops listening. */
export function listenForKeys(playground: Playground): () => void {
  const hear = (event: KeyboardEvent): void => {
    const shortcut = shortcutOf(event);
    if (!shortcut) return;
    event.preventDefault();
    if (shortcut.isPossible?.(playground.store.getState()) ?? true) shortcut.act(playground);
  };
  window.addEventListener("keydown", hear);
  return () => window.removeEventListener("keydown", hear);
}

function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (!preferences.getState().singleKeys) return undefined;
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey)
    return undefined;
  if (isTaken(event) || document.querySelector(OVER)) return undefined;
  return SHORTCUTS.find(({ key }) => key === event.key.toLowerCase());
}

const isTaken = ({ key, target }: KeyboardEvent): boolean =>
  target instanceof Element && (target.matches(TYPING) || (key === " " && target.matches(PRESSABLE)));
