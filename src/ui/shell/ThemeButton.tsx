/** Switches between light, dark and the system's theme. */
import { useEffect } from "react";
import { useStore } from "zustand";
import { prefer, preferences, THEMES, type Theme } from "../../store/preferences.ts";
import { Icon } from "../parts/Icon.tsx";
import { ToolItem } from "../parts/ToolItem.tsx";

const NAMES: Readonly<Record<Theme, string>> = {
  system: "Colours: as in the system",
  light: "Colours: light",
  dark: "Colours: dark",
};

export function ThemeButton() {
  const theme = useStore(preferences, (state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return (
    <ToolItem>
      <button
        type="button"
        className="view-button quiet"
        aria-label={NAMES[theme]}
        title={NAMES[theme]}
        onClick={() => prefer({ theme: next })}
      >
        <Icon name={theme} />
        <span className="in-menu">{NAMES[theme]}</span>
      </button>
    </ToolItem>
  );
}
