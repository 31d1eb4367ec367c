/** How the models of all workloads look. */
import { ARM_STYLES } from "./digits/looks.ts";
import { ARM_STYLES as FEDERATED_STYLES } from "./federated/looks.ts";
import { METHOD_LOOKS } from "./finetune/looks.ts";
import { LOOKS } from "./mf/looks.ts";

export const ALL_LOOKS = { ...LOOKS, ...ARM_STYLES, ...METHOD_LOOKS, ...FEDERATED_STYLES };
