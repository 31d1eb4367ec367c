/** What this is, in one sentence, and the choices that concern the whole page; on a phone most of them are in a menu. */
import { EngineBadge } from "./EngineBadge.tsx";
import { Icon } from "./Icon.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import { ThemeButton } from "./ThemeButton.tsx";
import { PHONE, useMedia } from "./use-media.ts";
import { ViewButtons } from "./views/ViewButtons.tsx";

export const PAPER = "https://arxiv.org/abs/2406.04112";
const MENU = "menu";

export function Header() {
  const isPhone = useMedia(PHONE);
  return (
    <header className="header">
      <Purpose />
      {isPhone && (
        <button type="button" className="menu-button" popoverTarget={MENU} aria-label="Menu">
          <Icon name="menu" />
        </button>
      )}
      <PresetPicker />
      <div id={MENU} className="tools" key={isPhone ? "menu" : "bar"} {...(isPhone && { popover: "auto" })}>
        <nav aria-label="Views">
          <ViewButtons place="tools" />
        </nav>
        <EngineBadge />
        <div className="tools-end">
          <ViewButtons place="end" />
          <ThemeButton />
        </div>
      </div>
    </header>
  );
}

function Chain() {
  return (
    <>
      <i>W</i>
      <sub>L</sub>⋯<i>W</i>
      <sub>1</sub>
    </>
  );
}

function Purpose() {
  return (
    <div className="purpose">
      <h1>DMF Playground</h1>
      <p>
        A deep network <Chain /> learns a matrix from part of its entries.{" "}
        <span className="more">
          Trained next to it, from the same start: compressed copies of width 2r̂ that follow the same path at
          a fraction of the work. <a href={PAPER}>The paper</a>
        </span>
      </p>
    </div>
  );
}
