export type ArmId = string;
