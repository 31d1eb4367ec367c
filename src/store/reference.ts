/** The reference of all settings, for the sheet “Code”. */
export { factsOf, referenceOf } from "../workloads/reference.ts";
