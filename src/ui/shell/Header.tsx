/** The page's title and its global choices. On a phone most of the choices are in a menu. */
import { Button, Root as Toolbar } from "@radix-ui/react-toolbar";
import { usePage, useActions, usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { PHONE, useMedia } from "../parts/use-media.ts";
import { ViewButtons } from "../views/OpenView.tsx";
import type { BackendChoice } from "../../library/api.ts";
import { counted } from "../../store/format.ts";
import { Popover } from "../parts/Popover.tsx";
import { Notice } from "./Banners.tsx";
import { openTab, tabOf, useTabs, useWorkloadId } from "./tabs.ts";
import { Select } from "../parts/Select.tsx";
import { useEffect } from "react";
import { useStore } from "zustand";
import { prefer, preferences, THEMES, type Theme } from "../../store/preferences.ts";
import { presetOfConfig } from "../../store/config.ts";

const MENU = "menu";

export function Header() {
  const isPhone = useMedia(PHONE);
  return (
    <header className="header item">
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
  return (
    <>
      <ViewButtons place="tools" />
      <ViewButtons place="end" />
      <ThemeButton />
    </>
  );
}

const TIGHT = "(max-width: 78rem)";
const LABEL = "What is learned";

/** Chooses what is learned in a row of tabs, or in a list if the header has no room for tabs. */
function WorkloadTabs() {
  const tabs = useTabs();
  const shown = tabOf(tabs, useWorkloadId());
  if (useMedia(TIGHT))
    return (
      <Select
        className="workload-select"
        aria-label={LABEL}
        options={tabs.map(({ name, short }) => ({ id: name, name: short }))}
        chosen={shown?.name ?? ""}
        onChoose={(name) => openTab(tabs, name)}
      />
    );
  return (
    <nav aria-label={LABEL}>
      <Toolbar className="workload-tabs" aria-label={LABEL} loop={false}>
        {tabs.map((tab) => (
          <Button
            key={tab.name}
            aria-current={tab === shown ? "page" : undefined}
            onClick={() => openTab(tabs, tab.name)}
          >
            {tab.name}
          </Button>
        ))}
      </Toolbar>
    </nav>
  );
}

const NAMES: Readonly<Record<Theme, string>> = {
  system: "Colours: as in the system",
  light: "Colours: light",
  dark: "Colours: dark",
};

/** Switches between light, dark and the system's theme. */
function ThemeButton() {
  const theme = useStore(preferences, (state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return (
    <Button
      className="view-button quiet"
      aria-label={NAMES[theme]}
      title={NAMES[theme]}
      onClick={() => prefer({ theme: next })}
    >
      <Icon name={theme} />
      <span className="in-menu">{NAMES[theme]}</span>
    </Button>
  );
}

const CHOICES: readonly { readonly id: BackendChoice; readonly name: string }[] = [
  { id: "auto", name: "Automatic" },
  { id: "webgpu", name: "WebGPU" },
  { id: "cpu", name: "CPU" },
];

/** `name` is short enough for a chip; `about` also has the threads or the adapter. */
function useEngine(): { readonly name: string; readonly about: string } {
  const name = usePlayground(({ run, status }) => {
    if (!run) return status === "failed" ? "no engine" : "starting…";
    return run.backend === "cpu" ? "CPU" : "WebGPU";
  });
  const about = usePlayground(({ run }) => {
    if (!run) return "";
    // A page without cross-origin isolation has one thread.
    if (run.backend === "cpu") return `CPU · ${counted(run.threads ?? 1, "thread")}`;
    const adapter = run.adapter ?? "unknown adapter";
    return run.isFallback ? `WebGPU · ${adapter} · software adapter, slow` : `WebGPU · ${adapter}`;
  });
  return { name, about };
}

/** The user's choice of engine, and facts about the engine in use. */
function EngineBadge() {
  const backend = usePlayground((state) => state.backend);
  const kernels = usePlayground(({ run }) => run?.kernels?.join(", "));
  const { about } = useEngine();
  const { chooseBackend } = useActions();
  return (
    <div className="engine row">
      <label htmlFor="engine">Engine</label>
      <Select
        id="engine"
        aria-describedby="engine-name"
        options={CHOICES}
        chosen={backend}
        onChoose={chooseBackend}
      />
      <span id="engine-name" className="note" title={kernels}>
        {about}
      </span>
      <Notice isOfEngine />
    </div>
  );
}

/** The training engine as a chip. Its popover gives details and lets the user choose another engine. */
export function EngineChip() {
  const { name, about } = useEngine();
  const hasEngine = usePlayground(({ run }) => run !== undefined);
  const hasNotice = usePlayground(({ notice }) => notice?.about === "engine");
  return (
    <Popover
      name={`Engine: ${about || name}`}
      className={hasNotice ? "engine-chip quiet noticed" : "engine-chip quiet"}
      inToolbar
      label={
        <>
          <span className={hasEngine ? "engine-dot" : "engine-dot none"} aria-hidden="true" />
          {name}
        </>
      }
    >
      <EngineBadge />
    </Popover>
  );
}

/** Stands for a user file among the presets' ids. */
const OWN_FILE = "file";

interface Named {
  readonly id: string;
  readonly title: string;
}

/** Chooses a named experiment or a user file, and shows the current one. */
function PresetPicker() {
  const page = usePage();
  const current = usePlayground(({ config }) => presetOfConfig(page, config)?.id ?? "");
  const { choosePreset } = useActions();
  const { related, presets } = page;
  const file = page.ownFile?.choice;
  const choose = (id: string): void => {
    if (id === OWN_FILE) file?.open();
    const preset = presets.find((candidate) => candidate.id === id);
    const other = related?.presets.find((candidate) => candidate.id === id);
    if (preset) choosePreset(preset);
    else if (other) window.location.hash = other.hash;
  };
  return (
    <label className="picker">
      <select aria-label="Experiment" value={current} onChange={(event) => choose(event.target.value)}>
        {current === "" && <option value="">Your own settings</option>}
        {file && <option value={OWN_FILE}>{file.name}</option>}
        {related ? (
          // The groups have the same order on both pages.
          [
            { name: related.ownName, list: presets as readonly Named[] },
            { name: related.name, list: related.presets as readonly Named[] },
          ]
            .toSorted((a, b) => (a.name < b.name ? 1 : -1))
            .map(({ name, list }) => (
              <optgroup key={name} label={name}>
                <Options list={list} />
              </optgroup>
            ))
        ) : (
          <Options list={presets} />
        )}
      </select>
    </label>
  );
}

const Options = ({ list }: { readonly list: readonly Named[] }) =>
  list.map(({ id, title }) => (
    <option key={id} value={id}>
      {title}
    </option>
  ));
