/** Opens a saved run, wherever on the page its file was chosen or dropped. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Playground } from "../../store/playground.ts";
import { openView } from "../views/open-view.ts";

export const SAVE_VIEW = "save";

/** Why the last file could not be opened. Undefined if it could. */
const refusal = createStore<{ readonly said: string | undefined }>(() => ({ said: undefined }));

export const useRefusal = (): string | undefined => useStore(refusal, ({ said }) => said);

/** Treats every JSON file as a saved run, because user data files are never JSON. */
export const isRunFile = ({ name, type }: File): boolean =>
  /\.json$/i.test(name) || type === "application/json";

/**
 * Draws the file's curves as pinned ones and loads its experiment, which waits for Play. If something is
 * wrong with the file, the view says so.
 */
export async function openRun(file: File, actions: Playground["actions"]): Promise<void> {
  const opened = await actions.openRunFile(file);
  if (typeof opened === "string") {
    refusal.setState({ said: opened });
    openView(SAVE_VIEW);
    return;
  }
  refusal.setState({ said: undefined });
  openView(null);
  actions.pause();
  actions.open(opened);
}

export const forgetRefusal = (): void => refusal.setState({ said: undefined });
