/** Links of matrix factorization: `#v=2&task=mc&d=64&seed=7`. A link without keys is the default experiment. */
import { codecOf, type OnRefusal } from "../../../experiment/codec.ts";
import { EXPERIMENT_FIELDS, type Experiment } from "./fields.ts";
import type { Repaired } from "./changes.ts";
import { MF } from "../../../experiment/link-keys.ts";

export const MF_CODEC = codecOf<Experiment>(MF, EXPERIMENT_FIELDS);

/** The part after `#`, without it. */
export const encodeLink = (experiment: Experiment): string => MF_CODEC.encode(experiment);

/** Accepts a hash with or without `#`, or a whole address that contains one. Throws only if `refuse` does. */
export const decodeLink = (link: string, refuse?: OnRefusal): Repaired => MF_CODEC.decode(link, refuse);
