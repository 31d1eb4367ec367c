/** Links of matrix factorization: `#v=2&task=mc&d=64&seed=7`. A link without keys is the default experiment. */
import { codecOf } from "../../../experiment/codec.ts";
import { EXPERIMENT_FIELDS, type Experiment } from "./fields.ts";
import { MF } from "../../../experiment/link-keys.ts";

export const MF_CODEC = codecOf<Experiment>(MF, EXPERIMENT_FIELDS);
