/** A sweep of matrix factorization adds its own quantities, and can vary the arms of a claim. */
import { ARM_KEY, armOf } from "../../../experiment/claims/arms.ts";
import { plannedArms } from "../../../experiment/sweep-setup.ts";
import { CLAIMS } from "../../../store/claims.ts";
import { MATRIX_QUANTITIES } from "../../../store/jobs/sweep-result.ts";
import type { SweepParts } from "../../sweep/sweep-page.ts";

export const SWEEP: SweepParts = {
  quantities: MATRIX_QUANTITIES,
  arms: {
    key: ARM_KEY,
    label: "Arm",
    plan: (setup) => plannedArms(setup, CLAIMS),
    nameOf: (value) => armOf(CLAIMS, value)?.run.label ?? value,
  },
};
