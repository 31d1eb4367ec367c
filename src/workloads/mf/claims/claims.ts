/** Every claim, in the order of the papers. A new claim is a new entry in the file of its paper. */
import type { Claim } from "../../../experiment/claims/claim.ts";
import { KWON_PATH_CLAIMS } from "./kwon-paths.ts";
import { KWON_CLAIMS } from "./kwon.ts";
import { LAW_CLAIMS } from "./law.ts";
import { OTHER_CLAIMS } from "./others.ts";
import { YARAS_CLAIMS } from "./yaras.ts";

export const CLAIMS: readonly Claim[] = [
  ...LAW_CLAIMS,
  ...YARAS_CLAIMS,
  ...KWON_CLAIMS,
  ...KWON_PATH_CLAIMS,
  ...OTHER_CLAIMS,
];
