/** The page's title and its global choices. On a phone most of the choices are in a menu. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { usePage } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { PHONE, useMedia } from "../parts/use-media.ts";
import { viewsOf } from "../views/list.ts";
import { ViewButtons } from "../views/ViewButtons.tsx";
import { EngineBadge, EngineChip } from "./EngineBadge.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import { ThemeButton } from "./ThemeButton.tsx";
import { WorkloadTabs } from "./WorkloadTabs.tsx";

const MENU = "menu";

export function Header() {
  const isPhone = useMedia(PHONE);
  return (
    <header className="header">
      <h1>DMF Playground</h1>
      {isPhone && (
        <button type="button" className="menu-button" popoverTarget={MENU} aria-label="Menu">
          <Icon name="menu" />
        </button>
      )}
      <WorkloadTabs />
      <PresetPicker />
      {isPhone ? (
        <div id={MENU} className="menu float" popover="auto">
          <Toolbar className="tools" aria-label="Views" orientation="vertical">
            <Tools />
          </Toolbar>
          <EngineBadge />
        </div>
      ) : (
        <nav aria-label="Views">
          <Toolbar className="tools" aria-label="Views" loop={false}>
            <Tools />
            <EngineChip />
          </Toolbar>
        </nav>
      )}
    </header>
  );
}

function Tools() {
  const views = viewsOf(usePage());
  return (
    <>
      <ViewButtons views={views} place="tools" />
      <ViewButtons views={views} place="end" />
      <ThemeButton />
    </>
  );
}
