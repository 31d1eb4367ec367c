/** Digits as the engine runs them, with the file of the build. */
import { DIGITS } from "virtual:digits";
import { mlpWorkload } from "../workloads/mlp/workload.ts";
import { runnable } from "./runnable.ts";

export const mlp = runnable(mlpWorkload(DIGITS));
