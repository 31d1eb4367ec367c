/** A switch between the comparisons on the present task. */
import { FED_PRESETS } from "../../../store/kinds/federated.ts";
import type { FedConfig } from "../../../workloads/federated/config.ts";
import { useActions, usePlayground } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";

const NAMES: Readonly<Record<string, string>> = {
  "fed-order": "Order",
  "fed-averaging": "Averaging",
  "fed-layers": "Layers",
  "fed-curriculum": "Order",
  "fed-bytes": "Bytes",
  "fed-controls": "Controls",
};

export function PresetSwitch() {
  const { arms, task } = usePlayground(({ config }) => config) as unknown as FedConfig;
  const presets = FED_PRESETS.filter(({ fields }) => (fields.task ?? "sentiment") === task);
  const chosen = presets.find(({ fields }) => fields.arms?.join() === arms.join())?.id ?? "";
  const { choosePreset } = useActions();
  return (
    <SwitchDial
      label="Comparison"
      options={presets.map(({ id, title }) => ({ id, name: NAMES[id] ?? title, title }))}
      chosen={chosen}
      onChoose={(id) => {
        const preset = FED_PRESETS.find((one) => one.id === id);
        if (preset) choosePreset(preset);
      }}
    />
  );
}
