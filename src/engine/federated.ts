/** Federated fine-tuning for the engine, with the build's encoder. While a run is built, its passes run on the CPU. */
import { ENCODER } from "virtual:encoder";
import { federatedWorkload } from "../workloads/federated/workload.ts";
import { openCpu } from "./choose-backend.ts";
import { runnable } from "./runnable.ts";

export const federated = runnable(federatedWorkload(ENCODER, (program) => openCpu(program)));
