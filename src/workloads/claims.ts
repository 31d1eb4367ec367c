/** Every claim, in the order of the documents. A new claim is a new entry in its workload's list. */
import type { Claim, DefinedClaim } from "../experiment/claims/claim.ts";
import type { WorkloadId } from "../experiment/link-keys.ts";
import { codecFor } from "./codecs.ts";
import { DIGIT_CLAIMS } from "./digits/claims.ts";
import { FED_CLAIMS } from "./federated/claims.ts";
import { LAB_CLAIMS } from "./finetune/claims.ts";
import { KWON_PATH_CLAIMS } from "./mf/claims/kwon-paths.ts";
import { KWON_CLAIMS } from "./mf/claims/kwon.ts";
import { LAW_CLAIMS } from "./mf/claims/law.ts";
import { OTHER_CLAIMS } from "./mf/claims/others.ts";
import { THEORY_CLAIMS } from "./mf/claims/theory.ts";
import { YARAS_CLAIMS } from "./mf/claims/yaras.ts";

const claimsOf = (
  id: WorkloadId,
  claims: readonly DefinedClaim[],
  rest: Pick<Claim, "needsEveryStep"> = {},
): Claim[] => claims.map((claim) => ({ ...claim, ...rest, codec: codecFor(id) }));

const MATRIX_CLAIMS = [
  LAW_CLAIMS,
  YARAS_CLAIMS,
  KWON_CLAIMS,
  KWON_PATH_CLAIMS,
  THEORY_CLAIMS,
  OTHER_CLAIMS,
].flat();

export const CLAIMS: readonly Claim[] = [
  ...claimsOf("mf", MATRIX_CLAIMS, { needsEveryStep: true }),
  ...claimsOf("mlp", DIGIT_CLAIMS),
  ...claimsOf("finetune", LAB_CLAIMS),
  ...claimsOf("federated", FED_CLAIMS),
];
