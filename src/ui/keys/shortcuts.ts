/** Single-key shortcuts for frequent actions. The listener and the list of keys use the same table. */
import { canPin } from "../../store/pins/pins.ts";
import type { Playground } from "../../store/playground.ts";
import { preferences } from "../../store/preferences.ts";
import { speedBeside } from "../../store/run/speed.ts";
import { canReset, canTrain, type State } from "../../store/state.ts";
import { fillScreen, LECTURE } from "../parts/FullScreen.tsx";
import { openView } from "../parts/open.ts";

export const KEYS_VIEW = "keys";

interface Shortcut {
  /** `KeyboardEvent.key`, in lower case. */
  readonly key: string;
  /** The label on the key, if it is not the character itself. */
  readonly name?: string;
  readonly text: string;
  readonly isPossible?: (state: State) => boolean;
  readonly act: (playground: Playground) => void;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { key: " ", name: "Space", text: "Play or pause", isPossible: canTrain, act: playOrPause },
  { key: ".", text: "One step", isPossible: canTrain, act: ({ actions }) => actions.step(1) },
  { key: "x", text: "Ten steps", isPossible: canTrain, act: ({ actions }) => actions.step(10) },
  { key: "c", text: "A hundred steps", isPossible: canTrain, act: ({ actions }) => actions.step(100) },
  { key: "r", text: "Back to the same start", isPossible: canReset, act: ({ actions }) => actions.reset() },
  { key: "n", text: "New seed", act: ({ actions }) => actions.newSeed() },
  { key: "<", text: "Slower", act: (playground) => changeSpeed(playground, -1) },
  { key: ">", text: "Faster", act: (playground) => changeSpeed(playground, 1) },
  { key: "j", text: "Look at the previous recorded step", act: ({ actions }) => actions.lookBeside(-1) },
  { key: "l", text: "Look at the next recorded step", act: ({ actions }) => actions.lookBeside(1) },
  {
    key: "arrowright",
    name: "→",
    text: "While looking back: to the next drop of the error",
    isPossible: isLookingBack,
    act: ({ actions }) => actions.lookAtDrop(1),
  },
  {
    key: "arrowleft",
    name: "←",
    text: "While looking back: to the previous drop of the error",
    isPossible: isLookingBack,
    act: ({ actions }) => actions.lookAtDrop(-1),
  },
  { key: "d", text: "Replay the drops of the error slowly", act: ({ actions }) => actions.replay() },
  {
    key: "f",
    text: "Both networks over the whole screen, with large type",
    act: () => fillScreen(document.querySelector(`.stage-middle.${LECTURE}`)),
  },
  { key: "p", text: "Pin this run", isPossible: canPin, act: ({ actions }) => actions.pin() },
  { key: "s", text: "Share", act: () => openView("share") },
  { key: "m", text: "To the next part of the page", act: focusNextPart },
  { key: "?", text: "This list; on a setting, its explanation", act: () => openView(KEYS_VIEW) },
];

function isLookingBack({ lookingAt, status }: State): boolean {
  return lookingAt !== undefined || status !== "running";
}

function playOrPause({ store, actions }: Playground): void {
  if (store.getState().status === "running") actions.pause();
  else actions.play();
}

function changeSpeed({ store, actions }: Playground, by: 1 | -1): void {
  const { speed, config } = store.getState();
  actions.chooseSpeed(speedBeside(speed, config.steps, by));
}

/** The parts of the page: main settings, a lesson, more settings, the run, and each panel below. */
const PARTS =
  ".main-controls, main .lesson, .settings-panel, .stage-pictures, .diagram, .stage-charts > *, .panels > *";

/** Moves the keyboard focus to the next part of the page. The first part follows the last. */
function focusNextPart(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(PARTS)].filter((part) => part.checkVisibility());
  const here = document.activeElement ?? document.body;
  const isAfter = (part: HTMLElement): boolean =>
    (here.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const next = parts.find(isAfter) ?? parts[0];
  if (!next) return;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus();
}

/** Elements that use letter keys, for typing or selecting. */
const TYPING = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]";
/** Elements that use the Space key. */
const PRESSABLE = "button, summary, input:not([type=range]), [role=tab]";
/** While an overlay is open, it alone gets the keys. */
const OVER = "dialog[open], :popover-open";

/** Handles single keys, unless the focused element needs the key. Returns a function that stops listening. */
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
