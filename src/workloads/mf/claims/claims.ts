/** The claims about matrix factorization, in the order of the papers. A new claim is a new entry in the file of its paper. */
import type { DefinedClaim } from "../../../experiment/claims/claim.ts";
import { KWON_PATH_CLAIMS } from "./kwon-paths.ts";
import { KWON_CLAIMS } from "./kwon.ts";
import { LAW_CLAIMS } from "./law.ts";
import { OTHER_CLAIMS } from "./others.ts";
import { THEORY_CLAIMS } from "./theory.ts";
import { YARAS_CLAIMS } from "./yaras.ts";

export const MATRIX_CLAIMS: readonly DefinedClaim[] = [
  ...LAW_CLAIMS,
  ...YARAS_CLAIMS,
  ...KWON_CLAIMS,
  ...KWON_PATH_CLAIMS,
  ...THEORY_CLAIMS,
  ...OTHER_CLAIMS,
];
