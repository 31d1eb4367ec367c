/** The file that the view of own data shows, wherever on the page it was chosen or dropped. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { openView } from "../views/open-view.ts";

export const IMPORT_VIEW = "data";

interface Chosen {
  readonly file: File | undefined;
  /** The one that is trained on, to come back to. */
  readonly used: File | undefined;
}

const chosen = createStore<Chosen>(() => ({ file: undefined, used: undefined }));

export const useChosenFile = (): File | undefined => useStore(chosen, ({ file }) => file);

/** Shows a file in the view of own data, which opens where it is not open. */
export function showFile(file: File): void {
  chosen.setState({ file });
  openView(IMPORT_VIEW);
}

/** Shows no file. */
export const forgetFile = (): void => chosen.setState({ file: undefined });

export const keepFile = (): void => chosen.setState(({ file }) => ({ used: file }));

/** When the view is left: the next time it shows what is trained on. */
export const returnToUsedFile = (): void => chosen.setState(({ used }) => ({ file: used }));
