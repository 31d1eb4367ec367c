/** Single-key shortcuts for frequent actions. The listener and the list of keys use the same table. */
import { canPin } from "../../store/pins/pins.ts";
import type { MatrixPlayground } from "../../store/kinds/matrix.ts";
import { speedBeside } from "../../store/run/speed.ts";
import { canReset, canTrain } from "../../store/state.ts";
import { type PlaygroundState } from "../../store/kinds/matrix-state.ts";
import { openView } from "../views/open-view.ts";
import { focusNextPart } from "./parts.ts";

export const KEYS_VIEW = "keys";

export interface Shortcut {
  /** `KeyboardEvent.key`, in lower case. */
  readonly key: string;
  /** The label on the key, if it is not the character itself. */
  readonly name?: string;
  readonly text: string;
  readonly isPossible?: (state: PlaygroundState) => boolean;
  readonly act: (playground: MatrixPlayground) => void;
}

export const SHORTCUTS: readonly Shortcut[] = [
  {
    key: " ",
    name: "Space",
    text: "Play or pause",
    isPossible: canTrain,
    act: playOrPause,
  },
  { key: ".", text: "One step", isPossible: canTrain, act: ({ actions }) => actions.step(1) },
  { key: "x", text: "Ten steps", isPossible: canTrain, act: ({ actions }) => actions.step(10) },
  {
    key: "c",
    text: "A hundred steps",
    isPossible: canTrain,
    act: ({ actions }) => actions.step(100),
  },
  {
    key: "r",
    text: "Back to the same start",
    isPossible: canReset,
    act: ({ actions }) => actions.reset(),
  },
  { key: "n", text: "New seed", act: ({ actions }) => actions.newSeed() },
  { key: "<", text: "Slower", act: (playground) => changeSpeed(playground, -1) },
  { key: ">", text: "Faster", act: (playground) => changeSpeed(playground, 1) },
  {
    key: "j",
    text: "Look at the previous recorded step",
    act: ({ actions }) => actions.lookBeside(-1),
  },
  {
    key: "l",
    text: "Look at the next recorded step",
    act: ({ actions }) => actions.lookBeside(1),
  },
  { key: "p", text: "Pin this run", isPossible: canPin, act: ({ actions }) => actions.pin() },
  { key: "s", text: "Share", act: () => openView("share") },
  { key: "m", text: "To the next part of the page", act: focusNextPart },
  { key: "?", text: "This list; on a setting, its explanation", act: () => openView(KEYS_VIEW) },
];

function playOrPause({ store, actions }: MatrixPlayground): void {
  if (store.getState().status === "running") actions.pause();
  else actions.play();
}

function changeSpeed({ store, actions }: MatrixPlayground, by: 1 | -1): void {
  const { speed, config } = store.getState();
  actions.chooseSpeed(speedBeside(speed, config.steps, by));
}
