/** A sweep of matrix factorization adds examples and quantities. */
import { SWEEP_EXAMPLES } from "../../../workloads/mf/config/sweep-examples.ts";
import { MATRIX_QUANTITIES } from "../../../store/jobs/sweep-result.ts";
import type { SweepParts } from "../../sweep/sweep-page.ts";

export const SWEEP: SweepParts = { examples: SWEEP_EXAMPLES, quantities: MATRIX_QUANTITIES };
