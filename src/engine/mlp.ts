/** Makes the digits workload runnable in the engine, with the build's data file. */
import { DIGITS } from "virtual:digits";
import { mlpWorkload } from "../workloads/mlp/workload.ts";
import { runnable } from "./runnable.ts";

export const mlp = runnable(mlpWorkload(DIGITS));
