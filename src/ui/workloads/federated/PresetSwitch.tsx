/** A switch between the three comparisons. */
import { FED_PRESETS } from "../../../store/kinds/federated.ts";
import type { FedConfig } from "../../../workloads/federated/config.ts";
import { useActions, usePlayground } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";

const NAMES: Readonly<Record<string, string>> = {
  "fed-curriculum": "Order",
  "fed-bytes": "Bytes",
  "fed-controls": "Controls",
};

export function PresetSwitch() {
  const chosen = usePlayground(({ config }) => {
    const { arms } = config as unknown as FedConfig;
    return FED_PRESETS.find(({ fields }) => fields.arms?.join() === arms.join())?.id ?? "";
  });
  const { choosePreset } = useActions();
  return (
    <SwitchDial
      label="Comparison"
      options={FED_PRESETS.map(({ id, title }) => ({ id, name: NAMES[id] ?? title, title }))}
      chosen={chosen}
      onChoose={(id) => {
        const preset = FED_PRESETS.find((one) => one.id === id);
        if (preset) choosePreset(preset);
      }}
    />
  );
}
