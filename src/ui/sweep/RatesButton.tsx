/** Trains a run at each of several learning rates and draws every model’s result over the rate, at one press. */
import { encodeSetup } from "../../experiment/sweep-setup.ts";
import { formatCount, formatDuration } from "../../store/format.ts";
import { RATES_KEY, SHORT_STEPS } from "../../store/sweep.ts";
import { usePage, usePlayground } from "../parts/context.ts";
import { askedSweep, beginsAtOnce, openView } from "../parts/open.ts";

export function RatesButton() {
  const { rates } = usePage();
  // Known once these models have made a step.
  const seconds = usePlayground(({ models, config }) =>
    models.reduce((sum, { msPerStep }) => sum + (Math.min(SHORT_STEPS, config.steps) * msPerStep) / 1000, 0),
  );
  const runs = rates?.values.length ?? 0;
  const time = seconds > 0 ? ` This takes about ${formatDuration(runs * seconds)}.` : "";
  return (
    rates && (
      <button
        type="button"
        title={`Trains ${formatCount(runs)} short runs, each at its own learning rate, and draws every model’s test result over the rate.${time}`}
        onClick={() => {
          askedSweep.set(encodeSetup({ axes: [{ key: RATES_KEY, values: rates.values }], seeds: 1 }));
          beginsAtOnce.set(true);
          openView("sweep");
        }}
      >
        Which rates?
      </button>
    )
  );
}
