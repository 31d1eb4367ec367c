/** A sweep of matrix factorization adds examples and quantities, and can vary the arms of a claim. */
import { withChanges } from "../../../workloads/mf/config/changes.ts";
import { ARM_KEY, armOf } from "../../../experiment/claims/arms.ts";
import type { Experiment } from "../../../workloads/mf/config/fields.ts";
import { encodeLink } from "../../../workloads/mf/config/link.ts";
import { SWEEP_EXAMPLES } from "../../../workloads/mf/config/sweep-examples.ts";
import { refuse, withinLimits, type PlannedCells, type SweepSetup } from "../../../experiment/sweep-setup.ts";
import { CLAIMS } from "../../../store/claims.ts";
import { MATRIX_QUANTITIES } from "../../../store/jobs/sweep-result.ts";
import type { SweepParts } from "../../sweep/sweep-page.ts";

/** Plans a sweep whose axis is the arms of claims. */
function plannedArms(setup: SweepSetup): PlannedCells<Experiment> {
  return withinLimits(setup, () => {
    const { axes, seeds } = setup;
    const values = axes[0]?.values ?? [];
    const arms = values.flatMap((value) => armOf(CLAIMS, value) ?? []);
    if (axes.length > 1 || arms.length < values.length)
      return refuse("A sweep over the arms of a comparison takes known arms and no other setting.");
    const cells = arms.flatMap((arm, i) =>
      Array.from({ length: seeds }, (_, s) => {
        const seed = arm.seed + s;
        const { config } = withChanges(arm.config as Experiment, { seed, seeds: 1 });
        return {
          link: encodeLink(config),
          varied: { [ARM_KEY]: values[i] ?? "", seed: String(seed) },
          config,
        };
      }),
    );
    return { cells };
  });
}

export const SWEEP: SweepParts = {
  examples: SWEEP_EXAMPLES,
  quantities: MATRIX_QUANTITIES,
  arms: {
    key: ARM_KEY,
    label: "Arm",
    plan: plannedArms,
    nameOf: (value) => armOf(CLAIMS, value)?.run.label ?? value,
  },
};
