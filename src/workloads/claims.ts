/** The claims about named metrics, in the order of the documents. A new claim is a new entry in its workload's list. */
import type { MetricClaim } from "../experiment/claims/metric-claim.ts";
import { DIGIT_CLAIMS } from "./digits/claims.ts";
import { FED_CLAIMS } from "./federated/claims.ts";
import { LAB_CLAIMS } from "./finetune/claims.ts";

export const METRIC_CLAIMS: readonly MetricClaim[] = [...DIGIT_CLAIMS, ...LAB_CLAIMS, ...FED_CLAIMS];
