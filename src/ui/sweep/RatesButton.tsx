/** Trains a run at each of several learning rates and draws every model’s result over the rate, at one press. */
import { encodeSetup } from "../../experiment/sweep-setup.ts";
import { RATES_KEY } from "../../store/sweep.ts";
import { usePage } from "../parts/context.ts";
import { openView } from "../views/open-view.ts";
import { askedSweep, begins, SWEEP_VIEW } from "./asked-sweep.ts";

export function RatesButton() {
  const { rates } = usePage();
  return (
    rates && (
      <button
        type="button"
        title="Trains a run at each of several learning rates, and draws every model’s result over the rate"
        onClick={() => {
          askedSweep.set(encodeSetup({ axes: [{ key: RATES_KEY, values: rates.values }], seeds: 1 }));
          begins.atOnce();
          openView(SWEEP_VIEW);
        }}
      >
        Which rates?
      </button>
    )
  );
}
