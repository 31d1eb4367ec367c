/** A panel beside the run with all settings that have no control elsewhere on the first screen. */
import { usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Controls } from "./Controls.tsx";
import { mainFields } from "./MainControls.tsx";

export function SettingsPanel({ onClose }: { readonly onClose: () => void }) {
  const experiment = usePlayground((state) => state.config);
  return (
    <section className="settings-panel" id="settings-panel" aria-label="Settings">
      <div className="settings-head">
        <h2>More settings</h2>
        <button type="button" className="quiet" aria-label="Close the settings" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Controls without={[...mainFields(experiment), "networks"]} />
    </section>
  );
}
