/** A switch that reverses the ranking: one rate for all networks, or the best rate for each network. */
import { OWN_RATES } from "../../../store/workload/mlp.ts";
import type { MlpConfig } from "../../../workloads/mlp/config.ts";
import { useWorkload, useWorkloadActions } from "../context.ts";
import { SwitchDial } from "../Fields.tsx";
import { hasOwnRates } from "./result.ts";

/** The rate at which all networks train with plain descent. */
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
  const hasBegun = useWorkload(({ step }) => step > 0);
  const { change, reset, play } = useWorkloadActions();
  const choose = (id: string): void => {
    change(id === "own" ? OWN_RATES : SHARED);
    // A rate may change while a run trains, but a comparison of rates must use them from the first step on.
    if (!hasBegun) return;
    reset();
    play();
  };
  return (
    <SwitchDial
      label="Learning rates"
      options={[
        { id: "shared", name: "Shared", title: "All networks learn at 0.1" },
        { id: "own", name: "Own", title: "Plain learns at 0.8, the blocks at 0.2; all rates fall to 0" },
      ]}
      chosen={isOwn ? "own" : "shared"}
      onChoose={choose}
    />
  );
}
