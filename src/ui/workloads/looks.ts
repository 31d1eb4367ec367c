/** How the models of all workloads look. */
import { ARM_STYLES } from "./digits/looks.ts";
import { ARM_STYLES as FEDERATED_STYLES } from "./federated/looks.ts";
import { METHOD_LOOKS } from "./finetune/looks.ts";
import { LINE_STYLES } from "./mf/looks.ts";

export const ALL_LOOKS = { ...LINE_STYLES, ...ARM_STYLES, ...METHOD_LOOKS, ...FEDERATED_STYLES };
