export type ArmId = string;
export type Schedule = "constant" | "linear" | "warmup";
