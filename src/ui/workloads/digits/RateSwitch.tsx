/** A switch that reverses the ranking: one rate for all networks, or for each network a rate found in a search. */
import { OWN_RATES, SHARED_RATES } from "../../../store/kinds/digits.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import { useActions, usePlayground } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";
import { RatesButton } from "../../sweep/RatesButton.tsx";
import { OpenTable } from "./OwnTable.tsx";
import { hasOwnRates } from "./result.ts";

export function RateSwitch() {
  const isOwn = usePlayground(({ config }) => hasOwnRates(config as unknown as MlpConfig));
  const schedule = usePlayground(({ config }) => (config as unknown as MlpConfig).schedule);
  const hasBegun = usePlayground(({ step }) => step > 0);
  const { change, reset, play } = useActions();
  const choose = (changes: Partial<MlpConfig>): void => {
    change(changes);
    // A rate may change while a run trains, but a comparison of rates must use them from the first step.
    if (!hasBegun) return;
    reset();
    play();
  };
  return (
    <>
      <SwitchDial
        label="Learning rates"
        options={[
          { id: "shared", name: "Shared", title: "All networks learn at 0.1" },
          { id: "own", name: "Own", title: "Plain learns at 0.8, the blocks at 0.2" },
        ]}
        chosen={isOwn ? "own" : "shared"}
        onChoose={(id) => choose({ ...(id === "own" ? OWN_RATES : SHARED_RATES), schedule })}
      />
      <SwitchDial
        label="Schedule"
        options={[
          { id: "constant", name: "Constant", title: "The rates stay as they are" },
          { id: "linear", name: "Falling", title: "The rates fall to 0 by the last step" },
        ]}
        chosen={schedule}
        onChoose={(id) => choose({ schedule: id === "linear" ? "linear" : "constant" })}
      />
      <div className="dial own-data">
        <OpenTable>Use your own data…</OpenTable>
        <RatesButton />
      </div>
    </>
  );
}
