/** Light, dark, or as the system has it. */
import { useEffect } from "react";
import { useStore } from "zustand";
import { prefer, preferences, THEMES, type Theme } from "../store/preferences.ts";
import { say, sentence, type Sentence } from "../store/text.ts";
import { Icon } from "./Icon.tsx";

const NAMES: Readonly<Record<Theme, Sentence>> = {
  system: sentence("Colours: as the system"),
  light: sentence("Colours: light"),
  dark: sentence("Colours: dark"),
};

export function ThemeButton() {
  const theme = useStore(preferences, (state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return (
    <button
      type="button"
      className="view-button"
      aria-label={say(NAMES[theme])}
      title={say(NAMES[theme])}
      onClick={() => prefer({ theme: next })}
    >
      <Icon name={theme} />
      <span className="in-menu">{say(NAMES[theme])}</span>
    </button>
  );
}
