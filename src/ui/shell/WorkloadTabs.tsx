/** Chooses the workload in a row of tabs, or in a list if the header has no room for tabs. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { WORKLOAD_IDS, type WorkloadId } from "../../experiment/link-keys.ts";
import { ToolItem } from "../parts/ToolItem.tsx";
import { useMedia } from "../parts/use-media.ts";
import { openWorkload, TAB_NAMES, useWorkloadId } from "./tabs.ts";

const TIGHT = "(max-width: 78rem)";
const LABEL = "What is learned";

export function WorkloadTabs() {
  const shown = useWorkloadId();
  if (useMedia(TIGHT))
    return (
      <select
        className="workload-select"
        aria-label={LABEL}
        value={shown}
        onChange={(event) => openWorkload(event.target.value as WorkloadId)}
      >
        {WORKLOAD_IDS.map((id) => (
          <option key={id} value={id}>
            {TAB_NAMES[id].short}
          </option>
        ))}
      </select>
    );
  return (
    <nav aria-label={LABEL}>
      <Toolbar className="workload-tabs" aria-label={LABEL} loop={false}>
        {WORKLOAD_IDS.map((id) => (
          <ToolItem key={id}>
            <button
              type="button"
              aria-current={id === shown ? "page" : undefined}
              onClick={() => openWorkload(id)}
            >
              {TAB_NAMES[id].name}
            </button>
          </ToolItem>
        ))}
      </Toolbar>
    </nav>
  );
}
