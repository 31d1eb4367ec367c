/** The file in the view for user data, wherever on the page it was chosen or dropped. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { openView } from "../../../parts/open.ts";

export const IMPORT_VIEW = "data";

interface Chosen {
  readonly file: File | undefined;
  /** The file that training uses, to which the user can return. */
  readonly used: File | undefined;
  /** Name of the file whose reading the user has just cancelled. */
  readonly cancelled?: string | undefined;
}

const chosen = createStore<Chosen>(() => ({ file: undefined, used: undefined }));

export const useChosenFile = (): Chosen => useStore(chosen);

/** Shows a file in the view for user data, and opens that view if it is closed. */
export function showFile(file: File): void {
  chosen.setState({ file, cancelled: undefined });
  openView(IMPORT_VIEW);
}

/** Removes the file from the view before it has been read. */
export const cancelReading = (): void =>
  chosen.setState(({ file }) => ({ file: undefined, cancelled: file?.name }));

/** Takes a file that the user trained on at an earlier visit. A file that the user has chosen meanwhile stays in the view. */
export const takeUsedFile = (file: File): void =>
  chosen.setState(({ file: shown, used }) => ({ file: shown === used ? file : shown, used: file }));

export const keepFile = (): void => chosen.setState(({ file }) => ({ used: file }));

/** Called when the view closes. When it opens again, it shows the file that training uses. */
export const returnToUsedFile = (): void =>
  chosen.setState(({ used }) => ({ file: used, cancelled: undefined }));
