/** Opens a saved run, wherever on the page its file was chosen or dropped. */
import type { PlaygroundActions } from "../../store/playground.ts";
import { createShared, openView } from "../parts/open.ts";

export const SAVE_VIEW = "save";

/** Why the last file could not be opened. Undefined if it could. */
const refusal = createShared<string | undefined>(undefined);

export const useRefusal = refusal.use;

/** Treats every JSON file as a saved run, because user data files are never JSON. */
export const isRunFile = ({ name, type }: File): boolean =>
  /\.json$/i.test(name) || type === "application/json";

/**
 * Draws the file's curves as pinned ones and loads its experiment, which waits for Play. If something is
 * wrong with the file, the view says so.
 */
export async function openRun(file: File, actions: Pick<PlaygroundActions, "openRunFile">): Promise<void> {
  const refused = await actions.openRunFile(file);
  refusal.set(refused);
  openView(refused === undefined ? null : SAVE_VIEW);
}

export const forgetRefusal = (): void => refusal.set(undefined);
