/** The user's preferences on this device, for all experiments. The browser stores them, not links. */
import { createStore } from "zustand/vanilla";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

interface Preferences {
  readonly theme: Theme;
  /** Whether single-key shortcuts work. They can interfere with speech input. */
  readonly singleKeys: boolean;
}

const KEY = "dmf-preferences";
const STANDARD: Preferences = { theme: "system", singleKeys: true };

export const preferences = createStore<Preferences>(() => read());

export function prefer(changes: Partial<Preferences>): void {
  preferences.setState(changes);
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.getState()));
  } catch {
    // If storage is full or forbidden, the choice lasts until the page is closed.
  }
}

function read(): Preferences {
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // Storage is forbidden, or holds text that this page did not write.
  }
  const { theme: asked, singleKeys } = (kept ?? {}) as Record<string, unknown>;
  return {
    theme: THEMES.find((theme) => theme === asked) ?? STANDARD.theme,
    singleKeys: singleKeys !== false,
  };
}
