/**
 * A switch that reverses the ranking of the methods: a teacher that differs in one matrix or in all six, or
 * labels instead of a teacher.
 */
import { labPreset } from "../../../store/workload/finetune.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import { useWorkload, useWorkloadActions } from "../context.ts";
import { SwitchDial } from "../Fields.tsx";

const OPTIONS = [
  {
    id: "plant-one",
    name: "One",
    title: "The teacher differs from the encoder in one matrix; 16 sentences",
  },
  { id: "plant-all", name: "All six", title: "The teacher differs in all six matrices; 64 sentences" },
  { id: "sentiment-yelp", name: "Labels", title: "No teacher: positive and negative reviews" },
];

export function TaskSwitch() {
  const chosen = useWorkload(({ config }) => {
    const { task, sites } = config as unknown as LabConfig;
    if (task !== "planted") return "sentiment-yelp";
    return sites.length === 1 ? "plant-one" : "plant-all";
  });
  const { choosePreset } = useWorkloadActions();
  return (
    <SwitchDial
      label="The teacher differs in"
      options={OPTIONS}
      chosen={chosen}
      onChoose={(id) => choosePreset({ id, title: "", about: "", fields: labPreset(id) })}
    />
  );
}
