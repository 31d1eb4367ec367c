/** Chooses what is learned in a row of tabs, or in a list if the header has no room for tabs. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { ToolItem } from "../parts/ToolItem.tsx";
import { useMedia } from "../parts/use-media.ts";
import { openTab, tabOf, useTabs, useWorkloadId } from "./tabs.ts";
import { Select } from "../parts/Select.tsx";

const TIGHT = "(max-width: 78rem)";
const LABEL = "What is learned";

export function WorkloadTabs() {
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
          <ToolItem key={tab.name}>
            <button
              type="button"
              aria-current={tab === shown ? "page" : undefined}
              onClick={() => openTab(tabs, tab.name)}
            >
              {tab.name}
            </button>
          </ToolItem>
        ))}
      </Toolbar>
    </nav>
  );
}
