/** The header of a workload's page: its tabs, its presets, and global choices. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import type { BackendChoice } from "../../library/api.ts";
import { presetOfConfig } from "../../store/config.ts";
import { counted } from "../../store/format.ts";
import { Icon } from "../parts/Icon.tsx";
import { Popover } from "../parts/Popover.tsx";
import { ThemeButton } from "../shell/ThemeButton.tsx";
import { PHONE, useMedia } from "../parts/use-media.ts";
import { ViewButtons } from "../views/ViewButtons.tsx";
import { viewsOf } from "./views/views.ts";
import { usePage, useWorkload, useWorkloadActions } from "./context.ts";
import { engineName, ENGINES } from "../controls/words.ts";
import { WorkloadTabs } from "../shell/WorkloadTabs.tsx";

const MENU = "menu";

export function Header() {
  const page = usePage();
  const isPhone = useMedia(PHONE);
  return (
    <header className="header">
      <h1>DMF Playground</h1>
      <WorkloadTabs />
      <PresetPicker />
      {isPhone ? (
        <>
          <button type="button" className="menu-button" popoverTarget={MENU} aria-label="Menu">
            <Icon name="menu" />
          </button>
          <div id={MENU} className="menu" popover="auto">
            <Toolbar className="tools" aria-label="Tools" orientation="vertical">
              <ViewButtons views={viewsOf(page)} place="tools" />
              <ThemeButton />
            </Toolbar>
            <Engine />
          </div>
        </>
      ) : (
        <>
          <nav aria-label="Tools">
            <Toolbar className="tools" aria-label="Tools" loop={false}>
              <ViewButtons views={viewsOf(page)} place="tools" />
              <ThemeButton />
              <EngineChip />
            </Toolbar>
          </nav>
        </>
      )}
    </header>
  );
}

function PresetPicker() {
  const page = usePage();
  const current = useWorkload(({ config }) => presetOfConfig(page, config)?.id ?? "");
  const { choosePreset } = useWorkloadActions();
  return (
    <label className="picker">
      <select
        aria-label="Experiment"
        value={current}
        onChange={(event) => {
          const preset = page.presets.find(({ id }) => id === event.target.value);
          if (preset) choosePreset(preset);
        }}
      >
        {current === "" && <option value="">Your own settings</option>}
        {page.presets.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Shows which engine trains and why, and lets the user choose another one. */
function Engine() {
  const backend = useWorkload((state) => state.backend);
  const run = useWorkload((state) => state.run);
  const notice = useWorkload((state) => state.notice);
  const { chooseBackend } = useWorkloadActions();
  const threads = run?.threads ?? 1;
  const about = run
    ? run.backend === "cpu"
      ? counted(threads, "thread")
      : (run.adapter ?? "unknown adapter")
    : "";
  return (
    <div className="engine">
      <label htmlFor="engine">Engine</label>
      <select
        id="engine"
        value={backend}
        onChange={(event) => chooseBackend(event.target.value as BackendChoice)}
      >
        {Object.entries(ENGINES).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span className="engine-name">{about}</span>
      {notice?.about === "engine" && <p className="notice">{notice.message}</p>}
    </div>
  );
}

function EngineChip() {
  const name = useWorkload(engineName);
  const hasNotice = useWorkload(({ notice }) => notice?.about === "engine");
  return (
    <Popover
      name={`Engine: ${name}`}
      className={hasNotice ? "engine-chip noticed" : "engine-chip"}
      inToolbar
      label={
        <>
          <span className="engine-dot" aria-hidden="true" />
          {name}
        </>
      }
    >
      <Engine />
    </Popover>
  );
}
