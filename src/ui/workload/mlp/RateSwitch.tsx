/** The one control that turns the ranking round: one rate for all networks, or the rate that each of them wants. */
import { OWN_RATES } from "../../../store/workload/mlp.ts";
import type { MlpConfig } from "../../../workloads/mlp/config.ts";
import { useWorkload, useWorkloadActions } from "../context.ts";
import { SwitchDial } from "../Fields.tsx";
import { hasOwnRates } from "./result.ts";

/** Of plain descent, for all. */
const SHARED_RATE = 0.1;
const SHARED = {
  rate: SHARED_RATE,
  rateDln: SHARED_RATE,
  rateCdln: SHARED_RATE,
  rateThin: SHARED_RATE,
  rateCdlnRandom: SHARED_RATE,
  schedule: "constant",
};

export function RateSwitch() {
  const isOwn = useWorkload(({ config }) => hasOwnRates(config as unknown as MlpConfig));
  const { change } = useWorkloadActions();
  return (
    <SwitchDial
      label="Learning rates"
      options={[
        { id: "shared", name: "Shared", title: "All networks learn at 0.1" },
        { id: "own", name: "Own", title: "Plain learns at 0.8, the blocks at 0.2; all rates fall to 0" },
      ]}
      chosen={isOwn ? "own" : "shared"}
      onChoose={(id) => change(id === "own" ? OWN_RATES : SHARED)}
    />
  );
}
